import assert from "node:assert/strict";
import { createScope } from "../../../tests/scope.ts";
import { type Child, each, type Hole, html, memo, print, TemplateError, Tree } from "../../mod.ts";

const h = "hole";

/** What is refused: the template, what the error says, how to mend it, the line with the spot. */
const REFUSED: readonly (readonly [Child, RegExp, RegExp])[] = [
  [html`<${h}>x</b>`, /hole stands in a tag name/, /one template per tag/],
  [html`<h${1}>x</h1>`, /hole stands in a tag name/, /one template per tag/],
  [html`<b>x</${h}>`, /closing tag is not finished/, /<\/name>/],
  [html`<b ${h}>x</b>`, /where an attribute's name should/, /name=\$\{value\}/],
  [html`<b da${h}=x>x</b>`, /hole stands in an attribute's name/, /name=\$\{value\}/],
  [html`<b ="x">x</b>`, /attribute has no name/, /name=/],
  [html`<b title=a${h}>x</b>`, /mixes text and a hole/, /quotes/],
  [html`<b title=${h}a>x</b>`, /goes on behind a hole/, /quotes/],
  [html`<b title="${h}>x</b>`, /value of title is never closed/, /"/],
  [html`<b title=>x</b>`, /title has no value/, /quotes/],
  [html`<b title=a title=${h}>x</b>`, /title stands twice/, /once/],
  [html`<b onclick=${h}>x</b>`, /hole stands in onclick/, /dj-click=/],
  [html`<b ONCLICK="x${h}">x</b>`, /hole stands in ONCLICK/, /dj-click=/],
  [html`<iframe srcdoc=${h}></iframe>`, /hole stands in srcdoc/, /src/],
  [html`<b style="left: ${h}">x</b>`, /hole is a part of style/, /style=\$\{\{/],
  [html`<b dj=b>x</b>`, /dj is the framework's own/, /another/],
  [html`<b data-djust=x>x</b>`, /data-djust is the framework's own/, /another/],
  [html`<script>let a = ${h}</script>`, /hole stands in <script>/, /data-/],
  [html`<div dj-ignore><b>${h}</b></div>`, /hole stands in <div dj-ignore>/, /data-.* on <div>/],
  [html`<p dj-ignore=${h}><b title=${h}>x</b></p>`, /hole stands in <p dj-ignore>/, /take dj-ign/],
  [
    html`
      <p dj-ignore>
        <textarea>${h}</textarea>
      </p>
    `,
    /hole stands in <p dj-ignore>/,
    /data-/,
  ],
  [html`<style>b { left: ${h} }</style>`, /hole stands in <style>/, /class=/],
  [html`<iframe>${h}</iframe>`, /hole stands in <iframe>/, /data-/],
  [html`<script>x`, /<script> is never closed/, /<\/script>/],
  [html`<!-- ${h} -->`, /hole stands in a comment/, /close the comment/],
  [html`<!-- x`, /comment is never closed/, /close the comment/],
  [html`<!doctype ${h}>`, /hole stands in <!doctype>/, /<!doctype html>/],
  [html`<div><b>x</div>`, /<\/div> closes <b>/, /close <b> first/],
  [html`x</div>`, /<\/div> closes nothing/, /take it out/],
  [html`<div>x`, /<div> is never closed/, /<\/div>/],
  [html`<div title="x"`, /<div> is never finished/, />/],
  [html`<div / title="x"></div>`, /stray \//, /\/>/],
  [html`1 < 2`, /bare < stands in text/, /&lt;/],
  [html`<?start name="x"?>`, /bare < stands in text/, /&lt;/],
  [html`<!,>`, /bare <! stands in text/, /&lt;!/],
  [
    html`
      <svg>
        <![CDATA[x]]>
      </svg>
    `,
    /bare <! stands in text/,
    /&lt;!/,
  ],
  [html`<br></br>`, /<\/br> closes nothing/, /take it out/],
  [
    html`
      <table>
        <tr>
          <td>x</td>
        </tr>
      </table>
    `,
    /<tr> stands straight in <table>/,
    /<tbody>/,
  ],
  [html`<table>x</table>`, /text stands straight in <table>/, /cell/],
  [
    html`
      <div>
        <td>x</td>
      </div>
    `,
    /<td> stands in <div>/,
    /<tr>/,
  ],
  [
    html`
      <tr>
        <div>x</div>
      </tr>
    `,
    /<div> stands straight in <tr>/,
    /move it out/,
  ],
  [html`<select><div>x</div></select>`, /<div> stands straight in <select>/, /move it out/],
  [
    html`
      <p>
        <div>x</div>
      </p>
    `,
    /<div> stands in <p>/,
    /use <div>/,
  ],
  [html`<p><b><ul></ul></b></p>`, /<ul> stands in <p>/, /use <div>/],
  [html`<a><i><a>x</a></i></a>`, /<a> stands in <a>/, /close the outer/],
  [
    html`
      <form>
        <form></form>
      </form>
    `,
    /<form> stands in <form>/,
    /close the outer/,
  ],
  [html`<button><button></button></button>`, /<button> stands in <button>/, /close the outer/],
  [
    html`
      <ul>
        <li>a<li>b</li></li>
      </ul>
    `,
    /<li> stands in <li>/,
    /list of its own/,
  ],
  [
    html`
      <dl>
        <dt>a<dd>b</dd></dt>
      </dl>
    `,
    /<dd> stands in <dt>/,
    /list of its own/,
  ],
  [
    html`
      <p>
        <li>x</li>
      </p>
    `,
    /<li> stands in <p>/,
    /use <div>/,
  ],
  [
    html`
      <table>
        <tbody>
          <tr>
            <svg></svg>
          </tr>
        </tbody>
      </table>
    `,
    /<svg> stands straight in <tr>/,
    /move it out/,
  ],
  [html`<image></image>`, /<image> stands in a template/, /write <img>/],
  [html`<plaintext></plaintext>`, /<plaintext> stands in a template/, /write <pre>/],
  [
    html`
      <h1>
        <h2>x</h2>
      </h1>
    `,
    /<h2> stands in <h1>/,
    /close the heading/,
  ],
  [
    html`
      <svg>
        <div>x</div>
      </svg>
    `,
    /<div> stands in <svg>/,
    /foreignObject/,
  ],
];

Deno.test("a template in which something cannot work is refused with the spot and the mend", () => {
  for (const [template, what, mend] of REFUSED) {
    assert.throws(() => print(template, createScope()), (error: unknown) => {
      assert(error instanceof TemplateError, String(error));
      const [sentence = "", blank, ...picture] = error.message.split("\n");
      assert.match(sentence, what);
      assert.match(sentence, mend);
      assert.equal(blank, "");
      assert(picture.some((line) => /^ *\^$/.test(line)), error.message);
      return true;
    });
  }
});

Deno.test("the error of a template points at the spot", () => {
  const template = html`
    <table>
      <tr>
        <td>${1}</td>
      </tr>
    </table>
  `;
  assert.throws(() => print(template, createScope()), (error: unknown) => {
    const lines = (error as Error).message.split("\n");
    const caret = lines.findIndex((line) => /^ *\^$/.test(line));
    assert.match(lines[caret - 1] ?? "", /<tr>/);
    assert.equal(lines[caret]?.indexOf("^"), (lines[caret - 1]?.indexOf("<tr>") ?? 0) + 4);
    return true;
  });
});

Deno.test("a child that a parser would move out of its place is refused when it is painted", () => {
  const row = html`
    <tr>
      <td>x</td>
    </tr>
  `;
  const refused: readonly (readonly [Child, RegExp])[] = [
    [html`<table>${row}</table>`, /<tr> stands straight in <table>/],
    [html`<tbody>${"text"}</tbody>`, /text stands straight in <tbody>/],
    [html`<tbody>${[1]}</tbody>`, /text stands straight in <tbody>/],
    [html`<tbody>${5}</tbody>`, /text stands straight in <tbody>/],
    [html`<tbody>${5n}</tbody>`, /text stands straight in <tbody>/],
    [html`<tbody>${[5n]}</tbody>`, /text stands straight in <tbody>/],
    [html`<tbody>${new Date(0)}</tbody>`, /text stands straight in <tbody>/],
    [html`<tbody>${memo([], () => "text")}</tbody>`, /text stands straight in <tbody>/],
    [html`<tr>${["a", ["b"]]}</tr>`, /text stands straight in <tr>/],
    [html`<tr>${[["b"]]}</tr>`, /text stands straight in <tr>/],
    [html`<tr>${[[["c"]]]}</tr>`, /text stands straight in <tr>[^]*<tr>\$/],
    [html`<tr>${[memo([], () => "text")]}</tr>`, /text stands straight in <tr>/],
    [html`<tr>${[html`${"text"}`]}</tr>`, /text stands straight in <tr>/],
    [html`<tr>${html`text`}</tr>`, /text stands straight in <tr>/],
    [html`<tr>${[[html`<div></div>`]]}</tr>`, /<div> stands straight in <tr>/],
    [html`<table>${[[row]]}</table>`, /<tr> stands straight in <table>/],
    [html`<tbody>${[html`<div></div>`]}</tbody>`, /<div> stands straight in <tbody>/],
    [html`<tbody>${[html`<tr></tr>`, html`<div></div>`]}</tbody>`, /<div> stands straight in/],
    [html`<p>${each([1], (item) => item, () => html`<div></div>`)}</p>`, /<div> stands in <p>/],
    [html`<div>${row}</div>`, /<tr> stands in <div>/],
    [html`<svg>${html`<div></div>`}</svg>`, /<div> stands in <svg>/],
    [html`<p>${html`<div></div>`}</p>`, /<div> stands in <p>/],
    [html`<p><b>${html`<ul></ul>`}</b></p>`, /<ul> stands in <p>/],
    [html`<a>${html`<a>x</a>`}</a>`, /<a> stands in <a>/],
    [html`<li>${html`<li>x</li>`}</li>`, /<li> stands in <li>/],
  ];
  for (const [template, what] of refused) {
    assert.throws(() => print(template, createScope()), what);
  }
});

Deno.test("a child that a parser would move out of its place is refused in an update too", () => {
  const view = (value: Hole): Child =>
    html`
      <table>
        <tbody>${value}</tbody>
      </table>
    `;
  const row = html`<tr></tr>`;
  const wrong = html`<div></div>`;
  const refused: readonly (readonly [Hole, Hole])[] = [
    [null, "text"],
    [null, 5],
    [null, 5n],
    [null, new Date(0)],
    [row, wrong],
    [[], ["text"]],
    [[row], [wrong]],
    [[row], [row, wrong]],
    [[row, row], [row, "text"]],
    [["  "], ["text"]],
    [[[]], [["text"]]],
    [[["  "]], [["text"]]],
    [[row], [row, ["text"]]],
  ];
  for (const [before, after] of refused) {
    const tree = new Tree(createScope());
    tree.paint(view(before), null);
    assert.throws(() => tree.diff(view(after), null), /stands straight in <tbody>/);
    // The page is painted anew then, which is refused as well.
    assert.throws(() => tree.refresh(view(after), null), /stands straight in <tbody>/);
  }
});

Deno.test("what HTML allows is not refused", () => {
  const allowed: readonly Child[] = [
    html`<tr>${[[html`<td></td>`, "\n"], [[null, [" "]]]]}</tr>`,
    html`<div dj-ignore data-points=${h} class=${h}><b dj-click="x">x</b></div>`,
    html`
      <!doctype html>
      <html>
        <head>
          <title>${h}</title>
        </head>
        <body>${h}</body>
      </html>
    `,
    html`
      <table>
        <caption>x</caption>
        <tbody>
          <tr>
            <td>
              <p>x</p>
            </td>
          </tr>
        </tbody>
      </table>
    `,
    html`
      <ul>
        <li>a<ul><li>b</li></ul></li>
      </ul>
    `,
    html`<p><button><b>x</b></button></p>`,
    html`<select><optgroup label=x><option>1</option></optgroup></select>`,
    html`
      <svg>
        <foreignobject>
          <div>x</div>
        </foreignobject>
        <style>a</style>
      </svg>
    `,
    html`
      <math>
        <mi>x</mi>
      </math><input disabled /><br><br />
    `,
    html`<a href=/x/>x</a><b title='a"b' data-x = "y">x</b>`,
    html`
      <script>if (1 < 2) "</b>"</script>
      <style>a > b {}</style>
    `,
    html`<tbody>${" "}${null}${html`<tr></tr>`}</tbody>`,
    html`
      <div onclick="known()">x</div>
      <my-element .x=1></my-element>
    `,
  ];
  for (const template of allowed) assert.doesNotThrow(() => print(template, createScope()));
});
