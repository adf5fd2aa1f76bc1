/** Which events run a handler, and which of them are left to the browser. */

import assert from "node:assert/strict";
import { Events } from "./events.ts";
import { hasKeys, listenersOf } from "./keys.ts";
import { openWindow } from "../../tests/kit/patch_kit.ts";

/** Regions with these contents, whose attributes were seen. */
function setUp(...contents: string[]) {
  const window = openWindow(contents.map((one) => `<main>${one}</main>`).join(""));
  const { document } = window;
  const regions = [...document.querySelectorAll("main")];
  const ran: string[] = [];
  const emit = (element: Element, on: string) => void ran.push(`${element.id} ${on}`);
  const events = new Events({
    window,
    regions,
    emit,
    rare: (run) => run({ hasKeys, listenersOf }),
  });
  for (const element of document.querySelectorAll("main *")) {
    for (const name of element.getAttributeNames()) if (name.startsWith("dj-")) events.see(name);
  }
  return {
    document,
    events,
    take: () => ran.splice(0),
    /** Fires an event; says whether its default was prevented. */
    fire(target: EventTarget | string, type: string, facts: object = {}, bubbles = true): boolean {
      const at = typeof target === "string" ? document.querySelector(target) as Element : target;
      const event = new window.Event(type, { bubbles, cancelable: true });
      for (const [name, value] of Object.entries(facts)) {
        Object.defineProperty(event, name, { value });
      }
      at.dispatchEvent(event);
      return event.defaultPrevented;
    },
  };
}

const LINKS = `<a id=plain href=/x dj-click>x</a><a id=self href=/x target=_self dj-click>x</a>
  <a id=blank href=/x target=_blank dj-click>x</a><a id=frame href=/x target=frame dj-click>x</a>
  <a id=saved href=/x download dj-click>x</a><map><area id=area href=/x dj-click></map>
  <a id=name dj-click>x</a><button id=button dj-click>x</button>
  <a href=/x><b id=inner dj-click>x</b></a><p id=around dj-click><a id=other href=/x>x</a></p>`;

Deno.test("a click on a link runs its handler and leads nowhere", () => {
  const { fire, take } = setUp(LINKS);
  for (const id of ["plain", "self", "area", "inner"]) {
    assert.equal(fire("#" + id, "click", { button: 0 }), true, id);
    assert.deepEqual(take(), [`${id} click`]);
  }
});

Deno.test("a click with a key held, or with another button, on a link is the browser's", () => {
  const { fire, take } = setUp(LINKS);
  const modified = [
    ...["shiftKey", "altKey", "metaKey", "ctrlKey"].map((key) => ({ button: 0, [key]: true })),
    ...[{ button: 1 }, { button: 2 }],
  ];
  for (const facts of modified) {
    for (const id of ["plain", "inner"]) {
      assert.equal(fire("#" + id, "click", facts), false, JSON.stringify(facts));
      assert.deepEqual(take(), [], `${id} ${JSON.stringify(facts)}`);
    }
    // What is no link has nothing that the browser would do.
    assert.equal(fire("#button", "click", facts), false);
    fire("#name", "click", facts);
    assert.deepEqual(take(), ["button click", "name click"]);
  }
});

Deno.test("a click on a link that saves, or opens elsewhere, is the browser's", () => {
  const { fire, take } = setUp(LINKS);
  for (const id of ["blank", "frame", "saved"]) {
    assert.equal(fire("#" + id, "click", { button: 0 }), false, id);
    assert.deepEqual(take(), [], id);
  }
});

Deno.test("a link in an element with a handler leads where it says, and the handler runs", () => {
  const { fire, take } = setUp(LINKS);
  assert.equal(fire("#other", "click", { button: 0 }), false);
  assert.deepEqual(take(), ["around click"]);
});

Deno.test("a link's own events that are no clicks keep their default", () => {
  const { fire, take } = setUp(
    "<a id=a href=/x dj-mousedown dj-keydown.enter dj-contextmenu>x</a>",
  );
  assert.equal(fire("a", "mousedown", { button: 0 }), false);
  assert.equal(fire("a", "keydown", { key: "Enter" }), false);
  assert.equal(fire("a", "contextmenu"), false);
  assert.deepEqual(take(), ["a mousedown", "a keydown.enter", "a contextmenu"]);
});

Deno.test("a link that listens for clicks elsewhere keeps none of them from their way", () => {
  const { fire, take } = setUp("<a id=a href=/x dj-click.outside>x</a><b id=b>x</b>");
  assert.equal(fire("#b", "click", { button: 0 }), false);
  assert.deepEqual(take(), ["a click.outside"]);
});

Deno.test("a submit is never the browser's, prevent prevents, and no other event is touched", () => {
  const { fire, take } = setUp("<form id=f dj-submit dj-change dj-input.prevent></form>");
  const prevented = ["submit", "change", "input"].map((type) => fire("form", type));
  assert.deepEqual(prevented, [true, false, true]);
  assert.deepEqual(take(), ["f submit", "f change", "f input.prevent"]);
});

Deno.test("handlers run from the inside out; stop ends that, also for whom listens outside", () => {
  const { document, fire, take } = setUp(
    "<ul id=ul dj-click><li id=li dj-click dj-tap><b id=b dj-click dj-tap.stop></b></li></ul>",
  );
  fire("b", "click");
  assert.deepEqual(take(), ["b click", "li click", "ul click"]);
  let outside = 0;
  document.addEventListener("tap", () => outside++);
  fire("b", "tap");
  assert.deepEqual([take(), outside], [["b tap.stop"], 0]);
});

