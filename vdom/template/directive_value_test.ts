/** A directive that cannot read what it holds is told, with what it takes. */

import assert from "node:assert/strict";
import { BOUND, type Child, html, print, type Scope } from "../mod.ts";
import { createScope } from "../../tests/scope.ts";

const save = (): void => {};

function toldOf(template: Child, options: Partial<Scope> = {}): string[] {
  const scope = { ...createScope(), handlers: ["save", "refresh", "cursorMove"], ...options };
  print(template, scope);
  return scope.warnings;
}

Deno.test("a value that a directive cannot read is told, with what it takes", () => {
  assert.deepEqual(toldOf(html`<input dj-debounce="soon">`), [
    'dj-debounce="soon" of <input> says nothing: write "300", "blur", "0"',
  ]);
  for (
    const wrong of [
      html`<p dj-click=${save} dj-throttle="5s"></p>`,
      html`<p dj-click=${save} dj-throttle=${"often"}></p>`,
      html`<p dj-poll="5:refresh"></p>`,
      html`<p dj-poll="0s:refresh"></p>`,
      html`<p dj-poll></p>`,
      html`<p dj-poll=${save}></p>`,
      html`<p dj-poll.soon=${save}></p>`,
      html`<p dj-poll.5s></p>`,
      html`<p dj-shortcut="hyper+k:save"></p>`,
      html`<p dj-shortcut=""></p>`,
      html`<p dj-shortcut="mod++:save"></p>`,
      html`<p dj-shortcut="mod+entr:save"></p>`,
      html`<p dj-shortcut.mod.entr=${save}></p>`,
      html`<p dj-react=""></p>`,
      html`<p dj-location></p>`,
      html`<p dj-field="name"></p>`,
      html`<p dj-form=${"form"}></p>`,
      html`<p dj-label=${{ for: "name" }}></p>`,
      html`<p dj-hook=""></p>`,
      html`<p dj-ignore-attrs></p>`,
      html`<p dj-scroll-into-view="centre"></p>`,
      html`<p dj-viewport></p>`,
      html`<p dj-stream></p>`,
      html`<p dj-stream.scroll="feed"></p>`,
    ]
  ) {
    const told = toldOf(wrong);
    assert.equal(told.length, 1, wrong.statics.join("…"));
    assert.match(told[0] ?? "", /^dj-[\w-]+.* of <p> says nothing: write /);
  }
});

Deno.test("values that a directive reads are not told of, nor such as are mixed or absent", () => {
  assert.deepEqual(
    toldOf(html`
      <p dj-stream.scroll></p>
      <p dj-stream.scroll=${true}></p>
      <p dj-stream:scroll></p>
      <p dj-debounce dj-throttle="" dj-poll="1.5s:refresh" dj-poll.every.5s=${save}></p>
      <p dj-debounce="blur" dj-throttle=${50} dj-poll="300ms:save" dj-poll.2m="save"></p>
      <p dj-debounce=${true} dj-poll=${`${5}s:save`} dj-hook="Chart" dj-ignore-attrs="class, style"></p>
      <p dj-debounce=${null} dj-throttle=${false} dj-hook=${undefined}
        dj-poll="${5}s:save"></p>
      <p dj-shortcut="mod+k:save shift+ArrowUp:refresh ? /:save" dj-shortcut.mod.j=${save}></p>
      <p dj-shortcut="Ctrl+Shift+K:save mod+plus:save F2 left:save esc"></p>
      <p dj-scroll-into-view dj-viewport=${save}></p>
      <p dj-location="intro" dj-field=${null} dj-label=${{ [BOUND]: () => ({}) }}></p>
      <p dj-scroll-into-view=${"smooth center"}></p>
      <p dj-viewport.leave="save" dj-copy="#it" dj-copy.prevent=${save} dj-copy-feedback="Done"></p>
    `),
    [],
  );
});

Deno.test("a directive that calls nothing is told, with the nearest handler", () => {
  const texts: [Child, RegExp][] = [
    [html`<p dj-poll="5s:refesh"></p>`, /^dj-poll="5s:refesh" .* @event "refesh"; .*"refresh"\?$/],
    [html`<p dj-poll="5s"></p>`, /there is no @event "poll"; known are save, refresh, cursorMove$/],
    [html`<p dj-shortcut="k:save g:sav"></p>`, /there is no @event "sav"; did you mean "save"\?$/],
    [html`<p dj-viewport="sav"></p>`, /^dj-viewport="sav" .* of this name; did you mean "save"\?$/],
    [html`<p dj-copy="sav"></p>`, /^dj-copy="sav" of <p> calls nothing/],
    [html`<p dj-viewport=${undefined}></p>`, /^dj-viewport of <p> is undefined/],
    [html`<p dj-viewport.left=${save}></p>`, /"left" is no modifier/],
    [html`<p dj-if="x"></p>`, /^Nothing reads dj-if of <p>: it is no directive/],
    [html`<p dj-viewprt=${save}></p>`, /did you mean dj-viewport\?/],
    [html`<p dj-copy.prevnt=${save}></p>`, /did you mean "prevent"\?/],
    [html`<p dj-wheel.passive.prevent=${save}></p>`, /"prevent" does nothing beside "passive"/],
    [html`<p dj-wheel:prevent-passive=${save}></p>`, /"prevent" does nothing beside "passive"/],
  ];
  for (const [template, expected] of texts) {
    const told = toldOf(template);
    assert.equal(told.length, 1, String(told));
    assert.match(told[0] ?? "", expected);
  }
});

Deno.test("a long text is read once, however nearly it fits", () => {
  // What begins anew at each digit needs minutes for this.
  const began = performance.now();
  toldOf(html`<b dj-poll=${"5".repeat(300_000)}>x</b>`);
  assert.ok(performance.now() - began < 20_000);
});
