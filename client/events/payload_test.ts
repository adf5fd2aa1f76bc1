/** Params are one plain object, of the types the spec names. */

import assert from "node:assert/strict";
import type { Page } from "../platform/clock.ts";
import { clickOf } from "./data.ts";
import { openWindow } from "../../tests/kit/patch_kit.ts";
import { factsOf, payloadOf } from "./payload.ts";

/** The payload of an event on the first element of some HTML. */
function payload(
  body: string,
  type: string,
  facts: object = {},
  control: object = {},
  target = "body > *",
) {
  const window = openWindow(body);
  const element = window.document.querySelector("body > *") as Element;
  const at = window.document.querySelector(target) as Element;
  for (const [name, value] of Object.entries(control)) Object.defineProperty(at, name, { value });
  return payloadOf(window, { type, target: at, ...facts } as unknown as Event, element);
}

/** The payload of a form with these fields, and of its button if there is one. */
function submit(fields: [string, unknown][], attributes = "", type = "submit", submitter?: string) {
  const window = openWindow(`<form ${attributes}></form>`);
  class FormData {
    readonly #button: [string, string][];
    constructor(_: Element, button?: string) {
      this.#button = button ? [["by", button]] : [];
    }
    [Symbol.iterator] = () => [...fields, ...this.#button][Symbol.iterator]();
  }
  const page = { FormData } as unknown as Page;
  const form = window.document.querySelector("form") as Element;
  return payloadOf(page, { type, target: form, submitter } as unknown as Event, form);
}

Deno.test("a click tells data-*, dj-value-* and the element's value", () => {
  assert.deepEqual(payload("<button>x</button>", "click"), {});
  assert.deepEqual(
    payload("<button value=v data-todo-id=5 dj-value-deep-name=x>x</button>", "click"),
    {
      value: "v",
      todoId: "5",
      deepName: "x",
    },
  );
});

Deno.test("data-* are of the type they say", () => {
  const html =
    `<b data-n:int=7 data-f:float=1.5 data-y:bool=true data-o:bool=false data-j:json='{"a":[1]}' data-bad:json='{'></b>`;
  assert.deepEqual(payload(html, "click"), {
    n: 7,
    f: 1.5,
    y: true,
    o: false,
    j: { a: [1] },
    bad: null,
  });
});

Deno.test("prototype names are dropped", () => {
  assert.deepEqual(payload("<b data-constructor=x dj-value-__proto__=y data-ok=1></b>", "click"), {
    ok: "1",
  });
  assert.deepEqual(submit([["__proto__[x]", "1"], ["a.constructor.b", "2"], ["ok", "3"]]), {
    ok: "3",
  });
  assert.equal(({} as { x?: unknown }).x, undefined);
});

Deno.test("a change tells value and field, by the kind of control", () => {
  const change = (control: object) => payload("<input name=n>", "change", {}, control);
  assert.deepEqual(change({ value: "x" }), { value: "x", field: "n" });
  assert.deepEqual(change({ type: "checkbox", checked: true }), { value: true, field: "n" });
  assert.deepEqual(change({ type: "radio", value: "b" }), { value: "b", field: "n" });
  assert.deepEqual(change({ type: "number", value: "1.5" }), { value: 1.5, field: "n" });
});

Deno.test("a number input that holds no number tells nothing", () => {
  assert.equal(payload("<input name=n>", "input", {}, { type: "number", value: "" }), undefined);
});

Deno.test("an element that is edited tells its text", () => {
  const html = "<p id=note>two words</p>";
  const told = payload(html, "input", {}, { isContentEditable: true });
  assert.deepEqual(told, { value: "two words", field: "note" });
});

Deno.test("a list of several tells an array", () => {
  const options = [{ value: "a", selected: true }, { value: "b" }, { value: "c", selected: true }];
  const list = { multiple: true, options };
  assert.deepEqual(payload("<select name=n></select>", "change", {}, list), {
    value: ["a", "c"],
    field: "n",
  });
});

Deno.test("a change in a form that handles it tells all fields", () => {
  assert.deepEqual(submit([["a", "1"], ["b", "2"]], "data-id=7"), { a: "1", b: "2", id: "7" });
});

Deno.test("names nest, lists list, files stay out", () => {
  assert.deepEqual(
    submit([
      ["user[name]", "Ada"],
      ["user.mail", "a@b"],
      ["tags[]", "x"],
      ["day", "1"],
      ["day", "2"],
      ["day", "3"],
      ["deep[a][b][]", "y"],
      ["file", {}],
    ]),
    {
      user: { name: "Ada", mail: "a@b" },
      tags: ["x"],
      day: ["1", "2", "3"],
      deep: { a: { b: ["y"] } },
    },
  );
});

Deno.test("a name that is a value already does not become a group", () => {
  assert.deepEqual(submit([["a", "1"], ["a[b]", "2"]]), { a: "1" });
});

Deno.test("keys tell key, code, value and field", () => {
  assert.deepEqual(
    payload("<input name=n>", "keydown", { key: "a", code: "KeyA" }, { value: "x" }),
    {
      key: "a",
      code: "KeyA",
      value: "x",
      field: "n",
    },
  );
});

Deno.test("pointers tell where they are in the element and in the page", () => {
  const at = { clientX: 15.4, clientY: 27, pageX: 115, pageY: 227 };
  const box = { getBoundingClientRect: () => ({ left: 5, top: 7 }) };
  assert.deepEqual(payload("<b></b>", "pointerdown", at, box), {
    x: 10,
    y: 20,
    pageX: 115,
    pageY: 227,
  });
});

Deno.test("a scroll tells top and left", () => {
  assert.deepEqual(payload("<b></b>", "scroll", {}, { scrollTop: 5, scrollLeft: 0 }), {
    top: 5,
    left: 0,
  });
});

Deno.test("a custom event tells its detail", () => {
  assert.deepEqual(payload("<b data-a=1></b>", "picked", { detail: { b: 2 } }), { a: "1", b: 2 });
});

Deno.test("a form tells its button, and all its fields at every change", () => {
  assert.deepEqual(submit([["a", "1"]], "", "submit", "b"), { a: "1", by: "b" });
  for (const type of ["change", "input"]) {
    assert.deepEqual(submit([["a", "1"]], "", type), { a: "1" }, type);
  }
  // What it says of itself stands above what was typed.
  assert.deepEqual(submit([["id", "typed"]], "data-id=7"), { id: "7" });
});

Deno.test("names without a name are nobody's, and a list does not become a group", () => {
  assert.deepEqual(submit([["", "1"], ["[]", "2"], ["..", "3"], ["a", "4"]]), { a: "4" });
  assert.deepEqual(submit([["a", "1"], ["a", "2"], ["a[b]", "3"]]), { a: ["1", "2"] });
});

Deno.test("factsOf() names the control that changed and the button that submitted, where one has a name", () => {
  const { document } = openWindow(
    "<form><input name=a><input id=b><button name=by>x</button></form>",
  );
  const form = document.querySelector("form") as Element;
  const [named, nameless] = document.querySelectorAll("input");
  const facts = (type: string, given: object, element = form) =>
    factsOf({ type, ...given } as unknown as Event, element);
  assert.deepEqual(facts("change", { target: named }), { t: "a" });
  assert.deepEqual(facts("input", { target: named }), { t: "a" });
  assert.equal(facts("change", { target: nameless }), undefined);
  assert.deepEqual(facts("submit", { target: form, submitter: document.querySelector("button") }), {
    s: "by",
  });
  assert.equal(facts("submit", { target: form, submitter: null }), undefined);
  assert.equal(facts("click", { target: named }), undefined);
  assert.equal(facts("change", { target: named }, named), undefined);
});

Deno.test("ranges are numbers, a list of one tells its value", () => {
  assert.deepEqual(payload("<input name=n>", "input", {}, { type: "range", value: "7" }), {
    value: 7,
    field: "n",
  });
  const options = [{ value: "a" }, { value: "b", selected: true }];
  const list = { multiple: false, options, value: "b" };
  assert.deepEqual(payload("<select name=n></select>", "change", {}, list), {
    value: "b",
    field: "n",
  });
});

Deno.test("all that has a place tells it", () => {
  const at = { clientX: 1, clientY: 2, pageX: 3, pageY: 4 };
  const box = { getBoundingClientRect: () => ({ left: 0, top: 0 }) };
  const types = [
    ...["mousedown", "mousemove", "mouseenter", "pointerup", "dragstart", "dragover", "drop"],
    "wheel",
  ];
  for (const type of types) {
    assert.deepEqual(payload("<b data-n=5></b>", type, at, box), {
      ...{ x: 1, y: 2, pageX: 3, pageY: 4, n: "5" },
    }, type);
  }
});

Deno.test("the scroll of a page is that of its root", () => {
  const window = openWindow("<b></b>");
  const { document } = window;
  const element = document.querySelector("b") as Element;
  Object.assign(document.documentElement, { scrollTop: 9, scrollLeft: 1 });
  const event = { type: "scroll", target: document } as unknown as Event;
  assert.deepEqual(payloadOf(window, event, element), { top: 9, left: 1 });
});

Deno.test("data-* are read to their last letter, and say more than the value", () => {
  const told = (html: string) => payload(html, "click");
  assert.deepEqual(told("<b data-a-b-c=1 data-dj-style='{}' data-djust=x></b>"), { aBC: "1" });
  const { document } = openWindow("<button value=v data-value=more></button>");
  assert.deepEqual(clickOf(document.querySelector("button") as Element), { value: "more" });
  assert.deepEqual(
    told("<b data-no:bool=0 data-none:bool data-yes:bool=1 data-odd:date=x></b>"),
    { no: false, none: false, yes: true, odd: null },
  );
  assert.deepEqual(payload("<select></select>", "click", {}, { value: "chosen" }), {
    value: "chosen",
  });
});
