/** Attribute names mean what the spec says, in both spellings. */

import assert from "node:assert/strict";
import { bindingOf } from "./binding.ts";
import { hasKeys } from "./keys.ts";

const key = (key: string, held: string[] = []): Event => {
  const keys = ["ctrl", "alt", "shift", "meta"].map((one) => [one + "Key", held.includes(one)]);
  return { type: "keydown", key, ...Object.fromEntries(keys) } as unknown as Event;
};

Deno.test("bindingOf() reads dots and JSX's colon alike", () => {
  const dots = bindingOf("dj-keydown.ctrl.s");
  const colon = bindingOf("dj-keydown:ctrl-s");
  assert.deepEqual([dots.type, dots.words, dots.on], ["keydown", ["ctrl", "s"], "keydown.ctrl.s"]);
  assert.deepEqual([colon.type, colon.words, colon.on], [
    "keydown",
    ["ctrl", "s"],
    "keydown:ctrl-s",
  ]);
});

Deno.test("bindingOf() keeps the dashes of custom events", () => {
  assert.equal(bindingOf("dj-cart-changed.once").type, "cart-changed");
});

Deno.test("bindingOf() tells where an event is listened for", () => {
  const places = ["dj-click", "dj-click.outside", "dj-keydown.document", "dj-resize.window"];
  assert.deepEqual(places.map((name) => bindingOf(name).place), [
    "region",
    "document",
    "document",
    "window",
  ]);
});

Deno.test("bindingOf() keeps wheel and touch from holding up a scroll, unless they prevent it", () => {
  const names = ["dj-wheel", "dj-touchmove", "dj-wheel.prevent", "dj-click", "dj-click.passive"];
  assert.deepEqual(names.map((name) => bindingOf(name).passive), [true, true, false, false, true]);
});

Deno.test("hasKeys() wants the key and what is held with it", () => {
  assert(hasKeys(["enter"], key("Enter")));
  assert(!hasKeys(["enter"], key("a")));
  assert(hasKeys(["ctrl", "s"], key("s", ["ctrl"])));
  assert(!hasKeys(["ctrl", "s"], key("s")));
  assert(hasKeys(["escape"], key("Escape")) && hasKeys(["esc"], key("Escape")));
  assert(hasKeys(["space"], key(" ")) && hasKeys(["up"], key("ArrowUp")));
});

Deno.test("keys are no modifiers, and events without keys pass them", () => {
  assert.deepEqual(bindingOf("dj-keydown.prevent.window.s").keys, ["s"]);
  assert.deepEqual(bindingOf("dj-click.prevent").keys, []);
  assert(hasKeys(["ctrl", "enter"], { type: "click", ctrlKey: true } as unknown as Event));
  assert(!hasKeys(["ctrl", "enter"], { type: "click", ctrlKey: false } as unknown as Event));
});

Deno.test("hasKeys() takes a key without a name, as autofill sends it, for no key", () => {
  for (const word of ["enter", "escape", "space", "up", "s"]) {
    assert(!hasKeys([word], new Event("keydown")), word);
  }
});
