import assert from "node:assert/strict";
import { createScope } from "../../../tests/scope.ts";
import { type Child, each, html, preloadRaw, print, raw, Tree } from "../../mod.ts";

// Trees are painted and compared at once here.
await preloadRaw();

const painted = (template: Child): string => new Tree(createScope()).paint(template, null).content;
const printed = (template: Child): string => print(template, createScope());

Deno.test("marks: only elements with something dynamic, and the start of each block", () => {
  assert.equal(painted(html`<p>static</p>`), "<p dj=bn>static</p>");
  assert.equal(painted(html`<p>${"a"}</p>`), "<p dj=b>a</p>");
  assert.equal(
    painted(html`<p><b>x</b><i title=${"t"}>y</i></p>`),
    '<p dj=bn><b>x</b><i dj title="t">y</i></p>',
  );
  assert.equal(painted(html`<p>a ${"b"}</p>`), "<p dj=bn>a <!--[-->b<!--]--></p>");
  assert.equal(painted(html`a${"b"}`), "<!--,-->a<!--[-->b<!--]-->");
  assert.equal(painted(html`<b></b><i></i>`), "<!--,--><b></b><i></i>");
  assert.equal(painted(html``), "<!--,-->");
  assert.equal(painted(html`<input value=${"a"}>`), '<input dj=bv value="a">');
  assert.equal(painted(html`<textarea>${"a"}</textarea>`), "<textarea dj=bv>a</textarea>");
  assert.equal(
    painted(html`<option selected=${true}>x</option>`),
    "<option dj=bv selected>x</option>",
  );
  assert.equal(painted(html`<input disabled=${true}>`), "<input dj=b disabled>");
});

Deno.test("print() paints no marks", () => {
  assert.equal(
    printed(html`<p title=${"t"}>a ${html`<b>${1}</b>`}</p>`),
    '<p title="t">a <b>1</b></p>',
  );
});

Deno.test("a hole in <noscript> or <template> is for layouts: a live page has no nodes there", () => {
  for (
    const view of [
      (): Child => html`<div><noscript><b>${"x"}</b></noscript><i>${"y"}</i></div>`,
      (): Child => html`<noscript>${"x"}</noscript>`,
      (): Child => html`<template><b title=${"x"}></b></template>`,
    ]
  ) {
    assert.throws(
      () => new Tree(createScope()).paint(view(), null),
      /Cannot paint a template: a hole stands in <(?:noscript|template)>.*into the layout/,
    );
    const tree = new Tree(createScope());
    tree.paint(html`<section>${null}</section>`, null);
    assert.throws(() => tree.diff(html`<section>${view()}</section>`, null), /a hole stands in/);
    assert.match(print(view(), createScope()), /x/);
  }
  const still = html`<noscript title=${"x"}><b>still</b></noscript>`;
  assert.match(new Tree(createScope()).paint(still, null).content, /<b>still<\/b>/);
});

Deno.test("white space: line breaks at a template's edges and around a single hole are layout", () => {
  // deno-fmt-ignore
  const laidOut = html`
    <p>
      ${"a"}
    </p>
  `;
  assert.equal(printed(laidOut), "<p>a</p>");
  // deno-fmt-ignore
  const spaced = html` <p> ${"a"} </p> `;
  assert.equal(printed(spaced), " <p> a </p> ");
  assert.equal(printed(html`<p>a\n${"b"}</p>`), "<p>a\nb</p>");
  assert.equal(printed(html`<p>${"a"} ${"b"}</p>`), "<p>a b</p>");
});

Deno.test("white space: it all counts in <pre> and <textarea>", () => {
  assert.equal(printed(html`<pre> \n${"a"}\n </pre>`), "<pre> \na\n </pre>");
  assert.equal(printed(html`<pre><code>\n${"a"}\n</code></pre>`), "<pre><code>\na\n</code></pre>");
  assert.equal(printed(html`<textarea> \n${"a"}\n</textarea>`), "<textarea> \na\n</textarea>");
});

Deno.test("a line break that a parser eats at the start of an element is doubled", () => {
  assert.equal(printed(html`<pre>${"\na"}</pre>`), "<pre>\n\na</pre>");
  assert.equal(printed(html`<pre>${raw("\na")}</pre>`), "<pre>\n\na</pre>");
  assert.equal(printed(html`<textarea>${"\na"}</textarea>`), "<textarea>\n\na</textarea>");
  assert.equal(printed(html`<div>${"\na"}</div>`), "<div>\na</div>");
});

Deno.test("comments of a template are not painted", () => {
  assert.equal(printed(html`<p><!-- <b> -->a<!----></p>`), "<p>a</p>");
});

