/** Every op touches the nodes it names and no other; what cannot be found is asked for again. */

import assert from "node:assert/strict";
import { changeOf, patched } from "../../tests/kit/patch_kit.ts";

const LIST = "<ul dj=b><li dj=b>a</li><li dj=b>b</li><li dj=b>c</li></ul>";
const ROW = ["<li dj=b></li>", 0, 0];

Deno.test("attach() numbers blocks and anchors as the server painted them", () => {
  const { patcher } = patched(
    "<div dj=b><p dj=bn><b dj>x</b></p><!--[--><!--,-->t<i dj></i><!--,--><!--]--><u dj></u></div>",
  );
  const names = (block: number) =>
    patcher.blocks.get(block)?.map((node) => node.nodeName.toLowerCase());
  assert.deepEqual(names(1), ["div", "div", "#comment", "u"]);
  assert.deepEqual(names(2), ["p", "b"]);
  assert.deepEqual(names(3), ["#comment", "i"]);
  assert.deepEqual(names(4), ["#comment"]);
});

Deno.test("attach() passes what others put into the page before", () => {
  const { patcher } = patched(
    "<ad-bar></ad-bar><div dj=b class=x><span>ad</span><b dj>1</b></div>",
  );
  assert.equal(patcher.blocks.get(1)?.[2]?.nodeName, "B");
});

Deno.test("attach() leaves alone what dj-ignore gives to the client", () => {
  const { patcher } = patched("<div dj=b><p dj-ignore><b dj></b></p><i dj></i></div>");
  assert.deepEqual(patcher.blocks.get(1)?.map((node) => node.nodeName), ["DIV", "DIV", "I"]);
});

Deno.test("attach() leaves alone what belongs to another view", () => {
  const { patcher } = patched("<div dj=b><p data-djust=c><b dj=b></b></p><i dj></i></div>");
  assert.deepEqual(patcher.blocks.get(1)?.map((node) => node.nodeName), ["DIV", "DIV", "I"]);
  assert.equal(patcher.blocks.get(2), undefined);
});

Deno.test("a text op writes one text node", () => {
  const { root, apply } = patched("<p dj=b>old</p><p>other</p>");
  assert.deepEqual(changeOf(root, () => apply(1, 1, 0, "new")), {
    added: [],
    gone: [],
    written: ["#text new"],
  });
});

Deno.test("a text op finds the text between two comments", () => {
  const { root, apply } = patched("<p dj=bn>a<!--[-->b<!--]-->c</p>");
  assert.deepEqual(changeOf(root, () => apply(1, 1, 0, 7)).written, ["#text 7"]);
  assert.equal(root.textContent, "a7c");
});

Deno.test("a text op fills an empty region and empties it", () => {
  const { root, apply } = patched("<p dj=bn>a<!--[--><!--]-->c</p>");
  apply(1, 1, 0, "b");
  assert.equal(root.textContent, "abc");
  apply(1, 1, 0, null);
  assert.equal(root.textContent, "ac");
});

Deno.test("a suffix op appends to one text node", () => {
  const { root, apply } = patched("<p dj=b>one</p>");
  assert.deepEqual(changeOf(root, () => apply(1, 1, -2, " two")).written, ["#text one two"]);
});

Deno.test("a suffix op appends to a long text as well", () => {
  const long = "x".repeat(2_000);
  const { root, apply } = patched(`<p dj=b>${long}</p>`);
  apply(1, 1, -2, "y");
  assert.equal(root.textContent, long + "y");
});

Deno.test("an attribute op writes one element", () => {
  const { root, apply } = patched("<p dj=b title=a>x</p>");
  const change = changeOf(root, () => apply(1, 1, 0, ["title", "b", "lang", "de"]));
  assert.deepEqual(change, { added: [], gone: [], written: ["p dj=b lang=de title=b"] });
  apply(1, 1, 0, ["title", null]);
  assert.equal(root.querySelector("p")?.hasAttribute("title"), false);
});

