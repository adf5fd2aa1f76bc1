import assert from "node:assert/strict";
import { CommandChain, js } from "./command_chain.ts";
import type { Commands } from "./commands.ts";

const steps = (chain: Commands): unknown => CommandChain.steps(chain as CommandChain);

Deno.test("js: each method adds a step, in order, with its target", () => {
  const chain = js.show("#a", { transition: "fade" }).hide({ closest: ".card" })
    .toggle({ inner: "p" }).addClass("x y").removeClass("x", "#a").toggleClass("z")
    .setAttr("aria-busy", 1, "#a").removeAttr("title").toggleAttr("aria-expanded", "true", "false")
    .focus("#a").dispatch("opened", "#a", { by: 1 }).transition("shake");
  assert.deepEqual(steps(chain), [
    ["show", "#a", "fade"],
    ["hide", { closest: ".card" }],
    ["toggle", { inner: "p" }],
    ["addClass", null, "x y"],
    ["removeClass", "#a", "x"],
    ["toggleClass", null, "z"],
    ["setAttr", "#a", "aria-busy", "1"],
    ["removeAttr", null, "title"],
    ["toggleAttr", null, "aria-expanded", "true", "false"],
    ["focus", "#a"],
    ["dispatch", "#a", "opened", { by: 1 }],
    ["transition", null, "shake"],
  ]);
});

Deno.test("js: a chain never changes, so that a part of it can be used again", () => {
  const close = js.hide("#a");
  const more = close.focus("#b");
  assert.deepEqual(steps(close), [["hide", "#a"]]);
  assert.deepEqual(steps(more), [["hide", "#a"], ["focus", "#b"]]);
  assert.deepEqual(steps(js), []);
  close.pushEvent("save", { id: 1 });
  assert.equal(CommandChain.handler(close as CommandChain), undefined);
});

Deno.test("js: what no page could do is an error that says what to write", () => {
  const wrong: [() => unknown, RegExp][] = [
    [() => js.setAttr("onclick", "x"), /js\.setAttr\("onclick"\): handlers in text.*js\.dispatch/],
    [() => js.setAttr("SRCDOC", "x"), /whole documents are never written/],
    [() => js.setAttr("style", "color:red"), /use a class/],
    [() => js.setAttr("dj-click", "save"), /only the server writes/],
    [() => js.setAttr("DJ", "b"), /only the server writes/],
    [() => js.removeAttr("data-djust"), /only the server writes/],
    [() => js.toggleAttr("dj-js.click", "a", "b"), /only the server writes/],
    [() => js.setAttr("a b", "x"), /Cannot make/],
    [() => js.addClass(" "), /js\.addClass\(" "\): its first argument must be a text/],
    [() => js.show(""), /js\.show\(""\)/],
    [() => js.show({ closets: "x" } as never), /\{ closest: "\.card" \}/],
    [() => js.show({ closest: "a", inner: "b" } as never), /Cannot aim/],
    [() => js.hide("#a", { time: 200 } as never), /"time" is no option/],
    [() => js.pushEvent(undefined as never), /js\.pushEvent\(undefined\)/],
    [() => js.pushEvent("a").pushEvent("b"), /two events in one chain.*one handler/],
  ];
  for (const [make, problem] of wrong) assert.throws(make, problem, `${make}`);
});