Deno.test("elements close themselves in either spelling", () => {
  assert.equal(
    printed(html`
      <br /><div /><img src=a>
    `),
    '<br><div></div><img src="a">',
  );
});

Deno.test("character references in a mixed value are read once", () => {
  assert.equal(
    printed(html`<b title="&copy; &amp; &#x27;${"&"}">x</b>`),
    '<b title="© &amp; &#39;&amp;">x</b>',
  );
  assert.equal(printed(html`<textarea>a &lt; ${"b"}</textarea>`), "<textarea>a &lt; b</textarea>");
  // What is an address in an attribute is a text's sign.
  assert.equal(
    printed(html`<a href="/?a=1&copy=${"b"}">x</a>`),
    '<a href="/?a=1&amp;copy=b">x</a>',
  );
  assert.equal(printed(html`<title>a&copy=${"b"}</title>`), "<title>a©=b</title>");
  assert.equal(printed(html`<b title="&copy;">&copy;</b>`), '<b title="&copy;">&copy;</b>');
});

Deno.test("SVG and MathML keep their names, and what their holes bring belongs to them", () => {
  const circle = html`<circle r=${1}/>`;
  // deno-fmt-ignore
  const drawing = html`<svg viewBox="0 0 1 1"><linearGradient/><g>${circle}</g></svg>`;
  assert.equal(
    printed(drawing),
    '<svg viewBox="0 0 1 1"><linearGradient></linearGradient><g><circle r="1"></circle></g></svg>',
  );
  const tree = new Tree(createScope());
  const view = (child: Child): Child =>
    html`
      <svg>${child}</svg>
      <math>${child && html`<mi>x</mi>`}</math>
    `;
  tree.paint(view(null), null);
  assert.deepEqual(tree.diff(view(circle), null)?.templates, [
    [1, "<circle dj=b></circle>", 0, "r"],
    [2, "<mi dj=bn>x</mi>"],
  ]);
  const foreign = (child: Child): Child =>
    html`
      <svg>
        <foreignObject>${child}</foreignObject>
      </svg>
    `;
  const other = new Tree(createScope());
  other.paint(foreign(null), null);
  assert.deepEqual(other.diff(foreign(html`<p>x</p>`), null)?.templates, [["<p dj=bn>x</p>"]]);
});

Deno.test("custom elements are elements as any other", () => {
  assert.equal(
    painted(html`<my-card some-prop=${"a"} .x="1">${"b"}</my-card>`),
    '<my-card dj=b some-prop="a" .x="1">b</my-card>',
  );
});

Deno.test("<title> holds text only", () => {
  assert.equal(
    printed(html`<title>${"</title><b>"} - ${"x"}</title>`),
    "<title>&lt;/title&gt;&lt;b&gt; - x</title>",
  );
  assert.throws(
    () => printed(html`<title>${html`<b>x</b>`}</title>`),
    /<title>: its value is a template/,
  );
});

Deno.test("a textarea's value hole is its text", () => {
  assert.equal(
    printed(html`<textarea name="t" value=${"<a>"}></textarea>`),
    '<textarea name="t">&lt;a&gt;</textarea>',
  );
});

Deno.test("keys are the list's and not painted", () => {
  assert.equal(printed(html`<b key=${1} dj-key="x">x</b>`), "<b>x</b>");
});

Deno.test("a component is a function, and a template may be used twice", () => {
  const Badge = ({ text }: { text: string }): Child => html`<b>${text}</b>`;
  const shared = html`<i>${"s"}</i>`;
  assert.equal(
    painted(html`<p>${Badge({ text: "t" })}${shared}${shared}</p>`),
    "<p dj=bn><!--[--><b dj=b>t</b><!--]--><!--[--><i dj=b>s</i><!--]--><!--[--><i dj=b>s</i><!--]--></p>",
  );
  assert.equal(
    painted(html`<p>${each([1], (item) => item, () => shared)}</p>`),
    "<p dj=b><i dj=b>s</i></p>",
  );
});

Deno.test("SVG attributes of a template on its own keep their capitals in a patch", () => {
  const view = (units: string): Child =>
    html`<svg>${html`<pattern patternUnits=${units} CLASS="a"></pattern>`}</svg>`;
  const tree = new Tree(createScope());
  tree.paint(view("a"), null);
  assert.deepEqual(tree.diff(view("b"), null)?.ops, [2, 0, ["patternUnits", "b"]]);
});