Deno.test("class tokens of others survive", () => {
  const { root, apply } = patched("<p dj=b class='on mine'>x</p>");
  const { classList } = root.querySelector("p") as Element;
  classList.add("theirs");
  apply(1, 1, 0, ["-", "on", "+", "off x"]);
  assert.deepEqual([...classList], ["mine", "theirs", "off", "x"]);
});

Deno.test("a style op writes properties and leaves those of others", () => {
  const { root, apply } = patched("<p dj=b style='color: red'>x</p>");
  apply(1, 1, 0, ["style", { left: "4px", color: null, "--gap": "1px" }]);
  const style = root.querySelector("p")?.getAttribute("style")?.replaceAll(" ", "");
  assert.match(style ?? "", /left:4px/);
  assert.match(style ?? "", /--gap:1px/);
  assert.doesNotMatch(style ?? "", /color/);
});

Deno.test("handlers in text, whole documents and script URLs never reach the page", () => {
  const { root, apply } = patched("<a dj=b href='/'>x</a><iframe dj=b></iframe>");
  apply(1, 1, 0, ["onclick", "alert(1)", "href", " java\tscript:alert(1)"], 1, 0, [
    "srcdoc",
    "<p>",
  ]);
  assert.equal(root.querySelector("a")?.hasAttribute("onclick"), false);
  assert.equal(root.querySelector("a")?.getAttribute("href"), "about:blank#blocked");
  assert.equal(root.querySelector("iframe")?.hasAttribute("srcdoc"), false);
});

Deno.test("attributes that a patch brings are told", () => {
  const { seen, apply } = patched("<p dj=b>x</p>");
  apply(1, 1, 0, ["dj-click", ""]);
  assert(seen.includes("dj-click"));
});

Deno.test("content becomes a block, and the next ops find its anchors", () => {
  const { root, patcher, apply } = patched("<div dj=b></div>");
  apply(1, 1, 0, [0, "hi", "x"], { t: [["<p dj=b><b dj></b>!</p>", 1, 0, 0, "title"]] });
  assert.equal(root.textContent, "hi!");
  assert.equal(root.querySelector("p")?.getAttribute("title"), "x");
  assert.deepEqual(changeOf(root, () => apply(1, 2, 1, "ho")).written, ["#text ho"]);
  assert.deepEqual([1, 2, 3].map((number) => !!patcher.blocks.get(number)), [true, true, false]);
});

Deno.test("nested content is numbered as it appears in the patch", () => {
  const { root, apply } = patched("<div dj=b></div>");
  const t = [["<p dj=b><!--[--><!--]--><i dj></i></p>", 1, 0, 2, 0], ["<u dj=b></u>", 0, 0]];
  apply(1, 1, 0, [0, [1, "a"], "b"], { t });
  apply(1, 3, 0, "A", -1, 2, "B");
  assert.equal(root.textContent, "AB");
});

Deno.test("rows of one template come row by row", () => {
  const { root, apply } = patched("<ul dj=b></ul>");
  apply(1, 1, 0, [-2, 0, "a", "b", "c"], { t: [ROW] });
  assert.equal(root.textContent, "abc");
  assert.deepEqual(changeOf(root, () => apply(1, 3, 0, "B")).written, ["#text B"]);
});

Deno.test("a template is used again in later frames", () => {
  const { root, apply } = patched("<ul dj=b></ul>");
  apply(1, 1, 0, [-1, [0, "a"]], { t: [ROW] });
  apply(1, 1, 0, [-4, 0, [[0, null], [0, 5]]]);
  assert.equal(
    root.innerHTML,
    '<ul dj="b"><li dj="b">a</li><li dj="b"></li><li dj="b">5</li></ul>',
  );
});

Deno.test("a block that is not exactly one element comes and goes with all its nodes", () => {
  const { root, apply } = patched("<div dj=bn>[<!--[--><!--]-->]</div>");
  apply(1, 1, 0, [-1, [0, "a"], [1, "b"]], {
    t: [["<!--,-->t<!--[--><!--]--><hr>", 0, 0], ["<p dj=b></p>", 0, 0]],
  });
  assert.equal(root.textContent, "[tab]");
  apply(1, 2, -1);
  assert.equal(root.textContent, "[b]");
  apply(1, 3, -1);
  assert.equal(root.querySelector("div")?.childNodes.length, 4);
});

