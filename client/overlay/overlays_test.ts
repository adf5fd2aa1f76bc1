/** What lies over the page stays while patches go on below it, and leaves what they said. */

import assert from "node:assert/strict";
import { changeOf, type Patched, patched } from "../../tests/kit/patch_kit.ts";
import { seedFrom } from "../../tests/seed.ts";
import { type Change, type Overlay, Overlays } from "./overlays.ts";
import { textPlaceOf } from "./spot.ts";

function overlaid(
  content: string,
): Patched & { overlays: Overlays; find(selector: string): Element } {
  const page = patched(content);
  const overlays = new Overlays({ scene: page.patcher, away: (run) => run() });
  page.patcher.overlays = overlays;
  const find = (selector: string): Element => page.root.querySelector(selector) as Element;
  return { ...page, overlays, find };
}

/** Attributes have no order, and tokens of a class have none. */
const told = (root: Element): string[] =>
  [...root.querySelectorAll("*")].flatMap((element) => [
    element.textContent,
    ...element.getAttributeNames().map((name) =>
      `${name}=${element.getAttribute(name)?.split(" ").sort().join(" ")}`
    ).sort(),
  ]);

const more: Change = (base) => String(Number(base) + 1);

Deno.test("put() changes a text over which frames go on", () => {
  const { overlays, find, apply } = overlaid("<p dj=b>5</p>");
  const p = find("p");
  const pending = [1, 2, 3].map(() => overlays.put(p, "", more));
  assert.equal(p.textContent, "8");
  apply(0, 1, 0, "9");
  assert.equal(p.textContent, "8");
  overlays.flush();
  assert.equal(p.textContent, "12");
  pending.forEach((one) => one.drop());
  overlays.flush();
  assert.equal(p.textContent, "9");
});

Deno.test("a text that the server confirms is written once", () => {
  const { overlays, find, apply, root } = overlaid("<p dj=b>5</p>");
  const pending = overlays.put(find("p"), "", more);
  const { written } = changeOf(root, () => {
    apply(0, 1, 0, "6");
    pending.drop();
    overlays.flush();
  });
  assert.deepEqual(written, []);
  assert.equal(root.textContent, "6");
});

Deno.test("what is not overlaid is written at once, and nothing is kept of it", () => {
  const { overlays, find, apply } = overlaid("<p dj=b class=x>5</p><b dj=b>1</b>");
  const pending = overlays.put(find("p"), ".y", () => "");
  apply(0, 1, 0, "6", 1, 0, "2");
  assert.equal(find("b").textContent, "2");
  assert.equal(find("p").textContent, "6");
  pending.drop();
  overlays.flush();
  assert.equal(find("p").getAttribute("class"), "x");
});

Deno.test("drop() is seen when all of a message is known, also where no frame comes", async () => {
  const { overlays, find } = overlaid("<p dj=b>5</p>");
  const [one, two] = [overlays.put(find("p"), "", more), overlays.put(find("p"), "", more)];
  one.drop();
  two.drop();
  assert.equal(find("p").textContent, "7");
  await Promise.resolve();
  assert.equal(find("p").textContent, "5");
});

Deno.test("fold() leaves what was changed", () => {
  const { overlays, find } = overlaid("<p dj=b>5</p>");
  overlays.put(find("p"), "", more).fold();
  overlays.flush();
  assert.equal(find("p").textContent, "6");
});

Deno.test("a text that grows under an overlay has grown when that is gone", () => {
  const { overlays, find, apply } = overlaid("<p dj=b>a</p>");
  const pending = overlays.put(find("p"), "", () => "…");
  apply(0, 1, -2, "b");
  overlays.flush();
  assert.equal(find("p").textContent, "…");
  pending.drop();
  overlays.flush();
  assert.equal(find("p").textContent, "ab");
});

Deno.test("attributes, tokens and styles are overlaid one by one", () => {
  const { overlays, find, apply } = overlaid(
    `<p dj=b class="a b" title=t style="color: red; display: block"></p>`,
  );
  const p = find("p");
  const pending = [
    overlays.put(p, ".a", () => null),
    overlays.put(p, "title", () => "pending"),
    overlays.put(p, "disabled", () => ""),
    overlays.put(p, ":display", () => "none"),
  ];
  apply(0, 1, 0, ["-", "a b", "+", "c", "title", "new", "lang", "en"]);
  apply(0, 1, 0, ["style", { color: "blue", display: "flex" }]);
  overlays.flush();
  assert.equal(p.getAttribute("class"), "c");
  assert.equal(p.getAttribute("title"), "pending");
  assert.equal(p.getAttribute("lang"), "en");
  assert.equal((p as HTMLElement).style.display, "none");
  assert.equal((p as HTMLElement).style.color, "blue");
  pending.forEach((one) => one.drop());
  overlays.flush();
  assert.equal(p.getAttribute("class"), "c");
  assert.equal(p.getAttribute("title"), "new");
  assert.equal(p.hasAttribute("disabled"), false);
  assert.equal((p as HTMLElement).style.display, "flex");
});

