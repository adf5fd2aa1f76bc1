import assert from "node:assert/strict";
import { createScope } from "../tests/scope.ts";
import { seedFrom } from "../tests/seed.ts";
import { type Child, html, print, raw, Tree } from "./mod.ts";

const view = (text: string, events = false): Child => html`<main>${raw(text, { events })}</main>`;
const painted = (text: string, events = false): string =>
  new Tree(createScope()).paint(view(text, events), null).content.slice(
    "<main dj=b>".length,
    -"</main>".length,
  );

/** The edits from one raw HTML to the next. */
function edits(before: string, after: string): unknown {
  const tree = new Tree(createScope());
  tree.paint(view(before), null);
  return tree.diff(view(after), null)?.ops[2] ?? null;
}

Deno.test("raw HTML cannot speak as the framework does: marks and notes are dropped", () => {
  for (const events of [false, true]) {
    const own = `dj=b data-djust="x" data-djust-flash data-dj-style='{"inset":"0"}'`;
    assert.equal(painted(`<b ${own} data-d="y">t</b>`, events), `<b data-d="y">t</b>`);
  }
});

Deno.test("raw HTML is painted as a parser reads it", () => {
  assert.equal(painted("<p>a<p>b"), "<p>a</p><p>b</p>");
  assert.equal(painted("a < b & c"), "a &lt; b &amp; c");
  assert.equal(painted("<ul><li>1<li>2"), "<ul><li>1</li><li>2</li></ul>");
  assert.equal(painted("</main><b>x"), "<b>x</b>");
  assert.equal(
    painted("<svg viewbox='0'><textarea>\nx</textarea></svg>"),
    '<svg viewBox="0"><textarea>\nx</textarea></svg>',
  );
});

Deno.test("raw HTML may hold elements that are named like a member of every object", () => {
  for (const tag of ["constructor", "tostring", "valueof"]) {
    const text = `<p><${tag}><b>x</b></${tag}></p>`;
    assert.equal(painted(text), text);
    assert.equal(painted(`<${tag}><i><li>x</li></i></${tag}>`).includes("<li>x</li>"), true);
  }
});

Deno.test("raw HTML that is deeper than any page is cut there, and breaks nothing", () => {
  const tree = new Tree(createScope());
  const deep = "<b>".repeat(20_000) + "x";
  assert.match(tree.paint(view(deep), null).content, /^<main dj=b>(?:<b>){257}(?:<\/b>){257}</);
  assert.notEqual(tree.diff(view("<i>" + deep), null), null);
  assert.equal(painted("<div>".repeat(200) + "x").includes("x"), true);
});

Deno.test("raw HTML loses plugins, and keeps what an <object> shows without", () => {
  const scope = createScope();
  const text = `a<embed src="/x">b<object data="/y" codebase="/z">c <b>d</b></object>e<i>f</i>`;
  const { content } = new Tree(scope).paint(view(text), null);
  assert.equal(content, "<main dj=b>abc <b>d</b>e<i>f</i></main>");
  assert.deepEqual(scope.warnings, [
    "Left out of raw HTML: <embed>: Trusted Types let no patch change it; write <iframe>",
    "Left out of raw HTML: <object>: Trusted Types let no patch change it; write <iframe>",
  ]);
  assert.deepEqual(edits("abc <b>d</b>e<i>f</i>", text), null);
});

Deno.test("raw HTML loses instructions, and what makes a template more than inert", () => {
  const text = `a<?start name="x"?>b<?end?><?xml version="1.0"?>c<template for="x">d</template>` +
    `<template shadowrootmode="open" shadowrootclonable id="e"><template for="x">f</template></template>`;
  assert.equal(
    painted(text),
    `abc<template>d</template><template id="e"><template>f</template></template>`,
  );
});