Deno.test("a list edit inserts before the block it names, and touches no other row", () => {
  const { root, apply } = patched(LIST);
  const change = changeOf(root, () => apply(1, 1, 0, [-4, 3, [[0, "x"]]], { t: [ROW] }));
  assert.deepEqual(change, { added: ["li dj=b", "#text x"], gone: [], written: [] });
  assert.equal(root.textContent, "axbc");
});

Deno.test("a list edit moves the blocks it names, and no other", () => {
  const { root, apply } = patched(LIST);
  const list = root.querySelector("ul") as Element;
  const [first, second, third] = [...list.children];
  const moved: Node[] = [];
  const insert = list.insertBefore.bind(list);
  list.insertBefore = (node, before) => (moved.push(node), insert(node, before));
  // Block 4 before block 2; then block 2 at the end.
  apply(1, 1, 0, [-4, 2, [2], 0, [2]]);
  assert.deepEqual([...list.children], [third, second, first]);
  assert.deepEqual(moved, [third, first]);
});

Deno.test("a move uses moveBefore where the browser has it", () => {
  const { root, apply } = patched(LIST);
  const list = root.querySelector("ul") as Element;
  const kind = Object.getPrototypeOf(list);
  let calls = 0;
  kind.moveBefore = (node: Node, before: Node | null) => (calls++, list.insertBefore(node, before));
  try {
    apply(1, 1, 0, [-4, 0, [2]]);
  } finally {
    delete kind.moveBefore;
  }
  assert.equal(root.textContent, "bca");
  assert.equal(calls, 1);
});

Deno.test("a remove op takes one block away", () => {
  const { root, apply } = patched(LIST);
  assert.deepEqual(changeOf(root, () => apply(1, 3, -1)), {
    added: [],
    gone: ["li dj=b", "#text b"],
    written: [],
  });
});

Deno.test("a remove op for a block that others took away is no trouble", () => {
  const { root, apply } = patched(LIST);
  root.querySelector("li")?.remove();
  assert.deepEqual([...apply(1, 2, -1)], []);
});

Deno.test("raw HTML comes, and its nodes are patched by their numbers", () => {
  const { root, apply } = patched("<div dj=b></div>");
  apply(1, 1, 0, [-3, "<p>one <b>two</b></p>three"]);
  const change = changeOf(
    root,
    () => apply(1, 1, 0, [-5, 5, 1, 0, "1 ", 3, 1, "!", 2, 2, ["title", "t"]]),
  );
  assert.equal(root.innerHTML, '<div dj="b"><p>1 <b title="t">two!</b></p>three</div>');
  assert.deepEqual([change.added, change.gone], [[], []]);
  apply(1, 1, 0, [-5, 5, 4, 3, 0, 4, -1, "<i>x<u>y</u></i>", -1, 4, 0, "z"]);
  // The new nodes have the numbers 5 to 9.
  apply(1, 1, 0, [-5, 10, 8, 0, "Y", 9, 3]);
  assert.equal(root.innerHTML.includes("<u>"), true);
});

Deno.test("raw HTML whose nodes do not agree with the server's is asked for again", () => {
  const { apply } = patched("<div dj=b>raw</div>");
  assert.deepEqual([...apply(1, 1, 0, [-5, 2, 0, 0, "x"])], [1]);
});

Deno.test("nodes of others survive, and shift no address", () => {
  const { root, apply } = patched(LIST);
  const { document } = root.ownerDocument.defaultView as Window;
  const list = root.querySelector("ul") as Element;
  const foreign = document.createElement("x-ad");
  list.insertBefore(foreign, list.children[1] ?? null);
  apply(1, 1, 0, [-4, 3, [[0, "x"]], 2, [2]], { t: [ROW] });
  apply(1, 4, 0, "C");
  assert.equal(list.textContent, "Caxb");
  assert(foreign.isConnected);
  apply(1, 1, 0, null);
  assert.deepEqual([...list.childNodes], [foreign]);
});

