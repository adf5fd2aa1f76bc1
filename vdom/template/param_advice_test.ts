/** What authors are told of params whose texts are not of the type that their names say. */

import { deepStrictEqual as equal } from "node:assert";
import { createScope } from "../../tests/scope.ts";
import { jsx } from "../jsx_runtime.ts";
import { type Child, html, print, Tree } from "../mod.ts";

/** What a template's author is told. */
function toldOf(template: Child): string[] {
  const scope = { ...createScope(), handlers: [] };
  print(template, scope);
  return scope.warnings;
}

const NUMBER = "only its first digits arrive, or null; write digits";
const WRONG: readonly (readonly [type: string, text: string, told: string])[] = [
  ["int", "abc", `is no whole number: ${NUMBER}`],
  ["int", "1.5", `is no whole number: ${NUMBER}`],
  ["int", "7px", `is no whole number: ${NUMBER}`],
  ["float", "1,5", `is no number: ${NUMBER}`],
  ["float", "NaN", `is no number: ${NUMBER}`],
  [
    "bool",
    "no",
    'arrives as true, as all but "false", "0" and nothing do; write "true" or "false"',
  ],
  ["json", "{a:1}", "is no JSON, so null arrives; write JSON.stringify(value)"],
];

Deno.test("a param that is not of its type is told, written out or in a hole, as html and JSX", () => {
  for (const [type, text, told] of WRONG) {
    for (const name of [`data-n:${type}`, `dj-value-n:${type}`]) {
      const says = [`${name}="${text}" of <b> ${told}`];
      const statics = Object.assign([`<b ${name}="${text}">x</b>`], { raw: [] });
      equal(toldOf(html(statics as unknown as TemplateStringsArray)), says);
      const around = Object.assign([`<b ${name}=`, ">x</b>"], { raw: [] });
      equal(toldOf(html(around as unknown as TemplateStringsArray, text)), says);
      equal(toldOf(jsx("b", { [name]: text })), says);
    }
  }
  equal(toldOf(html`<b data-n:int=${NaN}>x</b>`), [
    `data-n:int="NaN" of <b> is no whole number: ${NUMBER}`,
  ]);
});

Deno.test("it is told of a value that comes later, too", () => {
  const scope = createScope();
  const view = (n: unknown): Child => html`<b data-n:int=${n as string}>x</b>`;
  const tree = new Tree(scope);
  tree.paint(view(1), null);
  equal(scope.warnings, []);
  tree.diff(view("soon"), null);
  equal(scope.warnings, [`data-n:int="soon" of <b> is no whole number: ${NUMBER}`]);
});

Deno.test("what is of its type, what is not there, and a text are not told", () => {
  equal(
    toldOf(html`
      <b data-a:int="7" data-b:int="-7" data-c:int="" data-d:int=${7} data-e:int=${null}
        data-f:int=${undefined} data-g="abc" data-h:int=${7n as never}>x</b>
      <b data-a:float="1.5" data-b:float="-.5" data-c:float="1e3" data-d:float="7">x</b>
      <b data-a:bool="true" data-b:bool="false" data-c:bool="0" data-d:bool data-e:bool=${true}>x</b>
      <b data-a:json="[1]" data-b:json=${JSON.stringify({ a: "b" })} data-c:json="null">x</b>
    `),
    [],
  );
});