Deno.test("what only a layout may have is printed, and refused where a page goes live", () => {
  const layoutOnly: readonly [Child, RegExp][] = [
    [
      html`
        <body>
          <p>${1}</p>
        </body>
      `,
      /<body> stands in a view.*write it into the layout/,
    ],
    [
      html`
        <html>
          <head></head>
        </html>
      `,
      /<html> stands in a view/,
    ],
    [html`<noscript><p>${1}</p></noscript>`, /a hole stands in <noscript>.*take it out/],
    [html`<embed src=${"/a"}>`, /a hole stands in src of <embed>.*write <iframe src=/],
    [html`<object data="/a?${"b"}"></object>`, /a hole stands in data of <object>.*<iframe/],
    [html`<object CODEBASE=${"/a"}></object>`, /a hole stands in codebase of <object>/],
    [html`<script src=${"/a"}></script>`, /a hole stands in src of <script>.*into the layout/],
    [
      html`
        <svg>
          <script xlink:href=${"/a"}></script>
        </svg>
      `,
      /in xlink:href of <script>/,
    ],
    [
      html`
        <p>
          <template shadowrootmode="open">x</template>
        </p>
      `,
      /<template shadowrootmode> stands in a view.*a patch does not.*in a hook/,
    ],
    [html`<template for="x">x</template>`, /<template for> stands in a view/],
  ];
  for (const [template, error] of layoutOnly) {
    assert.doesNotThrow(() => print(template, createScope()));
    assert.throws(() => new Tree(createScope()).paint(template, null), error);
    const tree = new Tree(createScope());
    tree.paint(null, null);
    assert.throws(() => tree.diff(template, null), error);
  }
});

Deno.test("a form with dj-submit and no method posts: without the script nothing stands in the URL", () => {
  const submit = () => {};
  assert.equal(
    painted(html`<form dj-submit="save"><input name="a"></form>`),
    '<form dj=bn dj-submit="save" method="post"><input name="a"></form>',
  );
  assert.equal(
    painted(html`<form dj-submit=${submit} class="x"></form>`),
    '<form dj=b dj-submit class="x" method="post"></form>',
  );
  assert.match(painted(html`<FORM dj-submit.prevent=${submit}></FORM>`), / method="post">/);
  assert.match(painted(html`<form dj-submit:prevent=${submit}></form>`), / method="post">/);
  assert.match(printed(html`<form dj-submit="save"></form>`), / method="post">/);
  assert.match(
    painted(html`<form dj-submit="save" METHOD="dialog"></form>`),
    /"save" method="dialog"/,
  );
  for (const method of ["get", undefined]) {
    const form = painted(html`<form dj-submit="save" method=${method}></form>`);
    assert.equal(form.includes("post"), false, form);
  }
  for (const form of [html`<form></form>`, html`<form dj-change="look"></form>`]) {
    assert.doesNotMatch(painted(form), /method/);
  }
});

Deno.test("what is shown while an event is on its way is hidden until then, in both spellings", () => {
  assert.equal(
    painted(html`<p dj-loading.show class="x">…</p>`),
    '<p dj=bn dj-loading.show class="x" hidden>…</p>',
  );
  assert.match(painted(html`<p dj-loading:show>…</p>`), / hidden>/);
  assert.match(printed(html`<p dj-loading.disable.show>…</p>`), / hidden>/);
  assert.equal(painted(html`<p hidden dj-loading.show></p>`).match(/hidden/g)?.length, 1);
  assert.doesNotMatch(painted(html`<p dj-loading.hide dj-loading.shown></p>`), /hidden/);
});

Deno.test("a form that a patch brings posts as a painted one does, and so does one of raw HTML", () => {
  const tree = new Tree(createScope());
  const page = (child: Child): Child => html`<main>${child}</main>`;
  tree.paint(page(null), null);
  const patch = tree.diff(page(html`<form dj-submit="save"></form>`), null);
  assert.deepEqual(patch?.templates, [['<form dj=bn dj-submit="save" method="post"></form>']]);

  const form = '<form dj-submit="save"><input></form>';
  const posting = '<form dj-submit="save" method="post"><input></form>';
  const own = raw(form, { events: true });
  assert.equal(
    painted(html`<div>${own}</div>`).replaceAll('=""', ""),
    `<div dj=b>${posting}</div>`,
  );
  assert.match(JSON.stringify(tree.diff(page(own), null)?.ops), /method=\\"post\\"/);
  assert.equal(painted(form), posting);
  // Without events nothing of it is ours.
  assert.doesNotMatch(painted(html`<div>${raw(form)}</div>`), /method|dj-submit/);
  assert.equal(painted(form.replace("<form", '<form method="get"')).includes("post"), false);
});
