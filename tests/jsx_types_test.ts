/** The types of JSX: what HTML, SVG and MathML have compiles, what they have not says so. */

import assert from "node:assert/strict";
import denoJson from "../deno.json" with { type: "json" };
import { errorsOf } from "./types/errors.ts";

const HEAD = `import { event, type EventInfo, LiveView } from "@djust/live";
export const text = String(1), on = Math.random() > 0.5;
export class Page extends LiveView {
  n = 0;
  @event remove({ id }: { id: number }, info: EventInfo) { this.n = id + (info.target ?? "").length; }
  @event press({ key }: { key: string }) { this.n = key.length; }
  bare() { this.n++; }
  render() { return <></>; }
}
export declare const page: Page;
`;

const RIGHT: Readonly<Record<string, string>> = {
  "texts, words and flags, in either spelling":
    `<form method="post" accept-charset="utf-8" noValidate>
    <label for="a" htmlFor="b" class="x">x</label>
    <input type="text" value={text} maxLength={5} maxlength="5" readonly readOnly={on} tabIndex={-1} disabled={on} autofocus />
    <input type="checkbox" checked={on} title={on && "yes"} aria-invalid={on} data-id={3} data-n:int={3} />
    <button type="button" popovertarget="m" popoverTargetAction="toggle" formNoValidate>go</button>
    <textarea rows={3} wrap="soft" value={text} /><select multiple size={3}><option value="a" selected={on}>a</option></select>
    <a href={on ? "/x" : null} download target="_blank" rel="noopener">x</a><img src="/x" alt="" loading="lazy" srcset="/y 2x" />
    <p hidden="until-found" popover contenteditable="plaintext-only" spellcheck={false} draggable={true} dir="auto" lang="en">x</p>
  </form>`,
  "class and style as templates take them":
    `<p class={["a", { b: on, c: null }, on && "d"]} className={{ e: 1 }}
    style={{ left: "4px", zIndex: 2, "--own": null }} dangerouslySetInnerHTML={{ __html: "<b></b>" }} />`,
  "SVG and MathML":
    `<p><svg viewBox="0 0 1 1" xmlns="http://www.w3.org/2000/svg"><g stroke-width={2} strokeWidth="2" fill="none">
    <path d="M0 0" pathLength={1} class={{ a: on }} dj-click="remove" /><linearGradient gradientUnits="userSpaceOnUse"><stop offset="0" stopColor="red" /></linearGradient>
    <a href="/x" fill="red" transform="scale(2)"><text textAnchor="middle" x={1} y={2}>t</text></a><use href="#a" /></g></svg>
    <math display="block"><mfrac linethickness="1"><mi>x</mi><mn mathvariant="normal">2</mn></mfrac><annotation-xml encoding="x" /></math></p>`,
  "custom elements":
    `<my-card some-prop={text} anything={{ a: 1 }} dj-click="remove"><b>x</b></my-card>`,
  "keys, of components too":
    `((Row: (props: { item: number }) => string) => <ul>{[1].map((item) => <li key={item}><Row key={item} item={item} /></li>)}</ul>)`,
  "handlers by name, as methods, as nothing":
    `<p dj-click="remove" dj-keydown={on && "press"} dj-input={null}>
    <b dj-click={page.remove} dj-keydown={page.press} dj-keyup={page.remove} dj-focus={page.bare} dj-submit={page.remove}>x</b></p>`,
  "closures whose params are inferred": `<p
    dj-click={(p) => page.remove({ id: p.id }, undefined as never)}
    dj-keydown={({ key, code, value, n }, { signal }) => key.trim() + code.trim() + value?.trim() + n + signal.aborted}
    dj-input={(p) => p.value + p.field?.trim()} dj-change={(p) => p.value}
    dj-pointermove={({ x, y, pageX }) => x.toFixed() + y.toFixed() + pageX.toFixed()} dj-drop={({ x }) => x.toFixed()}
    dj-scroll={({ top, left }) => top.toFixed() + left.toFixed()} dj-submit={(fields, { submitter }) => fields.name + submitter?.trim()}
    dj-blur={() => page.bare()}>x</p>`,
  "modifiers behind a colon":
    `<p dj-keydown:ctrl-s={({ key }) => key.trim()} dj-click:prevent-stop={(p) => p.id} dj-keydown:enter="press"
    dj-input:debounce-500={({ value }) => value} dj-scroll:window={({ top }) => top.toFixed()}>x</p>`,
  "directives":
    `<form dj-reset dj-debounce="300" dj-throttle={100} dj-hook="Chart" dj-ignore={on} dj-value-id={7} dj-value-on={on}><p dj-key={7}>x</p></form>`,
  "what is shown while an event is on its way":
    `<form dj-target="#a" dj-lock dj-confirm={text}><button dj-disable-with="…" dj-confirm dj-loading="save">x</button>
    <p dj-target dj-loading:class={text} dj-loading:delay={300} dj-loading:disable={on} dj-loading:for="save"
    dj-loading:show dj-loading:hide={on} dj-loading:remove dj-loading:text={text}>x</p></form>`,
  "events of one's own":
    `<p dj-picked={(p: { id: number }) => p.id} dj-cart-changed="remove">x</p>`,
};

