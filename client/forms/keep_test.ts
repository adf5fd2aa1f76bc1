/** What is the user's is given back to what stands in its place after a paint, and nothing else is. */

import assert from "node:assert/strict";
import { type Control, paintedOf, stateOf } from "./controls.ts";
import { openWindow } from "../../tests/kit/patch_kit.ts";
import { keep, retype, typedIn } from "./keep.ts";

/** A region of this markup, in which all is typed that does not show what was painted. */
function setUp(body: string) {
  const { document } = openWindow(`<main>${body}</main>`);
  const region = document.querySelector("main") as Element;
  const retyped: Element[] = [];
  let active: Element | null = null;
  Object.defineProperty(document, "activeElement", { get: () => active });
  return {
    document,
    region,
    retyped,
    find: (selector: string) => region.querySelector(selector) as unknown as Control,
    focus: (selector: string) => active = region.querySelector(selector),
    values: () => [...region.querySelectorAll("input")].map((control) => control.value),
    type: (values: Record<string, string>) => {
      for (const [selector, value] of Object.entries(values)) {
        (region.querySelector(selector) as HTMLInputElement).value = value;
      }
    },
    keep: () =>
      keep([region], (one) => stateOf(one) !== paintedOf(one), (one) => void retyped.push(one)),
  };
}

/** Gives members to all elements of a kind, as a browser has them; ends with the test. */
function teach(kind: object, members: Record<string, unknown>): Disposable {
  for (const [name, value] of Object.entries(members)) {
    Object.defineProperty(kind, name, { value, configurable: true, writable: true });
  }
  return {
    [Symbol.dispose]() {
      for (const name of Object.keys(members)) Reflect.deleteProperty(kind, name);
    },
  };
}

Deno.test("what was typed comes back, by id, or by form, name and place", () => {
  const markup = (more = "") =>
    `<form id=one><input name=a></form><form name=two><input name=a></form>${more}
    <input name=a class=first><input name=a class=second><input id=own>`;
  const { region, type, values, keep, retyped } = setUp(markup());
  type({ "#one input": "1", "[name=two] input": "2", ".second": "4", "#own": "5" });
  const giveBack = keep();
  region.innerHTML = markup("<input name=new>");
  giveBack();
  assert.deepEqual(values(), ["1", "2", "", "", "4", "5"]);
  assert.deepEqual(retyped.length, 4);
});

Deno.test("fields of one name are told apart by their forms, wherever these stand", () => {
  const [one, two] = ["<form id=one><input name=a></form>", "<form name=two><input name=a></form>"];
  const { region, type, find, keep } = setUp(one + two);
  const { HTMLInputElement } = region.ownerDocument.defaultView as Window & typeof globalThis;
  Object.defineProperty(HTMLInputElement.prototype, "form", {
    get(this: Element) {
      return this.closest("form");
    },
    configurable: true,
  });
  type({ "#one input": "1", "[name=two] input": "2" });
  const giveBack = keep();
  region.innerHTML = two + one;
  giveBack();
  Reflect.deleteProperty(HTMLInputElement.prototype, "form");
  assert.deepEqual([find("#one input").value, find("[name=two] input").value], ["1", "2"]);
});

Deno.test("what has another name, another kind or no place any more gets nothing", () => {
  const { region, type, values, keep } = setUp("<input id=a><input name=b><input name=c>");
  type({ "#a": "1", "[name=b]": "2", "[name=c]": "3" });
  const giveBack = keep();
  region.innerHTML = "<textarea id=a></textarea><input name=d><input name=c>";
  giveBack();
  assert.deepEqual([...values(), region.querySelector("textarea")?.value], ["", "3", ""]);
});

Deno.test("what still stands there is not touched", () => {
  const { find, type, keep, retyped } = setUp("<input name=a>");
  type({ input: "typed" });
  const giveBack = keep();
  find("input").value = "typed on";
  giveBack();
  assert.equal(find("input").value, "typed on");
  assert.deepEqual(retyped, []);
});

Deno.test("nobody fills a file input, and nobody is asked whether they did", () => {
  const { region, type, values, keep } = setUp("<input type=file name=a>");
  type({ input: "C:\\fakepath\\a.txt" });
  const giveBack = keep();
  region.innerHTML = "<input type=file name=a>";
  giveBack();
  assert.deepEqual(values(), [""]);
});

Deno.test("one that cannot take it back is no reason for the others to lose theirs", () => {
  const { error } = console;
  console.error = () => {};
  const { region, type, find, keep } = setUp("<input id=a><input id=b>");
  type({ "#a": "1", "#b": "2" });
  const giveBack = keep();
  region.innerHTML = "<input id=a><input id=b>";
  Object.defineProperty(find("#a"), "value", {
    get: () => "",
    set() {
      throw new Error("not this one");
    },
  });
  giveBack();
  console.error = error;
  assert.equal(find("#b").value, "2");
});

