import assert from "node:assert/strict";
import { openWindow } from "./browser.ts";

/** A window with a button in a section, and what was heard. */
function open() {
  const window = openWindow("<body><section><button>", "http://live.test/", () => {}, () => true);
  const { document } = window;
  const heard: string[] = [];
  const hear = (name: string, target: EventTarget, options?: AddEventListenerOptions) =>
    target.addEventListener("ping", (event) => {
      heard.push(`${name} ${(event.target as Element).localName}`);
    }, options);
  const button = document.querySelector("button")!;
  const section = document.querySelector("section")!;
  const fire = (init: EventInit) => button.dispatchEvent(new window.Event("ping", init));
  return { window, document, section, button, heard, hear, fire };
}

Deno.test("an event goes down by capture, then up", () => {
  const { window, document, section, button, heard, hear, fire } = open();
  hear("up", section);
  hear("down", section, { capture: true });
  hear("at", button);
  hear("window", window);
  hear("document", document, { capture: true });
  fire({ bubbles: true });
  assert.deepEqual(heard.map((name) => name.split(" ")[0]), [
    "document",
    "down",
    "at",
    "up",
    "window",
  ]);
});

Deno.test("an event that does not bubble is heard by capture", () => {
  const { section, heard, hear, fire } = open();
  hear("up", section);
  hear("down", section, { capture: true });
  fire({});
  assert.deepEqual(heard, ["down button"]);
});

Deno.test("a listener whose signal was aborted, or that was to run once, hears no more", () => {
  const { button, heard, hear, fire } = open();
  const stop = new AbortController();
  hear("once", button, { once: true });
  hear("signal", button, { signal: stop.signal });
  fire({});
  stop.abort();
  fire({});
  assert.deepEqual(heard, ["once button", "signal button"]);
});
