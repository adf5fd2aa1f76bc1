/** Whose a control is at which moment: the user's while they type, the render's before and after. */

import assert from "node:assert/strict";
import { ANY, type Control, Controls, controlsIn, paintedOf, show, stateOf } from "./controls.ts";
import { openWindow } from "../../tests/kit/patch_kit.ts";

/** Controls of this markup; the first one has the focus unless told. */
function setUp(body: string) {
  const { document } = openWindow(body);
  let active: Element | null = document.querySelector("input,textarea,select");
  Object.defineProperty(document, "activeElement", { get: () => active });
  const controls = new Controls();
  return {
    document,
    controls,
    control: document.querySelector("input,textarea,select") as unknown as Control,
    focus: (element: Element | null) => active = element,
    /** A patch writes the painted value, as frames do. */
    patch(control: Element, value: string) {
      controls.hold(control);
      control.setAttribute("value", value);
      controls.release();
    },
    type(control: Control, value: string) {
      control.value = value;
      controls.type(control);
    },
  };
}

interface Choice {
  value: string;
  selected?: boolean;
  disabled?: boolean;
  isPainted?: boolean;
}

/** Makes an element a list: the DOM library's has no options of this kind. */
function listOf(element: Element, choices: readonly Choice[], facts: object = {}): Control {
  const options = choices.map((choice) => ({
    selected: false,
    ...choice,
    hasAttribute: () => choice.isPainted ?? false,
    matches: () => choice.disabled ?? false,
  }));
  return Object.defineProperties(element, {
    options: { value: options, configurable: true },
    ...Object.fromEntries(
      Object.entries(facts).map(([name, value]) => [name, { value, configurable: true }]),
    ),
  }) as unknown as Control;
}

Deno.test("a control that nobody touched shows what is painted, with the focus or without", () => {
  const { control, focus, patch } = setUp("<input value=a>");
  patch(control, "b");
  assert.equal(control.value, "b");
  focus(null);
  patch(control, "c");
  assert.equal(control.value, "c");
});

Deno.test("a patch waits while the focused control holds what the server has not seen", () => {
  const { control, controls, focus, patch, type } = setUp("<input value=a>");
  type(control, "typed");
  patch(control, "b");
  assert.equal(control.value, "typed");
  const settle = controls.sent([control]);
  controls.release();
  assert.equal(control.value, "typed");
  settle("answered");
  controls.release();
  assert.equal(control.value, "b");
  // What the server painted it has seen.
  patch(control, "c");
  assert.equal(control.value, "c");
  // Without the focus nobody is typing.
  type(control, "left behind");
  focus(null);
  patch(control, "d");
  assert.equal(control.value, "d");
});

Deno.test("a patch waits for every answer that is under way, focus or not", () => {
  const { control, controls, focus, patch, type } = setUp("<input value=a>");
  focus(null);
  type(control, "one");
  const first = controls.sent([control]);
  type(control, "two");
  const second = controls.sent([control]);
  patch(control, "ONE");
  assert.equal(control.value, "two");
  first("answered");
  controls.release();
  assert.equal(control.value, "two");
  second("answered");
  controls.release();
  assert.equal(control.value, "ONE");
});

Deno.test("what failed counts as unseen: the text stays while its control has the focus", () => {
  const { control, controls, patch, type } = setUp("<input value=a>");
  type(control, "bad");
  const settle = controls.sent([control]);
  patch(control, "b");
  settle("failed");
  controls.release();
  assert.equal(control.value, "bad");
  assert.equal(controls.knows(control), false);
});

Deno.test("after a submit the render wins where the template has a hole, unless the user goes on", () => {
  const { document, controls, type } = setUp(
    "<input id=hole dj=v value=''><input id=free><input id=on dj=v value=''>",
  );
  const [hole, free, on] = [...document.querySelectorAll("input")] as unknown as Control[];
  const all = [hole, free, on] as Control[];
  for (const control of all) type(control, "sent");
  const settle = controls.sent(all);
  type(on as Control, "sent, and more");
  settle("submitted");
  assert.deepEqual(all.map(stateOf), ["", "sent", "sent, and more"]);
  assert.deepEqual(all.map((control) => controls.isTyped(control)), [false, false, true]);
});

Deno.test("a list whose options have a hole shows what is rendered after a submit", () => {
  const { control, controls } = setUp("<select value=b><option dj=v>b</option></select>");
  const list = listOf(control, [{ value: "a", selected: true }, { value: "b" }]);
  controls.sent([list])("submitted");
  assert.equal(stateOf(list), "b");
});

Deno.test("a reset takes back what was sent, of every control", () => {
  const { document, controls, type } = setUp("<input value=a><input value=b>");
  const [one, two] = [...document.querySelectorAll("input")] as unknown as Control[];
  type(one as Control, "sent");
  type(two as Control, "sent");
  const settle = controls.sent([one as Control, two as Control]);
  type(two as Control, "since");
  settle("reset");
  assert.deepEqual([one?.value, two?.value], ["a", "since"]);
});

Deno.test("a plain answer takes nothing back", () => {
  const { control, controls, type } = setUp("<input dj=v value=a>");
  type(control, "typed");
  controls.sent([control])("answered");
  controls.release();
  assert.equal(control.value, "typed");
  assert.equal(controls.isTyped(control), true);
});

Deno.test("what was held is let go with its control", () => {
  const { document, control, controls, patch, type } = setUp("<input value=a>");
  type(control, "typed");
  patch(control, "b");
  control.remove();
  controls.release();
  assert.equal(control.value, "b");
  document.body.append(control);
  type(control, "again");
  controls.release();
  assert.equal(control.value, "again");
});