Deno.test("once is once for each element and attribute", () => {
  const { fire, take } = setUp("<b id=a dj-click.once dj-tap.once></b><b id=b dj-click.once></b>");
  for (const _ of [1, 2]) {
    for (const id of ["#a", "#b"]) {
      fire(id, "click");
      fire(id, "tap");
    }
  }
  assert.deepEqual(take(), ["a click.once", "a tap.once", "b click.once"]);
});

Deno.test("once is not used up by an event that the modifiers pass over", () => {
  const { fire, take } = setUp("<p id=p dj-keydown.once.enter dj-click.self.once><b>x</b></p>");
  fire("p", "keydown", { key: "a" });
  fire("b", "click");
  assert.deepEqual(take(), []);
  fire("p", "keydown", { key: "Enter" });
  fire("p", "click");
  assert.deepEqual(take(), ["p keydown.once.enter", "p click.self.once"]);
});

Deno.test("a view in a view takes care of its own events once it is there, and is heard for before", () => {
  const { fire, take, document } = setUp(
    "<p id=out dj-click><span data-djust><b id=in dj-click>x</b></span></p>",
  );
  fire("b", "click");
  assert.deepEqual(take(), ["in click", "out click"]);
  document.querySelector("span")?.setAttribute("data-djust", "here");
  fire("b", "click");
  assert.deepEqual(take(), ["out click"]);
});

Deno.test("both regions are listened to, each event runs once", () => {
  const { fire, take } = setUp("<b id=a dj-click></b>", "<b id=b dj-click></b>");
  fire("#a", "click");
  fire("#b", "click");
  assert.deepEqual(take(), ["a click", "b click"]);
});

Deno.test("an attribute that is seen twice runs once, one that went runs no more", () => {
  const { document, events, fire, take } = setUp("<b id=b dj-click></b><i dj-click></i>");
  events.see("dj-click");
  fire("b", "click");
  assert.deepEqual(take(), ["b click"]);
  document.querySelector("b")?.removeAttribute("dj-click");
  fire("b", "click");
  assert.deepEqual(take(), []);
});

Deno.test("outside is everywhere but in the element; document is everywhere, and not window", () => {
  const { document, fire, take } = setUp(
    "<p id=menu dj-click.outside><b id=in>x</b></p><i id=d dj-click.document></i>",
    "<u id=w dj-hit.window dj-hit.document></u><s id=colon dj-hit:document-prevent></s>",
  );
  fire("#in", "click");
  assert.deepEqual(take(), ["d click.document"]);
  fire("#w", "click");
  assert.deepEqual(take(), ["menu click.outside", "d click.document"]);
  assert.equal(fire(document, "hit", {}, false), true);
  assert.deepEqual(take(), ["w hit.document", "colon hit:document-prevent"]);
});

Deno.test("keys of a word that is being composed run nothing", () => {
  const { fire, take } = setUp("<p id=p dj-keydown dj-keydown.enter.document></p>");
  fire("p", "keydown", { key: "Enter", isComposing: true });
  assert.deepEqual(take(), []);
  fire("p", "keydown", { key: "Enter", isComposing: false });
  assert.deepEqual(take(), ["p keydown", "p keydown.enter.document"]);
});

Deno.test("an event of a text runs the handlers around it", () => {
  const { document, fire, take } = setUp("<p id=p dj-dragstart>text</p>");
  fire(document.querySelector("p")?.firstChild as Node, "dragstart");
  assert.deepEqual(take(), ["p dragstart"]);
});

Deno.test("no listener holds up a scroll unless it has to, and stop() ends all of them", () => {
  const { document, events } = setUp("");
  const [region] = document.querySelectorAll("main");
  const heard: [type: string, passive: boolean, signal: AbortSignal][] = [];
  const note = (type: string, _: unknown, options: AddEventListenerOptions) =>
    void heard.push([type, options.passive as boolean, options.signal as AbortSignal]);
  for (const target of [region as Element, document]) {
    Object.defineProperty(target, "addEventListener", { value: note });
  }
  for (const name of ["dj-wheel", "dj-touchmove.document", "dj-click", "dj-scroll.passive"]) {
    events.see(name);
  }
  for (const name of ["dj-wheel.prevent", "dj-hit.document"]) events.see(name);
  // In both phases, for what does not bubble.
  assert.deepEqual(heard.map(([type, passive]) => `${type} ${passive}`), [
    ...["wheel true", "wheel true", "touchmove true", "click false", "click false"],
    ...["scroll true", "scroll true", "wheel false", "wheel false", "hit false"],
  ]);
  events.stop();
  assert(heard.every(([, , signal]) => signal.aborted));
});

Deno.test("of() tells the handlers an element has for a type", () => {
  const { document, events } = setUp("<b dj-input dj-input.once dj-click></b><i dj-input></i>");
  const told = (name: string, type: string) =>
    events.of(document.querySelector(name) as Element, type).map(({ on }) => on);
  assert.deepEqual(told("b", "input"), ["input", "input.once"]);
  assert.deepEqual(told("i", "input"), ["input"]);
  assert.deepEqual(told("i", "click"), []);
});
