/** Every place where a value can stand, as a view of one value. */

import { type Child, each, html, preloadRaw, raw } from "../../vdom/mod.ts";

// Trees are painted and compared at once here.
await preloadRaw();

/** A view of one value. */
export type Context = (value: string) => Child;

/** Places of text. */
export const TEXT: Readonly<Record<string, Context>> = {
  "text": (value) => html`<p>${value}</p>`,
  "text among others": (value) => html`<p>a ${value} ${value} b</p>`,
  "text without an element": (value) => html`a ${value}`,
  "a row": (value) => html`<ul>${each([value], () => 1, (item) => html`<li>${item}</li>`)}</ul>`,
  "a bare row": (value) => html`<p>${[value, value]}</p>`,
  "an attribute": (value) => html`<p title=${value}>x</p>`,
  "an attribute in quotes": (value) => html`<p title="${value}" lang='${value}'>x</p>`,
  "a part of an attribute": (value) => html`<p title="a ${value} b">x</p>`,
  "data-": (value) => html`<p data-x=${value} data-dj-style-x=${value}>x</p>`,
  "a class": (value) => html`<p class=${value}>x</p>`,
  "a class among others": (value) => html`<p class="a ${value}">x</p>`,
  "a class map": (value) => html`<p class=${{ [value]: true }}>x</p>`,
  "a handler's name": (value) => html`<p dj-click=${value}>x</p>`,
  "a boolean": (value) => html`<input disabled=${value} ?inert=${value}>`,
  "a control": (value) =>
    html`<input value=${value}><select><option value=${value}>${value}</option></select>`,
  "a textarea": (value) => html`<textarea>${value}</textarea>`,
  "a textarea's part": (value) => html`<textarea>a ${value}</textarea>`,
  "a title": (value) =>
    html`
      <svg>
        <title>${value}</title>
      </svg>
    `,
  "pre": (value) => html`<pre>${value}</pre>`,
  "SVG": (value) =>
    html`
      <svg>
        <text id=${value}>${value}</text>
      </svg>
    `,
  "MathML": (value) =>
    html`
      <math>
        <mi>${value}</mi>
      </math>
    `,
  "a cell": (value) =>
    html`
      <table>
        <tbody>
          <tr>
            <td>${value}</td>
          </tr>
        </tbody>
      </table>
    `,
  "a key": (value) => html`<p dj-key=${value}>x</p>`,
  "a custom element": (value) => html`<my-x some-prop=${value}>${value}</my-x>`,
  "escaped raw HTML": (value) =>
    html`<div>${raw(value.replace(/[&<>]/g, (found) => `&#${found.charCodeAt(0)};`))}</div>`,
};

/** Places of URLs. */
export const URL_PLACES: Readonly<Record<string, Context>> = {
  "a link": (value) => html`<a href=${value}>x</a>`,
  "a part of a link": (value) => html`<a href="${value}#x">x</a>`,
  "an image": (value) => html`<img src=${value} srcset="${value} 2x">`,
  "a frame": (value) => html`<iframe src=${value}></iframe>`,
  "a form": (value) => html`<form action=${value}><button formaction=${value}>x</button></form>`,
  "SVG": (value) =>
    html`<svg><a href=${value} xlink:href=${value}><text>x</text></a><use href=${value}></use></svg>`,
  "media": (value) => html`<video src=${value} poster=${value}></video>`,
  "a citation": (value) =>
    html`<blockquote cite=${value}>x</blockquote><a ping=${value} href="/">x</a>`,
  "a refresh": (value) => html`<meta content="0;url=${value}">`,
};

/** Places of styles. */
export const STYLE_PLACES: Readonly<Record<string, Context>> = {
  "a style": (value) => html`<p style=${{ color: value }}>x</p>`,
  "a style's name": (value) => html`<p style=${{ [value]: "red" }}>x</p>`,
  "a property of one's own": (value) => html`<p style=${{ "--x": value }}>x</p>`,
};
