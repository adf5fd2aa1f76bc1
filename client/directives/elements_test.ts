/** Directives at elements: mounted, told, left; several at one element do not know of each other. */

import assert from "node:assert/strict";
import { NO_SCENE, NO_VIEW, openWindow } from "../../tests/kit/patch_kit.ts";
import { type Directive, type Place, wordsOf } from "./directive.ts";
import { Elements } from "./elements.ts";

function setUp(body: string, attributes: string[], changes: Partial<Directive<Place>> = {}) {
  const { document } = openWindow(`<main>${body}</main>`);
  const root = document.querySelector("main") as HTMLElement;
  const log: string[] = [];
  const note = (what: string) => ({ element, words }: Place): void =>
    void log.push([what, element.id, ...words].join(" "));
  const noted: Directive<Place> = {
    kind: "element",
    mounted: (place) => (note("mounted")(place), place),
    changing: note("changing"),
    changed: note("changed"),
    removed: note("removed"),
    ...changes,
  };
  const failed: unknown[] = [];
  const emitted: string[] = [];
  const life = new Elements({
    regions: [root],
    attributes,
    directives: () => ({ show: noted, tip: noted }),
    placed: (_, on) => ({
      view: NO_VIEW,
      scene: NO_SCENE,
      hooks: {},
      pushEvent: () => Promise.resolve(undefined),
      emit: () => void emitted.push(on),
    }),
    fail: (error) => void failed.push(error),
  });
  life.fresh = true;
  life.settle();
  return { root, life, failed, emitted, take: () => log.splice(0) };
}

Deno.test("two directives of one element live and end apart", () => {
  const { root, life, take } = setUp("<p id=a dj-show dj-tip=x></p>", ["dj-show", "dj-tip"]);
  assert.deepEqual(take(), ["mounted a", "mounted a"]);
  root.querySelector("p")?.removeAttribute("dj-tip");
  life.settle();
  assert.deepEqual(take(), ["removed a"]);
  root.querySelector("p")?.remove();
  life.settle();
  assert.deepEqual(take(), ["removed a"]);
});

Deno.test("a directive has the words behind its name", () => {
  assert.deepEqual(setUp("<p id=a dj-tip.top.late></p>", ["dj-tip.top.late"]).take(), [
    "mounted a top late",
  ]);
});

Deno.test("a directive that cannot begin yet is tried again when something new has come", () => {
  let isReady = false;
  const { life, take } = setUp("<p id=a dj-tip></p>", ["dj-tip"], {
    mounted: (place) => isReady && place,
  });
  isReady = true;
  life.touch(life as unknown as Node);
  life.settle();
  assert.deepEqual(take(), []);
  life.fresh = true;
  life.settle();
  life.tellAll("destroyed");
  assert.deepEqual(take(), ["removed a"]);
});

Deno.test("a directive that throws is reported, is not mounted, and harms no other", () => {
  const { failed, life, take } = setUp("<p id=a dj-tip></p><p id=b dj-tip></p>", ["dj-tip"], {
    mounted(place) {
      if (place.element.id === "a") throw new Error("bad");
      return place;
    },
  });
  assert.deepEqual(failed.map(String), ["Error: bad"]);
  life.tellAll("destroyed");
  assert.deepEqual(take(), ["removed b"]);
});

Deno.test("a directive runs the handler of its own attribute", () => {
  const { emitted } = setUp("<p dj-tip.late=save></p>", ["dj-tip.late"], {
    mounted: (place) => (place.emit(), place),
  });
  assert.deepEqual(emitted, ["tip.late"]);
});

Deno.test("words are the same in both spellings; a number belongs to the one before it", () => {
  assert.deepEqual(wordsOf("dj-tip.top.late"), ["top", "late"]);
  assert.deepEqual(wordsOf("dj-tip:top-late"), ["top", "late"]);
  assert.deepEqual(wordsOf("dj-tip:debounce-500-trim"), ["debounce-500", "trim"]);
  assert.deepEqual(wordsOf("dj-tip:every-5s"), ["every", "5s"]);
  assert.deepEqual(wordsOf("dj-tip"), []);
});

Deno.test("an element hears that what stands beside it changes, and that it is still there", () => {
  const { root, life, take } = setUp("<ul><li id=a dj-tip>a</li><li id=b dj-tip>b</li></ul>", [
    "dj-tip",
  ], {
    parting: ({ element }) => void log.push(`parting ${element.id}`),
    arranged: ({ element }) => void log.push(`arranged ${element.id}`),
  });
  const log: string[] = [];
  const [list, a] = [root.querySelector("ul"), root.querySelector("#a")] as [Element, Element];
  take();
  life.touch(a.firstChild as Node);
  life.settle();
  assert.deepEqual(log.splice(0), [], "what changes inside of one is nothing to the other");
  life.touch(list);
  life.touch(list);
  assert.deepEqual(log.splice(0), ["parting a", "parting b", "parting a", "parting b"]);
  a.remove();
  life.settle();
  assert.deepEqual(log.splice(0), ["arranged b"]);
  life.touch(list.firstChild as Node);
  life.settle();
  assert.deepEqual(log.splice(0), []);
});

Deno.test("an element is new where a patch has just brought it, and not where it was seen before", async () => {
  const isNew: boolean[] = [];
  const { root, life } = setUp("<div><p id=a dj-tip></p></div>", ["dj-tip"], {
    mounted: (place) => (isNew.push(place.isNew), place),
  });
  const bring = (): void => {
    const fresh = root.ownerDocument.createElement("p");
    fresh.setAttribute("dj-tip", "");
    root.querySelector("div")?.append(fresh);
    life.fresh = true;
  };
  life.touch(root.querySelector("div") as Element);
  bring();
  life.settle();
  life.touch(root.querySelector("div") as Element);
  bring();
  // As where a module comes late.
  await Promise.resolve();
  life.settle();
  assert.deepEqual(isNew, [false, true, false]);
});

Deno.test("where a change makes content anew, those in it leave and come in the same settling", () => {
  const { root, life, take } = setUp("<div id=a dj-show><p id=b dj-tip></p></div>", [
    "dj-show",
    "dj-tip",
  ], {
    changed({ element }) {
      if (element.id !== "a") return;
      element.innerHTML = '<p id="c" dj-tip></p>';
      life.fresh = true;
    },
  });
  take();
  life.touch(root.querySelector("#b") as Element);
  life.settle();
  assert.deepEqual(take(), ["changing a", "changing b", "removed b", "mounted c"]);
});
