/** What authors are told of transitions whose names are nearly those of presets. */

import { deepStrictEqual as equal } from "node:assert";
import { createScope } from "../../tests/scope.ts";
import { jsx } from "../jsx_runtime.ts";
import { type Child, type Hole, html, js, print } from "../mod.ts";

/** What a template's author is told. */
function toldOf(template: Child): string[] {
  const scope = { ...createScope(), handlers: [] };
  print(template, scope);
  return scope.warnings;
}

Deno.test("a transition that is nearly a preset is told, with the preset that was meant", () => {
  const told = (name: string, meant: string): string[] => [
    `dj-transition="${name}" of <p> is no preset; did you mean "${meant}"?`,
  ];
  equal(toldOf(html`<p dj-transition="slideup">x</p>`), told("slideup", "slide-up"));
  equal(toldOf(html`<p dj-transition=${"fdae"}>x</p>`), told("fdae", "fade"));
  equal(toldOf(jsx("p", { "dj-transition": "scael" })), told("scael", "scale"));
  equal(
    toldOf(jsx("p", { "dj-transition:move": "slide-dwn" })),
    [`dj-transition:move="slide-dwn" of <p> is no preset; did you mean "slide-down"?`],
  );
});

Deno.test("so is one of a command, wherever it stands in its chain", () => {
  const by = (command: string): string[] => [
    `dj-click of <b>: js.${command} names no preset; did you mean "fade"?`,
  ];
  const click = (chain: Hole): Child => html`<b dj-click=${chain}>x</b>`;
  equal(toldOf(click(js.transition("fdae"))), by(`transition("fdae")`));
  equal(
    toldOf(click(js.focus("#a").show("#a", { transition: "fad" }))),
    by(`show(…, { transition: "fad" })`),
  );
  equal(
    toldOf(jsx("b", { "dj-click": js.toggle("#a", { transition: "fadee" }) })),
    by(`toggle(…, { transition: "fadee" })`),
  );
  equal(
    toldOf(click(js.hide("#a", { transition: "fdae" }))),
    by(`hide(…, { transition: "fdae" })`),
  );
});

Deno.test("presets and names of one's own are not told", () => {
  const own = ["fade", "slide-up", "slide-down", "scale", "pop", "slide-in", "flash"];
  for (const name of own) {
    equal(toldOf(html`<p dj-transition=${name}>x</p>`), []);
    equal(toldOf(html`<b dj-click=${js.transition(name).addClass("fdae")}>x</b>`), []);
  }
  equal(toldOf(html`<p dj-transition=${null}>x</p>`), []);
  const scope = createScope({}, { development: false });
  print(html`<b dj-click=${js.transition("fdae")}>x</b>`, scope);
  equal(scope.warnings, []);
});
