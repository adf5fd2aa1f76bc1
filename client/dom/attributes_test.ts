/** Attributes are written by the rules of safety, and as what a browser makes of them. */

import assert from "node:assert/strict";
import { isPlain, patchAttributes, writeStyle } from "./attributes.ts";
import { openWindow } from "../../tests/kit/patch_kit.ts";
import type { Scene } from "./scene.ts";

/** An element, and what its scene is told while attributes are written. */
function setUp(html: string) {
  const { document } = openWindow(html);
  const element = document.querySelector("body > *") as Element;
  const told: string[] = [];
  const scene = {
    hold: () => void told.push("hold"),
    see: (_: Element, names: string[]) => void told.push(...names),
  } as unknown as Scene;
  return {
    element,
    write: (...changes: unknown[]) => patchAttributes(scene, element, changes),
    take: () => told.splice(0),
  };
}

Deno.test("an attribute is set, emptied and taken away", () => {
  const { element, write } = setUp("<a title=a href=/x></a>");
  write("title", "b", "lang", "", "href", null, "tabindex", 0);
  assert.deepEqual(
    ["title", "lang", "href", "tabindex"].map((name) => element.getAttribute(name)),
    ["b", "", null, "0"],
  );
});

Deno.test("URLs lead to no script, in whatever letters their attribute is written", () => {
  for (const name of ["href", "HREF", "Href"]) {
    const { element, write } = setUp("<a></a>");
    write(name, "javascript:alert(1)");
    assert.equal(element.getAttribute(name), "about:blank#blocked", name);
  }
  const { element, write } = setUp("<a></a>");
  write("onclick", "alert(1)", "ONCLICK", "alert(1)");
  assert.deepEqual([...element.getAttributeNames()], []);
});

Deno.test("what a user can change is held before it is written, and nothing else is", () => {
  const { write, take } = setUp("<input>");
  for (const name of ["value", "checked", "selected"]) {
    write(name, "");
    assert.deepEqual(take(), ["hold"], name);
    write(name, null);
    assert.deepEqual(take(), ["hold"], name);
  }
  write("title", "t", "class", "c", "name", "n", "disabled", "");
  assert.deepEqual(take(), []);
});

Deno.test("handlers that are written are told", () => {
  const { write, take } = setUp("<p></p>");
  write("dj-click", "save", "data-x", "1", "dj-keydown.enter", "");
  assert.deepEqual(take(), ["dj-click", "dj-keydown.enter"]);
});

Deno.test("the value of a textarea is its text", () => {
  const { element, write } = setUp("<textarea>a</textarea>");
  write("value", "two\nlines");
  assert.deepEqual([element.textContent, element.hasAttribute("value")], ["two\nlines", false]);
  write("value", null);
  assert.equal(element.textContent, "");
});

Deno.test("muted is a property as well", () => {
  const { element, write } = setUp("<video></video>");
  write("muted", "");
  assert.deepEqual([(element as HTMLVideoElement).muted, element.hasAttribute("muted")], [
    ...[true, true],
  ]);
  write("muted", null);
  assert.deepEqual([(element as HTMLVideoElement).muted, element.hasAttribute("muted")], [
    ...[false, false],
  ]);
});

Deno.test("a bare attribute is the one its value names, if it names one", () => {
  const { element, write } = setUp("<button></button>");
  write("?", "disabled", "?", null, "?", "");
  assert.deepEqual([...element.getAttributeNames()], ["disabled"]);
  write("?", "onclick");
  assert.deepEqual([...element.getAttributeNames()], ["disabled"]);
});

Deno.test("tokens are parted by any white space; there may be none of them", () => {
  const { element, write } = setUp("<p class='mine off'></p>");
  write("+", " a\n\tb  ", "-", "off  ", "+", "", "-", " ");
  assert.deepEqual([...element.classList], ["mine", "a", "b"]);
});

Deno.test("a style that lost its last property goes", () => {
  const { element } = setUp("<p style='color: red'></p>");
  writeStyle(element as HTMLElement, { color: null });
  assert.equal(element.hasAttribute("style"), false);
  writeStyle(element as HTMLElement, "left: 1px");
  assert.match(element.getAttribute("style") ?? "", /left: ?1px/);
  writeStyle(element as HTMLElement, null);
  assert.match(element.getAttribute("style") ?? "", /left: ?1px/);
});

Deno.test("isPlain() is for what may be set without a look", () => {
  for (const name of ["title", "class", "id", "data-x", "dj-click", "aria-label", "hidden"]) {
    assert.equal(isPlain(name), true, name);
  }
  const careful = [
    ...["?", "style", "value", "checked", "selected", "muted"],
    ...["href", "HREF", "src", "action", "formaction", "content", "onclick", "srcdoc"],
  ];
  for (const name of careful) assert.equal(isPlain(name), false, name);
});

Deno.test("a link in a drawing has its namespace", () => {
  const { element, write } = setUp("<a></a>");
  const spaces: unknown[] = [];
  element.setAttributeNS = (...given: unknown[]) => void spaces.push(given);
  write("xlink:href", "/x", "xlink:href", "javascript:alert(1)");
  assert.deepEqual(spaces, [
    ["http://www.w3.org/1999/xlink", "xlink:href", "/x"],
    ["http://www.w3.org/1999/xlink", "xlink:href", "about:blank#blocked"],
  ]);
});

Deno.test("attributes that are the page's own are left alone, their tokens and bare ones too", () => {
  const { element, write } = setUp('<a class=x title=a dj-ignore-attrs="class, style open"></a>');
  write("+", "y", "-", "x", "class", "z", "style", { left: "4px" }, "?", "open", "title", "b");
  assert.deepEqual(
    ["class", "style", "open", "title"].map((name) => element.getAttribute(name)),
    ["x", null, null, "b"],
  );
});
