/** Commands in templates: how they are painted and patched, where their event goes, and who cannot make any. */

import assert from "node:assert/strict";
import { createScope } from "../../tests/scope.ts";
import { jsx } from "../jsx_runtime.ts";
import { type Child, each, type Hole, html, js, preloadRaw, print, raw, Tree } from "../mod.ts";

function save(): void {}

const tree = (): Tree => new Tree(createScope({ save }));
const button = (value: Hole): Child => html`<b dj-click=${value}></b>`;
const painted = (view: Child): string => tree().paint(view, null).content;
const toggle = js.toggle("#a");
const STEPS = "[[&quot;toggle&quot;,&quot;#a&quot;]]";

Deno.test("commands are painted with a mark beside them that names their handler", () => {
  const marked = (value: Hole, mark: string): void =>
    assert.ok(painted(button(value)).includes(mark), painted(button(value)));
  marked(toggle, `dj-click="${STEPS}" dj-js.click="."`);
  marked(toggle.pushEvent(save), ` dj-js.click="save"`);
  marked(toggle.pushEvent("other"), ` dj-js.click="other"`);
  marked(toggle.pushEvent(() => {}), ` dj-js.click>`);
  const colon = painted(jsx("b", { "dj-keydown:ctrl-s": toggle }));
  assert.ok(colon.includes(`dj-keydown:ctrl-s="${STEPS}" dj-js.keydown:ctrl-s="."`), colon);
});

Deno.test("no text makes commands, whatever it says", async () => {
  await preloadRaw();
  const text = JSON.stringify([["toggle", "#a"]]);
  for (
    const view of [button(text), html`<b dj-click="${text}"></b>`, jsx("b", { "dj-click": text })]
  ) {
    assert.ok(!painted(view).includes("dj-js"), painted(view));
  }
  // Nor does a name: neither one that is written, nor one of a spread, nor one in raw HTML.
  assert.throws(() => painted(html`<b dj-click="${text}" dj-js.click></b>`), /the framework's own/);
  assert.throws(
    () => painted(jsx("b", { "dj-js:click": ".", "dj-click": text })),
    /framework's own/,
  );
  const markup = raw(`<b dj-click='${text}' dj-js.click="."></b>`, { events: true });
  assert.ok(!painted(html`<p>${markup}</p>`).includes("dj-js"));
  const shown = tree();
  shown.paint(button("save"), null);
  assert.deepEqual(shown.diff(button(text), null)?.ops, [1, 0, ["dj-click", text]]);
});

Deno.test("commands come, change and go by patches with their mark", () => {
  const shown = tree();
  const ops = (value: Hole): unknown => shown.diff(button(value), null)?.ops ?? null;
  shown.paint(button(save), null);
  const steps = '[["toggle","#a"]]';
  assert.deepEqual(ops(toggle), [1, 0, ["dj-click", steps, "dj-js.click", "."]]);
  assert.equal(ops(js.toggle("#a")), null);
  const pushed = '[["toggle","#a"],["pushEvent",null,{}]]';
  assert.deepEqual(ops(toggle.pushEvent(save)), [1, 0, [
    "dj-click",
    pushed,
    "dj-js.click",
    "save",
  ]]);
  assert.deepEqual(ops(toggle.pushEvent(() => {})), [1, 0, [
    "dj-click",
    pushed,
    "dj-js.click",
    "",
  ]]);
  assert.equal(ops(toggle.pushEvent(() => {})), null, "another closure is nobody's news");
  assert.deepEqual(ops("save"), [1, 0, ["dj-click", "save", "dj-js.click", null]]);
  ops(toggle);
  assert.deepEqual(ops(null), [1, 0, ["dj-click", null, "dj-js.click", null]]);
});

Deno.test("commands of rows that come have both attributes in one value", () => {
  const list = (ids: number[]): Child =>
    html`<ul>${
      each(ids, (id) => id, (id) => html`<li dj-click=${js.focus(`#a${id}`)}>${id}</li>`)
    }</ul>`;
  const shown = tree();
  shown.paint(list([1]), null);
  const [, , edits] = shown.diff(list([1, 2]), null)?.ops ?? [];
  const text = JSON.stringify(edits);
  assert.ok(
    text.includes(JSON.stringify(["dj-click", '[["focus","#a2"]]', "dj-js.click", "."])),
    text,
  );
});

Deno.test("handler() finds what commands push, by the name of their mark and no other", () => {
  const shown = tree();
  const closure = (): void => {};
  shown.paint(button(toggle.pushEvent(closure)), null);
  assert.equal(shown.handler(1, 0, "js.click")?.handler, closure);
  assert.equal(shown.handler(1, 0, "click")?.handler, closure);
  shown.diff(button(toggle), null);
  assert.equal(shown.handler(1, 0, "js.click"), undefined);
});

Deno.test("commands elsewhere are an error that shows the hole", () => {
  assert.throws(() => painted(html`<b title=${toggle}></b>`), /chain of commands.*dj-<event>/);
  assert.throws(
    () => painted(html`<b dj-click="a${toggle}"></b>`),
    /chain of commands.*whole value/,
  );
  assert.throws(
    () => painted(html`<b>${toggle as never}</b>`),
    /Cannot paint an object as a child/,
  );
  assert.throws(
    () => print(button(toggle), { ...createScope(), deaf: "nobody hears" }),
    /nobody hears/,
  );
});

Deno.test("a handler that is none, and a directive that runs no commands, are told in development", () => {
  const warnings: string[] = [];
  const scope = {
    ...createScope({ save }),
    development: true,
    handlers: ["save"],
    warn: (message: string, name: string) => void warnings.push(`${name}: ${message}`),
  };
  new Tree(scope).paint(button(toggle.pushEvent("svae")), null);
  new Tree(scope).paint(html`<b dj-hook=${toggle}></b>`, null);
  assert.match(warnings.join("\n"), /unknown-handler: .*did you mean "save"/);
  assert.match(warnings.join("\n"), /directive-value: dj-hook of <b> holds commands/);
});