Deno.test("an overlay never writes what a patch must not write", () => {
  const { overlays, find } = overlaid(`<a dj=b href="/x">a</a>`);
  overlays.put(find("a"), "href", () => "javascript:alert(1)");
  overlays.put(find("a"), "onclick", () => "alert(1)");
  assert.doesNotMatch(find("a").outerHTML, /javascript|onclick/);
});

Deno.test("an overlay that yields goes when the server says something else of that", () => {
  const { overlays, find, apply } = overlaid(`<p dj=b class=a>1</p>`);
  const p = find("p");
  overlays.put(p, ".open", () => "", { yields: true });
  apply(0, 1, 0, ["-", "a"]);
  overlays.flush();
  assert.equal(p.getAttribute("class"), "open");
  apply(0, 1, 0, ["+", "open"]);
  apply(0, 1, 0, ["-", "open"]);
  overlays.flush();
  assert.equal(p.hasAttribute("class"), false);
});

Deno.test("a text that becomes a block has no overlay any more", () => {
  const { overlays, find, apply, patcher } = overlaid("<p dj=b>5</p>");
  const pending = overlays.put(find("p"), "", more);
  patcher.rich?.define(patcher, [["<b dj=b>b</b>"]]);
  apply(0, 1, 0, [0]);
  overlays.flush();
  pending.drop();
  overlays.flush();
  assert.equal(find("p").innerHTML, '<b dj="b">b</b>');
});

Deno.test("an overlay on a node that left the page is forgotten", () => {
  const { overlays, find, apply } = overlaid("<p dj=b>5</p>");
  const p = find("p");
  const pending = overlays.put(p, "", more);
  apply(0, 1, -1);
  overlays.flush();
  pending.drop();
  overlays.flush();
  assert.equal(p.textContent, "6");
});

Deno.test("a control shows what lies over it; what the user makes of it then is theirs", () => {
  const { overlays, find, apply } = overlaid(`<input dj="bv" value=a>`);
  const input = find("input") as HTMLInputElement;
  const pending = overlays.put(input, "=", () => "b");
  assert.equal(input.value, "b");
  assert.equal(input.getAttribute("value"), "a");
  apply(0, 1, 0, ["value", "c"]);
  overlays.flush();
  assert.equal(input.value, "b");
  input.value = "typed";
  overlays.flush();
  pending.drop();
  overlays.flush();
  assert.equal(input.value, "typed");
});

Deno.test("textPlaceOf() finds the one text of an element", () => {
  const { find } = overlaid(
    `<p id=a dj=b>5</p><p id=b dj=b></p><p id=c dj=b><i></i> Save</p>` +
      `<p id=d dj=bn>a <!--[-->5<!--]--> c</p><p id=e dj=bn>a <!--[--><!--]--></p>` +
      `<p id=f dj=b>a<i></i>b</p><p id=g dj=bn><!--[-->1<!--]--><!--[-->2<!--]--></p>`,
  );
  const name = (id: string) => textPlaceOf(find(`#${id}`))?.nodeName;
  assert.deepEqual(["a", "b", "c", "d", "e", "f", "g"].map(name), [
    ...["P", "P", "#text", "#comment", "#comment", undefined, undefined],
  ]);
});

Deno.test("overlays of any kind, with frames between, show base and pending and leave a fresh paint", () => {
  const random = seedFrom("overlays");
  for (let round = 0; round < 60; round++) {
    const content = `<p dj=b class="a b" title=t>0</p><p dj=bn>n: <!--[-->0<!--]--></p>`;
    const [page, twin] = [overlaid(content), patched(content)];
    const [first, second] = page.root.querySelectorAll("p") as unknown as [Element, Element];
    const spots = [
      { node: first, spot: "" },
      { node: textPlaceOf(second) as Node, spot: "" },
      { node: first, spot: ".a" },
      { node: first, spot: "title" },
    ];
    const pending: Overlay[] = [];
    const frames = [
      (n: number) => [0, 1, 0, String(n)],
      (n: number) => [0, 2, 0, String(n)],
      (n: number) => [0, 1, -2, String(n % 10)],
      (n: number) => [0, 1, 0, [n % 2 ? "+" : "-", "a"]],
      (n: number) => [0, 1, 0, ["title", n % 3 ? String(n) : null]],
    ];
    for (let step = 0; step < 30; step++) {
      const turn = random.integer(0, 3);
      const n = random.integer(0, 99);
      if (turn === 0) {
        const { node, spot } = random.pick(spots);
        const changes: Change[] = [more, () => String(n), (base) => base === null ? "" : null];
        pending.push(page.overlays.put(node, spot, changes[spot === ".a" ? 2 : n % 2] as Change));
      } else if (turn === 1 && pending.length > 0) {
        pending.splice(random.integer(0, pending.length - 1), 1)[0]?.drop();
      } else {
        const frame = random.pick(frames)(n);
        page.apply(...frame);
        twin.apply(...frame);
      }
      if (n % 3 === 0) page.overlays.flush();
    }
    for (const one of pending) one.drop();
    page.overlays.flush();
    assert.deepEqual(told(page.root), told(twin.root));
  }
});