const WRONG: Readonly<Record<string, readonly [element: string, says: RegExp]>> = {
  "a tag that is none": [`<buton>x</buton>`, /buton/],
  "an attribute that is none": [`<a hreff="/x">x</a>`, /'hreff' does not exist/],
  "an attribute of another element": [`<p href="/x">x</p>`, /'href' does not exist/],
  "a type of input that is none": [`<input type="txt" />`, /"txt"' is not assignable/],
  "a method that is none": [`<form method="put">x</form>`, /"put"' is not assignable/],
  "a flag that is a text": [`<input disabled="no" />`, /"no"' is not assignable/],
  "an object where a text stands": [`<p title={{ a: 1 }}>x</p>`, /not assignable/],
  "a style that is a text": [`<p style="left:4px">x</p>`, /not assignable/],
  "content in what has none": [`<br>x</br>`, /children/],
  "a loading effect that is a text": [`<b dj-loading:show="yes">x</b>`, /"yes"' is not assignable/],
  "a handler as React has it": [`<b onClick={() => {}}>x</b>`, /'onClick' does not exist/],
  "a handler that was called": [`<b dj-click={page.bare()}>x</b>`, /'void' is not assignable/],
  "a handler that is an object": [`<b dj-click={{ a: 1 }}>x</b>`, /not assignable/],
  "a param of the wrong type in a closure": [
    `<b dj-keydown={({ key }) => key.nope}>x</b>`,
    /'nope' does not exist on type 'string'/,
  ],
  "the same behind modifiers": [
    `<b dj-keydown:ctrl-s={({ key }) => key.nope}>x</b>`,
    /'nope' does not exist on type 'string'/,
  ],
  "a fact that info has not": [
    `<b dj-click={(_, info) => info.nope}>x</b>`,
    /'nope' does not exist/,
  ],
  "an attribute of SVG in HTML": [`<p viewBox="0 0 1 1">x</p>`, /'viewBox' does not exist/],
  "an attribute that SVG has not": [`<circle radiuss={1} />`, /'radiuss' does not exist/],
};

const FILES = Object.fromEntries([
  ...Object.values(RIGHT).map((element, index) =>
    [`right${index}.tsx`, `${HEAD}export const element = ${element};`] as const
  ),
  ...Object.values(WRONG).map(([element], index) =>
    [`wrong${index}.tsx`, `${HEAD}export const element = ${element};`] as const
  ),
]);

/** What every case shares: the compiler is slow to start. Both ways of compiling have these types. */
let checked: Promise<Map<string, string>> | undefined;

const { jsx, jsxImportSource } = denoJson.compilerOptions;
const errors = (): Promise<Map<string, string>> =>
  checked ??= errorsOf(FILES, { jsx, jsxImportSource });

for (const [index, sentence] of Object.keys(RIGHT).entries()) {
  Deno.test(`JSX compiles: ${sentence}`, async () => {
    assert.equal((await errors()).get(`right${index}.tsx`), undefined);
  });
}

for (const [index, [sentence, [, says]]] of Object.entries(WRONG).entries()) {
  Deno.test(`JSX does not compile: ${sentence}`, async () => {
    assert.match((await errors()).get(`wrong${index}.tsx`) ?? "", says);
  });
}