Deno.test("hold() keeps the state before the first of several patches", () => {
  const { control, controls } = setUp("<input value=a>");
  for (const value of ["b", "c"]) {
    controls.hold(control);
    control.setAttribute("value", value);
  }
  // Typed as it was painted at first: that is no edit.
  control.value = "a";
  controls.release();
  assert.equal(control.value, "c");
});

Deno.test("another instance has seen nothing, though it was told before", () => {
  const { control, controls, type } = setUp("<input value=a>");
  assert.equal(controls.knows(control), true);
  type(control, "typed");
  assert.equal(controls.knows(control), false);
  controls.sent([control])("answered");
  assert.equal(controls.knows(control), true);
  controls.forget();
  assert.equal(controls.knows(control), false);
});

Deno.test("a file input is the user's alone", () => {
  const { document, controls } = setUp("<form><input type=file><input id=a><textarea></textarea>");
  const form = document.querySelector("form") as Element;
  assert.deepEqual(controlsIn(form).map(({ localName }) => localName), ["input", "textarea"]);
  assert.equal(controlsIn(form, ANY).length, 3);
  const file = document.querySelector("input") as unknown as Control;
  file.value = "C:\\fakepath\\a.txt";
  controls.hold(file);
  controls.release();
  assert.equal(file.value, "C:\\fakepath\\a.txt");
});

Deno.test("a form's controls are those that name it too, and not those that name another", () => {
  const { document } = setUp("<form id=f><input id=in><input id=away></form><input id=out>");
  const form = document.querySelector("form") as Element;
  const belongs = (id: string, to: Element | undefined) =>
    Object.defineProperty(document.getElementById(id), "form", { value: to });
  belongs("out", form);
  belongs("away", document.body);
  assert.deepEqual(controlsIn(form).map(({ id }) => id), ["in", "out"]);
});

Deno.test("a list shows its value, unless the user chose and nothing contradicts it", () => {
  const { control, controls } = setUp("<select value=b></select>");
  const list = listOf(control, [{ value: "a", selected: true }, { value: "b" }, { value: "c" }]);
  controls.paint(list);
  assert.equal(stateOf(list), "b");
  // Other options came: the value that is painted stays the same.
  show(list, "c");
  controls.type(list);
  controls.sent([list])("answered");
  controls.hold(list);
  controls.release();
  assert.equal(stateOf(list), "c");
  controls.hold(list);
  list.setAttribute("value", "a");
  controls.release();
  assert.equal(stateOf(list), "a");
});

Deno.test("a list without the option it shall show is not the user's doing", () => {
  const { control, controls } = setUp("<select value=b></select>");
  const list = listOf(control, [{ value: "a", selected: true }]);
  controls.hold(list);
  listOf(list, [{ value: "a", selected: true }, { value: "b" }]);
  controls.release();
  assert.equal(stateOf(list), "b");
});

Deno.test("a list that the browser brought back keeps what the user had chosen", () => {
  const { control, controls } = setUp("<select value=a></select>");
  const list = listOf(control, [{ value: "a" }, { value: "b", selected: true }], {
    selectedIndex: 1,
  });
  controls.paint(list);
  assert.equal(stateOf(list), "b");
});

Deno.test("paintedOf() tells what a list shows by itself", () => {
  const { control } = setUp("<select></select>");
  const painted = (choices: Choice[], facts: object = { multiple: false }) =>
    paintedOf(listOf(control, choices, facts));
  const [off, plain, marked] = [
    { value: "off", disabled: true },
    { value: "plain" },
    { value: "marked", isPainted: true },
  ];
  assert.equal(painted([off, plain, marked]), "marked");
  assert.equal(painted([off, plain]), "plain");
  assert.equal(painted([off]), "");
  assert.equal(
    painted([plain, marked, { value: "too", isPainted: true }], { multiple: true }),
    [
      ...["marked", "too"],
    ].join("\n"),
  );
  assert.equal(painted([plain], { multiple: true }), "");
});

Deno.test("paintedOf() tells what other controls show by themselves", () => {
  const painted = (html: string, facts: object) =>
    paintedOf(Object.defineProperties(
      setUp(html).control,
      Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, { value }])),
    ));
  assert.equal(painted("<input>", { value: "typed" }), "");
  assert.equal(painted("<input>", { type: "range", value: "50" }), "50");
  assert.equal(painted("<input>", { type: "color", value: "#000000" }), "#000000");
  assert.equal(painted("<input value=7>", { type: "range", value: "50" }), "7");
  assert.equal(painted("<input checked>", { type: "checkbox" }), "true");
  assert.equal(painted("<input>", { type: "radio" }), "false");
  assert.equal(painted("<textarea>text</textarea>", { value: "typed" }), "text");
});

Deno.test("show() keeps the caret of the focused control, and touches nothing that shows it", () => {
  const { document, control, focus } = setUp("<input value=a>");
  const carets: unknown[] = [];
  let writes = 0;
  Object.defineProperties(control, {
    selectionStart: { value: 1 },
    selectionEnd: { value: 2 },
    setSelectionRange: { value: (...range: number[]) => carets.push(range) },
    value: { get: () => "abc", set: () => writes++ },
  });
  show(control, "abc");
  assert.deepEqual([writes, carets], [0, []]);
  show(control, "ABC");
  assert.deepEqual([writes, carets], [1, [[1, 2]]]);
  // A caret that is set would take the focus in some browsers.
  focus(document.body);
  show(control, "x");
  assert.deepEqual([writes, carets], [2, [[1, 2]]]);
});