Deno.test("a text beside a node of others is written, the node stays", () => {
  const { root, apply } = patched("<p dj=b>old</p>");
  const paragraph = root.querySelector("p") as Element;
  paragraph.append(root.ownerDocument.createElement("x-mark"));
  assert.deepEqual([...apply(1, 1, 0, "new")], []);
  assert.equal(paragraph.innerHTML, "new<x-mark></x-mark>");
});

Deno.test("a text that a translator replaced is not guessed: its block is asked for", () => {
  const { root, patcher, apply } = patched("<p dj=b>old</p>");
  const paragraph = root.querySelector("p") as Element;
  const font = root.ownerDocument.createElement("font");
  font.textContent = "alt";
  const text = paragraph.firstChild as Text;
  text.replaceWith(font);
  // As a browser records it: the DOM library names another target.
  const record = { target: paragraph, addedNodes: [font], removedNodes: [text] };
  patcher.foreign.note([record as unknown as MutationRecord]);
  assert.deepEqual([...apply(1, 1, 0, "new")], [1]);
  assert.equal(paragraph.textContent, "alt");
  // The answer brings the block anew, in its region.
  assert.deepEqual([...apply(0, 0, 0, [0, "new"], { t: [["<p dj=b></p>", 0, 0]] })], []);
  assert.equal(root.innerHTML, '<p dj="b">new</p>');
});

Deno.test("a part that left the document is asked for, and the numbers of later blocks agree", () => {
  const { root, apply } = patched("<div dj=b><p dj></p></div><ul dj=b></ul>");
  root.querySelector("p")?.remove();
  const lost = apply(1, 1, 1, [0, "a"], 1, 0, [-2, 0, "b"], { t: [ROW] });
  assert.deepEqual([...lost], [1]);
  apply(1, 4, 0, "B");
  assert.equal(root.querySelector("ul")?.textContent, "B");
});

Deno.test("a list that lost a row asks for it, and still shows the others", () => {
  const { root, apply } = patched(LIST);
  root.querySelector("li")?.remove();
  const lost = apply(1, 1, 0, [-4, 0, [2, [0, "d"]]], { t: [ROW] });
  assert.deepEqual([...lost], [1]);
  assert.equal(root.textContent, "bcd");
  apply(1, 5, 0, "D");
  assert.equal(root.textContent, "bcD");
});

Deno.test("touch() hears of every node before it changes", () => {
  const { root, touched, apply } = patched(LIST);
  apply(1, 2, 0, "A", 1, -1);
  assert.deepEqual(touched.map((node) => node.nodeName), ["LI", "UL"]);
  assert.equal(root.textContent, "Ac");
});

Deno.test("replace() begins anew: regions, numbers and templates", () => {
  const { root, patcher, apply } = patched(LIST);
  apply(1, 1, 0, [-4, 0, [[0, "d"]]], { t: [ROW] });
  patcher.replace([[0, "x"], null], [["<p dj=b></p>", 0, 0]]);
  assert.equal(root.innerHTML, '<p dj="b">x</p>');
  apply(1, 1, 0, "y");
  assert.equal(root.textContent, "y");
});

Deno.test("sweep() forgets blocks that left the document", () => {
  const { patcher, apply } = patched(LIST);
  apply(1, 1, 0, null);
  const known = () => [1, 2, 3, 4].filter((number) => patcher.blocks.get(number));
  assert.deepEqual(known(), [1, 2, 3, 4]);
  patcher.blocks.sweep();
  assert.deepEqual(known(), [1]);
});

Deno.test("find() tells block and anchor of an element, also of one that came later", () => {
  const { root, patcher, apply } = patched("<ul dj=b></ul>");
  apply(1, 1, 0, [-2, 0, "a", "b"], { t: [["<li dj=b><i></i><b dj></b></li>", 1, 0]] });
  assert.deepEqual(patcher.blocks.find(root.querySelectorAll("b")[1] as Element), [3, 1]);
  assert.equal(patcher.blocks.find(root.querySelector("i") as Element), undefined);
});
