/** A word that an input method composes is told once, at its end, whatever order a browser has. */

import assert from "node:assert/strict";
import { openLive, VIEW } from "../../tests/kit/page_kit.ts";

/** What happens in a field: an event's type, whether a word is being composed, what the field holds. */
type Step = readonly [
  type: "input" | "compositionend" | "focusout",
  isComposing: boolean,
  value: string,
];

const FIELD = VIEW(`<input id=a dj=b name=a dj-input=say dj-debounce=0><input id=b name=b>`);

function openField(body = FIELD) {
  const page = openLive(body);
  const field = page.document.querySelector("input") as HTMLInputElement;
  return {
    ...page,
    async type(steps: readonly Step[]) {
      for (const [type, isComposing, text] of steps) {
        field.value = text;
        const event = new page.window.Event(type, { bubbles: true });
        field.dispatchEvent(Object.assign(event, { isComposing }));
      }
      await page.clock.move(500);
    },
    told: () =>
      page.take().flatMap((message) =>
        JSON.stringify(message).match(/(?<="value":")[^"]*/g) as string[]
      ),
  };
}

/** The last steps of browsers, after the same first ones. */
const ENDS: Record<string, readonly Step[]> = {
  "the end follows the last input": [["input", true, "日本"], ["compositionend", false, "日本"]],
  "the last input follows the end": [["compositionend", false, "日本"], ["input", false, "日本"]],
  "one more input follows the end": [
    ["input", true, "日本"],
    ["compositionend", false, "日本"],
    ["input", false, "日本"],
  ],
  "the last input is over before the end": [
    ["input", false, "日本"],
    ["compositionend", false, "日本"],
  ],
};

for (const [name, end] of Object.entries(ENDS)) {
  Deno.test(`a composed word is told once where ${name}`, async () => {
    const page = openField();
    await page.type([["input", true, "に"], ["input", true, "にほん"]]);
    assert.deepEqual(page.told(), []);
    await page.type(end);
    assert.deepEqual(page.told(), ["日本"]);
    // The next word too, and what is typed without an input method.
    await page.type([["input", true, "日本ご"], ...end]);
    assert.deepEqual(page.told(), ["日本"]);
    await page.type([["input", false, "日本!"]]);
    assert.deepEqual(page.told(), ["日本!"]);
  });
}

Deno.test("a word that begins as the one before it ends waits for its own end", async () => {
  const page = openField();
  // As Korean is typed: one key ends a syllable and begins the next.
  await page.type([
    ["input", true, "한"],
    ["compositionend", true, "한"],
    ["input", true, "한ㄱ"],
  ]);
  assert.deepEqual(page.told(), []);
  await page.type([["input", true, "한글"], ["compositionend", false, "한글"]]);
  assert.deepEqual(page.told(), ["한글"]);
});

Deno.test("a composition that nothing was typed in tells nothing", async () => {
  const page = openField();
  await page.type([["input", false, "x"]]);
  assert.deepEqual(page.told(), ["x"]);
  await page.type([["compositionend", false, "x"]]);
  assert.deepEqual(page.told(), []);
});

Deno.test("the end of a word in one field is no end of a word in another", async () => {
  const page = openField();
  const other = page.document.querySelector("#b") as Element;
  await page.type([["input", true, "に"]]);
  other.dispatchEvent(new page.window.Event("compositionend", { bubbles: true }));
  await page.clock.move(500);
  assert.deepEqual(page.told(), []);
  await page.type([["compositionend", false, "に"]]);
  assert.deepEqual(page.told(), ["に"]);
});

Deno.test("a word that ends because its field is left is told as the field is left", async () => {
  const page = openField(VIEW(`<input dj=b name=a dj-input=say dj-debounce=blur>`));
  await page.type([
    ["input", true, "にほん"],
    ["compositionend", false, "日本"],
    ["focusout", false, "日本"],
  ]);
  assert.deepEqual(page.told(), ["日本"]);
  await page.type([["input", false, "日本!"]]);
  assert.deepEqual(page.told(), []);
  await page.type([["focusout", false, "日本!"]]);
  assert.deepEqual(page.told(), ["日本!"]);
});
