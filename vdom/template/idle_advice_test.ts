import { deepStrictEqual as equal, match } from "node:assert";
import { BOUND, type Child, type Hole, html, print } from "../mod.ts";
import { createScope } from "../../tests/scope.ts";

const save = (): void => {};
/** What gives attributes, as a form object and its fields do. */
const bound = { [BOUND]: () => ({}) } as unknown as Hole;

/** What a template's author is told. */
function toldOf(template: Child): string[] {
  const scope = { ...createScope(), handlers: ["save"] };
  print(template, scope);
  return scope.warnings;
}

const IDLE: readonly (readonly [Child, RegExp])[] = [
  [html`<b dj-confirm="Sure?">x</b>`, /^dj-confirm of <b> does nothing: the element has no event/],
  [html`<button type="button" dj-confirm>x</button>`, /^dj-confirm of <button> does nothing/],
  [html`<b dj-lock>x</b>`, /^dj-lock of <b> does nothing: .* write it beside dj-<event>$/],
  [html`<b dj-optimistic="remove">x</b>`, /^dj-optimistic of <b> does nothing/],
  [html`<b dj-debounce="300">x</b>`, /^dj-debounce of <b> does nothing/],
  [html`<b dj-throttle="300">x</b>`, /^dj-throttle of <b> does nothing/],
  [html`<div dj-warn-unsaved></div>`, /^dj-warn-unsaved of <div> .*: write it on the <form>$/],
  [html`<div dj-recover="save"></div>`, /^dj-recover of <div> .*: write it on the <form>$/],
  [html`<div dj-trigger-action=${true}></div>`, /^dj-trigger-action of <div> does nothing/],
  [html`<div dj-reset></div>`, /^dj-reset of <div> does nothing/],
  [html`<div dj-draft></div>`, /^dj-draft of <div> does nothing/],
  [html`<button dj-submit=${save}>x</button>`, /^dj-submit of <button> .*: a form is submitted/],
  [
    html`<form dj-form=${bound}></form>`,
    /^dj-form of <form> .* has no dj-submit; write dj-submit=/,
  ],
  [
    html`
      <form dj-submit=${save}>
        <p><input name="a" dj-field=${bound}></p>
      </form>
    `,
    /^dj-field of <input> does nothing: the form around it has no dj-form.*write dj-form=/,
  ],
  [
    html`<form dj-submit=${save}>${html`<p><input dj-field=${bound}></p>`}</form>`,
    /^dj-field of <input> does nothing: the form around it has no dj-form/,
  ],
  [
    html`<b dj-click=${save} data-id:number="7" dj-value-all:integer="7" data-ok:int="7">x</b>`,
    /^data-id:number: "number" is no type of a param; write :int, :float, :bool or :json.*\n.*integer/s,
  ],
];

Deno.test("a directive beside which nothing is that it acts on is told, with the mend", () => {
  for (const [template, told] of IDLE) match(toldOf(template).join("\n"), told);
});

Deno.test("what acts on something is not told", () => {
  equal(
    toldOf(html`
      <b dj-click=${save} dj-confirm dj-lock dj-optimistic="remove" dj-throttle="5">x</b>
      <b dj-cart-open=${save} dj-lock>x</b> <b dj-poll.5s=${save} dj-confirm>x</b>
      <b data-x:y="unasked">x</b>
      <form dj-form=${bound} dj-submit=${save} dj-reset dj-draft dj-warn-unsaved dj-recover="off">
        <input dj-field=${bound} dj-debounce="500">${html`<input dj-field=${bound}>`}
        <button dj-confirm="Sure?" dj-lock>x</button> <input type="submit" dj-confirm="Sure?">
      </form>
      <form dj-form=${bound} action="/there" method="post"></form>
      <form dj-form=${bound} method="dialog"></form>
      <p dj-transition.move="fade">x</p>
      <div dj-submit=${save}></div> <my-box dj-debounce="5"></my-box>
    `),
    [],
  );
  // A field whose form may be anywhere.
  equal(toldOf(html`<input dj-field=${bound}>`), []);
});
