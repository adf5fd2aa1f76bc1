/** A tap hears messages, events and patches, and nobody is harmed by it. */

import assert from "node:assert/strict";
import { openLive, quietly, VIEW } from "../../tests/kit/page_kit.ts";
import type { TapRecord } from "./tap.ts";

function openTapped() {
  const page = openLive(VIEW(`<button dj=b dj-click=increment data-id=7>0</button>`));
  const heard: TapRecord[] = [];
  page.djust.tap = (...record) => void heard.push(record);
  return { ...page, heard };
}

Deno.test("a tap hears an event, the message it goes with, the answer, and the patch", () => {
  const { heard, click, say, document } = openTapped();
  click();
  say(1, 1, 0, "1");
  assert.deepEqual(heard.map(([type]) => type), ["event", "sent", "received", "patched"]);
  const [event, sent, received, patched] = heard;
  assert(event?.[0] === "event");
  const { element, on, params } = event[1];
  assert.equal(element, document.querySelector("button"));
  assert.deepEqual([on, params], ["click", { id: "7" }]);
  const view = document.querySelector("[data-djust]");
  assert.equal(event[2], view);
  assert.deepEqual(sent, ["sent", '["increment",{"id":"7"}]']);
  assert.deepEqual(received, ["received", '[1,1,0,"1"]']);
  assert.deepEqual(patched, ["patched", [1, 1, 0, "1"], view]);
});

Deno.test("a tap hears pushEvent, which takes the way of all events", () => {
  const { heard, djust } = openTapped();
  djust.pushEvent("save", { id: 1 });
  const [event] = heard;
  assert(event?.[0] === "event");
  const { element, on, params } = event[1];
  assert.deepEqual([on, params, element], ["save", { id: 1 }, undefined]);
});

Deno.test("a tap that throws harms nothing, and one that is taken away hears nothing", async () => {
  const { heard, djust, click, take } = openTapped();
  djust.tap = () => {
    throw new Error("bad");
  };
  assert.equal(await quietly(click), 2);
  assert.deepEqual(take(), [["increment", { id: "7" }]]);
  djust.tap = undefined;
  assert.equal(await quietly(click), 0);
  assert.deepEqual(heard, []);
});

Deno.test("a tap may be set before the client has loaded", () => {
  const heard: unknown[] = [];
  const page = openLive(undefined, (window) => {
    window.djust = { tap: (type: string) => void heard.push(type) };
  });
  page.click();
  assert.deepEqual(heard, ["sent", "received", "event", "sent"]);
});

Deno.test("djust.debug prints messages, and only those", () => {
  const { djust, click } = openTapped();
  const { debug } = console;
  const lines: unknown[][] = [];
  console.debug = (...line: unknown[]) => void lines.push(line);
  try {
    djust.debug = true;
    click();
    djust.debug = false;
    click();
  } finally {
    console.debug = debug;
  }
  assert.deepEqual(lines, [["djust", "sent", '["increment",{"id":"7"}]']]);
});
