/** What a user typed: told once, kept through frames, losses and other instances of the view. */

import assert from "node:assert/strict";
import { open, openLive, VIEW } from "../../tests/kit/page_kit.ts";

type Opened = ReturnType<typeof open>;

const FIELD = `<input dj=bv name=a dj-input=say dj-debounce=0>`;
/** The same field in a full frame, whose value is a slot. */
const FRESH = ["<input dj=bv name=a dj-input=say dj-debounce=0>", 0, "value"];

/** Types into a field that has the focus. */
function type(page: Opened, value: string, selector = "input"): void {
  const field = page.document.querySelector(selector) as HTMLInputElement;
  Object.defineProperty(page.document, "activeElement", { value: field, configurable: true });
  field.value = value;
  page.fire(selector, "input");
}

const shown = (page: Opened, selector = "input"): string =>
  (page.document.querySelector(selector) as HTMLInputElement).value;

const said = (value: string, field = "a") => ["say", { value, field }];

/** A page whose server rendered what was typed. */
function openTyped() {
  const page = openLive(VIEW(FIELD));
  type(page, "abc");
  assert.deepEqual(page.take(), [said("abc")]);
  page.say(1, 1, 0, ["value", "abc"]);
  return page;
}

async function cutAndUp(page: Opened): Promise<void> {
  page.cut();
  await page.clock.move(1);
  page.up();
}

Deno.test("an answer shows what the server made of a text, with the very frame that brings it", async () => {
  const page = openLive(VIEW(FIELD));
  type(page, "abc");
  page.say(0, 1, 0, ["value", "too early"]);
  assert.equal(shown(page), "abc");
  page.say(1, 1, 0, ["value", "ABC"]);
  assert.equal(shown(page), "ABC");
  // Typed on meanwhile: the answer to the first is not the answer to the second.
  type(page, "ABCd");
  await page.clock.move(20);
  type(page, "ABCde");
  page.say(1, 1, 0, ["value", "ABCD"]);
  assert.equal(shown(page), "ABCde");
});

Deno.test("a text that a handler failed on stays", () => {
  const page = openLive(VIEW(FIELD));
  type(page, "bad");
  page.say(1, 1, 0, ["value", "other"], { x: [[0, "handler"]] });
  assert.equal(shown(page), "bad");
});

Deno.test("another instance paints the page anew: the text stays, and is told", async () => {
  const page = openTyped();
  await cutAndUp(page);
  page.say(-10, "gone");
  page.take();
  page.say(-1, 0, 1, "token2");
  // Before all else, and once.
  assert.deepEqual(page.take(), [said("abc")]);
  page.say(-9, 0, [0, ""], null, { t: [FRESH] });
  assert.equal(shown(page), "abc");
  await page.clock.move(20);
  assert.deepEqual(page.take(), [[-3, 1]]);
});

Deno.test("another instance hears what was typed before what waits, and closures once it is shown", async () => {
  const closure = `<input dj=b name=a dj-input>`;
  const page = openLive(VIEW(`${FIELD}<b dj=b dj-click=save></b>${closure}`));
  const [named, other] = page.document.querySelectorAll("input");
  type(page, "abc");
  await page.clock.move(20);
  page.say(1);
  if (other) other.value = "x";
  await cutAndUp(page);
  page.click("b");
  page.say(-10, "gone");
  page.take();
  page.say(-1, 0, 1, "token2");
  await page.clock.move(20);
  assert.deepEqual(page.take(), [
    [0, said("abc"), ["save"]].map((one) => Array.isArray(one) && one.length === 1 ? one[0] : one),
  ]);
  assert.equal(named?.value, "abc");
});

Deno.test("secrets are told by nobody but their form's submit, dj-recover is told in place of others", async () => {
  const page = open(VIEW(
    `<input dj=b type=password name=p dj-input=say><input dj=b name=q autocomplete=new-password dj-input=say>
    <form dj=b id=f dj-change=fill dj-recover=again><input name=d><input name=e type=password></form>
    <form dj=b id=g dj-change=fill dj-recover=off><input name=h></form>`,
  ));
  page.window.FormData = class {
    *[Symbol.iterator]() {
      yield ["d", "4"];
      yield ["e", "secret"];
    }
  } as never;
  for (const input of page.document.querySelectorAll("input")) {
    Object.defineProperty(input, "type", { value: input.getAttribute("type") ?? "text" });
    input.value = "typed";
  }
  page.up();
  page.say(-1, 0, 0, "token");
  await page.clock.move(20);
  assert.deepEqual(page.take(), [["again", { d: "4" }, 0, { t: "d" }]]);
});

Deno.test("the same instance paints the page anew: what it knows is its own to change", async () => {
  const page = openTyped();
  page.say(-9, 0, [0, "changed"], null, { t: [FRESH] });
  assert.equal(shown(page), "changed");
  // Also when it is one that painted the page before.
  await cutAndUp(page);
  page.say(-10, "gone");
  page.say(-1, 0, 1, "token2");
  page.say(-9, 0, [0, "fresh"], null, { t: [FRESH] });
  type(page, "abc");
  page.say(1, 1, 0, ["value", "abc"]);
  page.say(-9, 0, [0, "changed again"], null, { t: [FRESH] });
  assert.equal(shown(page), "changed again");
});

Deno.test("the same instance paints the page anew: what it does not know stays", () => {
  const page = openTyped();
  const field = page.document.querySelector("input") as HTMLInputElement;
  field.value = "abc, and more";
  page.say(-9, 0, [0, "abc"], null, { t: [FRESH] });
  assert.equal(shown(page), "abc, and more");
});

