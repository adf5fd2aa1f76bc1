import assert from "node:assert/strict";
import { createScope } from "../../tests/scope.ts";
import { seedFrom } from "../../tests/seed.ts";
import { type Child, html, preloadRaw, print, raw, Tree } from "../mod.ts";

// Trees are painted and compared at once here.
await preloadRaw();

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

Deno.test("raw HTML keeps the line break with which a text begins, where a parser eats one", () => {
  for (const tag of ["pre", "listing", "textarea"]) {
    assert.equal(painted(`<${tag}>\n\nx</${tag}>`), `<${tag}>\n\nx</${tag}>`);
    assert.equal(painted(`<${tag}>\nx</${tag}>`), `<${tag}>x</${tag}>`);
  }
  assert.equal(painted("<p>\n\nx</p>"), "<p>\n\nx</p>");
});

Deno.test("an element of another namespace is another element, whatever its name", () => {
  const math = (attribute: string): string =>
    `<math><annotation-xml${attribute}><a>x</a></annotation-xml></math>`;
  const [, , , , , ...rest] = edits(math(""), math(' encoding="text/html"')) as unknown[];
  assert.deepEqual(rest, [2, 3, 1, 4, -1, "<a>x</a>"]);
});

Deno.test("raw HTML keeps the prefix of an attribute that has one", () => {
  const text = '<svg><use xlink:href="#a" xml:lang="de"></use></svg>';
  assert.equal(painted(text), text);
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

Deno.test("raw HTML loses a form straight in a table, which a parser keeps or drops by what came before", () => {
  const scope = createScope();
  const table = (form: string) => `<table>${form}<tbody><tr><td>x</td></tr></tbody></table>`;
  const { content } = new Tree(scope).paint(view(table("<form></form>")), null);
  assert.equal(content, `<main dj=b>${table("")}</main>`);
  assert.deepEqual(scope.warnings, [
    "Left out of raw HTML: <form>: it can hold nothing there; write it around the table, or in a cell",
  ]);
  assert.equal(painted(`<form>${table("")}</form>`), `<form>${table("")}</form>`);
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
  const inert = `<template><b dj-click="go" dj="b">x</b></template>`;
  assert.equal(painted(inert), "<template><b>x</b></template>");
  assert.equal(painted(inert, true), '<template><b dj-click="go">x</b></template>');
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

Deno.test("raw HTML that comes back is sent again", () => {
  const tree = new Tree(createScope());
  tree.paint(view("<p>a</p>"), null);
  assert.deepEqual(tree.diff(view("<p>b</p>"), null)?.ops[2], [-5, 2, 1, 0, "b"]);
  assert.deepEqual(tree.diff(view("<p>a</p>"), null)?.ops[2], [-5, 2, 1, 0, "a"]);
  assert.equal(tree.diff(view("<p>a</p>"), null), null);
  // As long as it is read as the same, nothing is sent either way.
  assert.equal(tree.diff(view("<p>a"), null), null);
  assert.deepEqual(tree.diff(view("<p>b"), null)?.ops[2], [-5, 2, 1, 0, "b"]);
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
  // Others may have classes of their own there.
  assert.deepEqual(edits('<b class="x y">t</b>', "<b>t</b>"), [-5, 2, 0, 2, ["-", "x y"]]);
  assert.deepEqual(edits("<b>t</b>", '<b class="x">t</b>'), [-5, 2, 0, 2, ["+", "x"]]);
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

Deno.test("comments in raw HTML that change, come, go or move are no edits", () => {
  for (
    const comment of ["<!--x-->", "<!-- , -->", "<!--[-->", "<!---->", "<!x>", "<?x?>", "</ x>"]
  ) {
    assert.equal(edits(`a${comment}b`, "ab"), null, comment);
    assert.equal(edits("ab", `a${comment}b`), null, comment);
    assert.equal(edits(`a${comment}b`, "a<!--y-->b"), null, comment);
    assert.equal(edits(`<b>1</b>${comment}<i>2</i>`, `${comment}<b>1</b><i>2${comment}</i>`), null);
    assert.equal(painted(`<ul>${comment}<li>1</li>${comment}</ul>`), "<ul><li>1</li></ul>");
  }
});

Deno.test("texts around a comment in raw HTML are one text, which grows and changes as one", () => {
  assert.deepEqual(edits("a<!--x-->b", "a<!--x-->bc"), [-5, 1, 0, 1, "c"]);
  assert.deepEqual(edits("a<!--x-->b", "aB<!--x-->b"), [-5, 1, 0, 0, "aBb"]);
  assert.deepEqual(edits("a<!--x-->", "a<!--x--><b>c</b>"), [-5, 1, -1, 4, -1, "<b>c</b>"]);
  assert.deepEqual(edits("a<!--x-->b<i>c</i>", "a<!--x--><i>c</i>"), [-5, 3, 0, 0, "a"]);
});

Deno.test("a comment in raw HTML that is not closed yet hides what follows, until it is", () => {
  assert.equal(painted("a<!-- <b>x</b>"), "a");
  assert.equal(edits("a<!-- <b>x", "a<!-- <b>x -"), null);
  assert.deepEqual(edits("a<!-- <b>x", "a<!-- <b>x --><i>y</i>"), [-5, 1, -1, 4, -1, "<i>y</i>"]);
});

Deno.test("what looks like a comment stays where it is text", () => {
  for (
    const text of [
      "<script>a<!-- x -->b</script>",
      "<style><!-- a { } --></style>",
      "<textarea>&lt;!-- x --&gt;</textarea>",
      "<title>&lt;!--,--&gt;</title>",
      "<svg><text>&lt;!--[--&gt;</text></svg>",
    ]
  ) assert.equal(painted(text), text);
  assert.equal(painted("<svg><text><![CDATA[<!--,-->]]></text></svg>").includes("<!--"), false);
  assert.equal(painted("<template><!--,--><b>x</b></template>"), "<template><b>x</b></template>");
});

/** What a browser makes of a page: half of a pair does not survive the way. */
const travelled = (text: string): string =>
  new TextDecoder().decode(new TextEncoder().encode(text));

Deno.test("surrogate pairs in raw HTML: a text that grows by them sends what it grew by", () => {
  assert.deepEqual(edits("a", "a😀"), [-5, 1, 0, 1, "😀"]);
  assert.deepEqual(edits("a😀", "a😀😁"), [-5, 1, 0, 1, "😁"]);
  assert.deepEqual(edits("<p>😀</p>", "<p>😀!</p>"), [-5, 2, 1, 1, "!"]);
});

Deno.test("surrogate pairs in raw HTML: one that becomes another with the same half is sent whole", () => {
  // Both begin with \ud83d.
  assert.deepEqual(edits("😀", "😁"), [-5, 1, 0, 0, "😁"]);
  assert.deepEqual(edits("a😀", "a😁b"), [-5, 1, 0, 0, "a😁b"]);
  assert.deepEqual(edits('<b title="😀">x</b>', '<b title="😁">x</b>'), [
    -5,
    2,
    0,
    2,
    ["title", "😁"],
  ]);
  assert.deepEqual(edits('<b class="a😀">x</b>', '<b class="a😁 a">x</b>'), [
    -5,
    2,
    0,
    2,
    ["-", "a😀", "+", "a😁 a"],
  ]);
});

Deno.test("surrogate pairs in raw HTML: half of one that gets its other half is sent whole", () => {
  assert.notEqual(travelled("\ud83d"), "\ud83d");
  assert.deepEqual(edits("a\ud83d", "a😀"), [-5, 1, 0, 0, "a😀"]);
  assert.deepEqual(edits("a\ud83d", "a😀 b"), [-5, 1, 0, 0, "a😀 b"]);
});