Deno.test("raw HTML in SVG loses HTML, which a parser would move out", () => {
  const scope = createScope();
  const drawing = html`<svg>${raw("<circle r=1 /><p>x</p><g><b>y</b></g>")}</svg>`;
  assert.equal(
    new Tree(scope).paint(drawing, null).content,
    `<svg dj=b><circle r="1"></circle><g></g></svg>`,
  );
  assert.deepEqual(scope.warnings, [
    "Left out of raw HTML: <p> in <svg>: a parser moves it out; write <foreignObject> around it",
    "Left out of raw HTML: <b> in <svg>: a parser moves it out; write <foreignObject> around it",
  ]);
  const titled = html`
    <svg>
      <desc>${raw("<b>y</b>")}</desc>
    </svg>
  `;
  assert.match(new Tree(scope).paint(titled, null).content, /<b>y<\/b>/);
});

Deno.test("an attribute that Trusted Types let nobody write makes another element", () => {
  for (
    const [tag, name] of [["script", "src"], ["iframe", "srcdoc"]]
  ) {
    const of = (value: string): string => `<${tag} ${name}="${value}" title="${value}"></${tag}>`;
    assert.deepEqual(edits(of("a"), of("b")), [-5, 1, 0, 3, -1, 4, -1, of("b")]);
  }
  assert.deepEqual(edits("<iframe src=a></iframe>", "<iframe src=b></iframe>"), [
    -5,
    1,
    0,
    2,
    ["src", "b"],
  ]);
});

Deno.test("raw HTML that a parser would move waits in a template, and development says so", () => {
  // deno-fmt-ignore
  const moved: readonly [Child, string, RegExp][] = [
    [html`<p>${raw("<div>x</div>")}</p>`, "<p dj=b>%<div>x</div>$</p>", /<div> stands in <p>.*<div>/],
    [html`<p><b>${raw("<ul></ul>")}</b></p>`, "<p dj=bn><b dj>%<ul></ul>$</b></p>", /<ul> stands in/],
    [html`<a>${raw("<a>x</a>")} y</a>`, "<a dj=bn><!--[-->%<a>x</a>$<!--]--> y</a>", /<a> stands in <a>/],
    [
      html`<a>${html`<div>${raw("<i><a>x</a></i>")}</div>`}</a>`,
      "<a dj=b><div dj=b>%<i><a>x</a></i>$</div></a>", /<a> stands in <a>/,
    ],
    [
      html`<h1>${[raw("<h2>x</h2>")]}</h1>`,
      "<h1 dj=b><!--,--><!--[-->%<h2>x</h2>$<!--]--></h1>", /<h2> stands in <h1>/,
    ],
    [
      html`<table><tbody>${raw("x")}</tbody></table>`,
      "<table dj=bn><tbody dj>%x$</tbody></table>", /text stands straight in <tbody>/,
    ],
  ];
  for (const [template, content, warning] of moved) {
    const scope = createScope();
    const [open, close] = ["<template data-dj-raw>", "</template>"];
    const expected = content.replace("%", open).replace("$", close);
    assert.equal(new Tree(scope).paint(template, null).content, expected);
    assert.match(scope.warnings.join(), warning);
    assert.doesNotMatch(print(template, scope), /<template/);
  }
  const scope = createScope();
  const stays = html`<a>${html`
    <table>
      <tbody>
        <tr>
          <td>${raw("<a>x</a>")}</td>
        </tr>
      </tbody>
    </table>
  `}</a>`;
  assert.doesNotMatch(new Tree(scope).paint(stays, null).content, /<template/);
  assert.deepEqual(scope.warnings, []);
});

Deno.test("raw HTML loses comments and our own marks, and dj-* without events", () => {
  const text =
    `<b dj="b" dj-click="go" data-djust="x" data-djust-flash title="t">x</b><!--,--><!--[-->y`;
  assert.equal(painted(text), '<b title="t">x</b>y');
  assert.equal(painted(text, true), '<b dj-click="go" title="t">x</b>y');
});

Deno.test("what render itself returns as text is raw HTML whose handlers act", () => {
  for (const page of [`<b dj-click="go">x</b>`, raw(`<b dj-click="go">x</b>`)]) {
    assert.equal(new Tree(createScope()).paint(page, null).content, '<b dj-click="go">x</b>');
  }
  assert.equal(new Tree(createScope()).paint(null, "<b>").flash, "&lt;b&gt;");
});