Deno.test("a part that is painted anew because it was lost keeps what is typed in it", () => {
  const page = openLive(VIEW(`<p dj=b>0</p><div dj=b>${FIELD}</div>`));
  const paint = (value: string) => page.say(0, 2, 0, [0, value], { t: [FRESH] });
  (page.document.querySelector("input") as HTMLInputElement).value = "typed";
  // Others took the text away, and the page has asked for it.
  page.say(0, 9, 0, "x");
  paint("painted");
  assert.equal(shown(page), "typed");
});

Deno.test("an older snapshot paints the page: the text that it has not seen stays, and is told", async () => {
  const page = openTyped();
  await cutAndUp(page);
  page.say(-2, 0, 1, 32, "two.", 1);
  page.say(-9, 0, [0, ""], null, { t: [FRESH] });
  assert.equal(shown(page), "abc");
  await page.clock.move(20);
  assert.deepEqual(page.take(), [said("abc"), [-3, 2]]);
});

Deno.test("another instance's paint is lost with its line: the text that stays in the next is told", async () => {
  const page = openTyped();
  await cutAndUp(page);
  page.say(-10, "gone");
  page.say(-1, 0, 1, "token2");
  await cutAndUp(page);
  page.say(-2, 0, 0, 32);
  page.take();
  page.say(-9, 0, [0, ""], null, { t: [FRESH] });
  assert.equal(shown(page), "abc");
  await page.clock.move(20);
  assert.deepEqual(page.take(), [[-3, 1], said("abc")]);
});

Deno.test("a text that still waits when the line is lost is told once", async () => {
  const page = openLive(VIEW(`<input dj=b name=a dj-input=say>`));
  type(page, "abc");
  await cutAndUp(page);
  page.say(-2, 0, 0, 32);
  // No timer outlives the line: what waited for one has waited for the line.
  await page.clock.move(200);
  assert.deepEqual(page.take(), [said("abc")]);
  await page.clock.move(1_000);
  assert.deepEqual(page.take(), []);
});

Deno.test("another instance is told each control it does not know, and each form once", async () => {
  const page = open(VIEW(
    `<input dj=b name=a dj-input=say><input dj=b name=b dj-change=say><input dj=b name=c dj-input=say>
    <input name=nobody><form dj=b dj-change=fill><input name=d><input name=e></form>
    <p dj=b dj-input=say><input name=f><input name=g></p>`,
  ));
  page.window.FormData = class {
    *[Symbol.iterator]() {
      yield ["d", "4"];
    }
  } as never;
  for (
    const [name, value] of Object.entries({
      a: "1",
      b: "2",
      nobody: "3",
      d: "4",
      e: "5",
      f: "6",
      g: "7",
    })
  ) {
    (page.document.querySelector(`[name=${name}]`) as HTMLInputElement).value = value;
  }
  page.up();
  page.say(-1, 0, 0, "token");
  await page.clock.move(20);
  assert.deepEqual(page.take(), [
    [
      ...[0, said("1"), said("2", "b"), ["fill", { d: "4" }, 0, { t: "d" }]],
      ...[said("6", "f"), said("7", "g")],
    ],
  ]);
});

Deno.test("another instance is told the radio that is chosen, and not the one that was", async () => {
  const page = open(VIEW(
    `<input dj=b name=r value=a dj-change=say><input dj=b name=r value=b checked dj-change=say>`,
  ));
  const [chosen, painted] = page.document.querySelectorAll("input");
  for (const radio of [chosen, painted]) {
    Object.defineProperties(radio, {
      type: { value: "radio" },
      checked: { value: radio === chosen },
    });
  }
  page.up();
  page.say(-1, 0, 0, "token");
  await page.clock.move(20);
  assert.deepEqual(page.take(), [said("a", "r")]);
});

Deno.test("a field that is left tells at once, and no other one does", async () => {
  const page = openLive(
    VIEW(`<input dj=b id=a name=a dj-input=say><input dj=b id=b name=b dj-input=say>`),
  );
  type(page, "1", "#a");
  type(page, "2", "#b");
  page.fire("#b", "focusout");
  assert.deepEqual(page.take(), [said("2", "b")]);
  await page.clock.move(300);
  assert.deepEqual(page.take(), [said("1")]);
});

Deno.test("a number that is none tells nothing, and shows what is rendered later", async () => {
  const page = openLive(VIEW(`<input dj=b name=a dj-input=say dj-debounce=0>`));
  Object.defineProperty(page.document.querySelector("input"), "type", { value: "number" });
  type(page, "");
  await page.clock.move(20);
  assert.deepEqual(page.take(), []);
  type(page, "5");
  assert.deepEqual(page.take(), [["say", { value: 5, field: "a" }]]);
});

Deno.test("dj-reset takes back the whole form, a plain submit what has a hole, a change nothing", () => {
  const fields = `<input name=hole dj=v><input name=free>`;
  for (
    const [attributes, type, values] of [
      ["dj-submit=save dj-reset", "submit", ["", ""]],
      ["dj-submit=save", "submit", ["", "typed"]],
      ["dj-change=save dj-reset", "change", ["typed", "typed"]],
    ] as const
  ) {
    const page = openLive(VIEW(`<form dj=b ${attributes}>${fields}</form>`));
    page.window.FormData = class {
      *[Symbol.iterator]() {}
    } as never;
    const inputs = [...page.document.querySelectorAll("input")];
    for (const input of inputs) input.value = "typed";
    page.fire("form", type);
    assert.equal(page.take().length, 1);
    page.say(1);
    assert.deepEqual(inputs.map(({ value }) => value), values, attributes);
  }
});
