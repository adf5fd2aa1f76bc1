import assert from "node:assert/strict";
import { createScope } from "../tests/scope.ts";
import { seedFrom } from "../tests/seed.ts";
import { type Child, html, raw, Tree } from "./mod.ts";

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