Deno.test("streamed HTML sends what it grew by", () => {
  assert.deepEqual(edits("<p>Hello", "<p>Hello wor"), [-5, 2, 1, 1, " wor"]);
  assert.deepEqual(edits("<p>Hello", "<p>Hello <b>world"), [
    -5,
    2,
    1,
    1,
    " ",
    0,
    4,
    -1,
    "<b>world</b>",
  ]);
  assert.deepEqual(edits("<p>a</p>", "<p>a</p><p>b</p>"), [-5, 2, -1, 4, -1, "<p>b</p>"]);
  assert.equal(edits("<p>a", "<p>a</p>"), null);
});

Deno.test("nodes that edits bring get the next numbers", () => {
  const tree = new Tree(createScope());
  tree.paint(view("<p>a</p>"), null);
  tree.diff(view("<p>a</p><p>b</p>"), null);
  assert.deepEqual(tree.diff(view("<p>a</p><p>bc</p>"), null)?.ops[2], [-5, 4, 3, 1, "c"]);
});

Deno.test("edits of attributes, texts and removals", () => {
  assert.deepEqual(edits('<b title="a" class="x y">t</b>', '<b id="i" class="y z">t</b>'), [
    -5,
    2,
    0,
    2,
    ["id", "i", "-", "x", "+", "z", "title", null],
  ]);
  assert.deepEqual(edits("<b>one</b>", "<b>two</b>"), [-5, 2, 1, 0, "two"]);
  assert.deepEqual(edits("<b>a</b><i>b</i>", "<i>b</i>"), [-5, 4, 0, 3]);
  assert.deepEqual(edits("<i>b</i>", "<b>a</b><i>b</i>"), [-5, 2, -1, 4, 0, "<b>a</b>"]);
});

Deno.test("a script's content is compared as a whole and not escaped", () => {
  assert.equal(painted("<script>1 < 2</script>"), "<script>1 < 2</script>");
  assert.deepEqual(edits("<style>a</style>", "<style>b</style>"), [
    -5,
    1,
    0,
    3,
    -1,
    4,
    -1,
    "<style>b</style>",
  ]);
});

Deno.test("raw HTML of other events, or no longer raw, is sent anew", () => {
  const tree = new Tree(createScope());
  tree.paint(view("<b>x</b>"), null);
  assert.deepEqual(tree.diff(view("<b>x</b>", true), null)?.ops, [1, 0, [-3, "<b>x</b>", 1]]);
  assert.deepEqual(tree.diff(html`<i>${"x"}</i>`, null)?.ops.slice(0, 2), [0, 0]);
});

Deno.test("what is painted is read back as the same tree, misnested or not", () => {
  const random = seedFrom("raw_tree_test");
  const pieces = [
    "<h1>",
    "<h2>",
    "</h1>",
    "<a>",
    "</a>",
    "<li>",
    "<ul>",
    "<table>",
    "<tr>",
    "<td>",
    "<p>",
    "<div>",
    "<b>",
    "</b>",
    "x",
    "<button>",
    "<form>",
    "<svg>",
    "<select>",
    "<option>",
    "&lt;",
    "<!-- -->",
    "<dd>",
    "<dt>",
  ];
  for (let i = 0; i < 3_000; i++) {
    const text = Array.from({ length: random.integer(1, 7) }, () => random.pick(pieces)).join("");
    const once = painted(text);
    assert.equal(painted(once), once, text);
  }
});

Deno.test("attributes that broken markup leaves behind are no class tokens", () => {
  const tree = new Tree(createScope());
  tree.paint(view("<h1>x</h1>"), null);
  const ops = tree.diff(view("<h1 - + a=b>x</h1>"), null)?.ops;
  assert.deepEqual(ops, [1, 0, [-5, 2, 0, 2, ["a", "b"]]]);
});