Deno.test("focus comes back last, without a scroll, with what was selected", () => {
  const done: unknown[] = [];
  const { document, region, type, find, focus, keep } = setUp("<input id=a><input id=b>");
  const { HTMLElement } = document.defaultView as Window & typeof globalThis;
  using _ = teach(HTMLElement.prototype, {
    focus(this: Element, options: unknown) {
      done.push(this.id, options);
    },
    setSelectionRange(...range: number[]) {
      done.push(range);
    },
  });
  type({ "#a": "1", "#b": "2" });
  focus("#a");
  Object.defineProperties(find("#a"), {
    selectionStart: { value: 1 },
    selectionEnd: { value: 3 },
  });
  const giveBack = keep();
  region.innerHTML = "<input id=a><input id=b>";
  let typed = "";
  Object.defineProperty(find("#b"), "value", {
    get: () => typed,
    set(value) {
      typed = value;
      done.push("typed");
    },
  });
  giveBack();
  assert.deepEqual(done, ["typed", "a", { preventScroll: true }, [1, 3]]);
});

Deno.test("an element that cannot take the focus any more harms nothing", () => {
  const { error } = console;
  let reports = 0;
  console.error = () => reports++;
  const { document, region, focus, keep } = setUp("<button id=a></button>");
  const { HTMLElement } = document.defaultView as Window & typeof globalThis;
  using _ = teach(HTMLElement.prototype, {
    focus() {
      throw new Error("not now");
    },
  });
  focus("#a");
  const giveBack = keep();
  region.innerHTML = "<button id=a></button>";
  giveBack();
  console.error = error;
  assert.equal(reports, 1);
});

Deno.test("scroll comes back in both directions, open details stay open, closed ones closed", () => {
  const markup = "<p id=a></p><p id=b></p><details></details><details open></details>";
  const { document, region, keep } = setUp(markup);
  const { HTMLElement } = document.defaultView as Window & typeof globalThis;
  const scrolled: unknown[] = [];
  using _ = teach(HTMLElement.prototype, {
    scrollTo(this: Element, ...to: number[]) {
      scrolled.push([this.id, ...to]);
    },
  });
  const scroll = (id: string, top: number, left: number) =>
    Object.defineProperties(document.getElementById(id), {
      scrollTop: { value: top },
      scrollLeft: { value: left },
    });
  scroll("a", 5, 0);
  scroll("b", 0, 7);
  const areOpen = () => [...region.querySelectorAll("details")].map(({ open }) => open);
  // As the user left them: the DOM library leaves it to the attribute.
  region.querySelectorAll("details").forEach((one, place) => one.open = place === 0);
  const giveBack = keep();
  region.innerHTML = markup;
  giveBack();
  assert.deepEqual(scrolled, [["a", 0, 5], ["b", 7, 0]]);
  assert.deepEqual(areOpen(), [true, false]);
});

Deno.test("an open dialog opens again as it was, and is not closed for that", () => {
  for (const isModal of [true, false]) {
    const { region, keep } = setUp("<dialog id=a></dialog><dialog id=b></dialog>");
    const done: string[] = [];
    const open = (isOpen: boolean) => {
      for (const dialog of region.querySelectorAll("dialog")) {
        Object.defineProperties(dialog, {
          open: { value: isOpen && dialog.id === "a" },
          matches: { value: () => isModal },
          showModal: { value: () => done.push(`modal ${dialog.hasAttribute("open")}`) },
          show: { value: () => done.push(`plain ${dialog.hasAttribute("open")}`) },
          close: { value: () => done.push("close") },
        });
      }
    };
    open(true);
    const giveBack = keep();
    region.innerHTML = "<dialog id=a open></dialog><dialog id=b></dialog>";
    open(false);
    giveBack();
    assert.deepEqual(done, [isModal ? "modal false" : "plain false"]);
  }
});

Deno.test("typedIn() keeps what is typed for a page loaded anew, never secrets, never files", () => {
  const markup = ["text", "password", "file", "hidden", "search"]
    .map((type) => `<input type=${type} name=${type} value=painted>`).join("");
  const { region, type, values } = setUp(`${markup}<b name=no></b>`);
  type(
    Object.fromEntries(
      ["text", "password", "file", "hidden"].map((type) => [`[name=${type}]`, "typed"]),
    ),
  );
  const typed = typedIn([region]);
  assert.deepEqual(Object.values(typed), ["typed"]);
  region.innerHTML = markup;
  retype([region], typed);
  assert.deepEqual(values(), ["typed", "painted", "painted", "painted", "painted"]);
});

Deno.test("retype() types an emptied text as well", () => {
  const { region, type, values } = setUp("<input name=a value=painted>");
  type({ input: "" });
  const typed = typedIn([region]);
  region.innerHTML = "<input name=a value=painted>";
  retype([region], typed);
  assert.deepEqual(values(), [""]);
});

Deno.test("retype() types texts, and nothing else that stands where they were kept", () => {
  const { region, find } = setUp("<select id=a><option>x<option>y</select><input id=b>");
  find("input").value = "typed";
  for (const state of [{}, ["x"], 5, null, true, { split: 1 }]) {
    retype([region], { "select a": state, "input b": state } as never);
  }
  for (const typed of [5, "text", [], true]) retype([region], typed as never);
  assert.equal(find("input").value, "typed");
  retype([region], { "input b": "text" });
  assert.equal(find("input").value, "text");
});
