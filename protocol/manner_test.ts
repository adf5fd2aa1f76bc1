/** Manners on the wire: read whole, or not at all. */

import assert from "node:assert/strict";
import { frameText } from "./frame_text.ts";
import { readManners } from "./manner.ts";

const ALL = {
  search: {
    debounce: { wait: 200, maxWait: 1_000 },
    throttle: { interval: 0, leading: false, trailing: true },
    optimistic: "Highlight",
    cache: { ttl: 500, keyParams: ["page"] },
    clientState: ["filter", "sort"],
    offline: "drop",
  },
  bare: { debounce: {}, throttle: {}, optimistic: "", cache: {}, clientState: [] },
  "": { draft: { key: "contact", ttl: 1_000 } },
};

Deno.test("readManners() reads all that there is, by handler", () => {
  const manners = readManners(JSON.parse(JSON.stringify(ALL)));
  assert.deepEqual(Object.fromEntries(manners), ALL);
  assert.equal(readManners({}).size, 0);
});

Deno.test("readManners() knows no handler that every object has", () => {
  const manners = readManners(JSON.parse(`{"__proto__":{"debounce":{}}}`));
  assert.equal(manners.get("constructor"), undefined);
  assert.deepEqual([...manners.keys()], ["__proto__"]);
  assert.equal(readManners({}).get("toString"), undefined);
});

Deno.test("readManners() throws for what it does not know, and takes nothing by half", () => {
  const wrong: readonly unknown[] = [
    ...[null, 1, "search", [], true],
    { search: null },
    { search: [] },
    { search: { debounce: 300 } },
    { search: { debounce: null } },
    { search: { debounce: [] } },
    { search: { debounce: { wait: "300" } } },
    { search: { debounce: { wait: -1 } } },
    { search: { debounce: { wait: null } } },
    { search: { debounce: { waits: 300 } } },
    { search: { throttle: { leading: 1 } } },
    { search: { optimistic: true } },
    { search: { cache: { keyParams: "page" } } },
    { search: { cache: { keyParams: [1] } } },
    { search: { clientState: "filter" } },
    { search: { offline: "queue" } },
    { search: { toString: {} } },
    { search: JSON.parse(`{"__proto__":{}}`) },
    { search: { unknown: {} } },
    { "": { draft: { key: 1 } } },
    { good: { debounce: {} }, search: { debounce: { wait: "300" } } },
  ];
  for (const value of wrong) {
    assert.throws(() => readManners(value), TypeError, JSON.stringify(value));
  }
});

Deno.test("a full frame brings the manners of its view, and none where there are none", () => {
  const patch = { content: "a", flash: null, templates: [] };
  const update = { type: "full", patch, head: undefined } as const;
  assert.equal(
    frameText({ ...update, manners: `{"a":{}}` }, 0, []),
    `[-9,0,"a",null,{"m":{"a":{}}}]`,
  );
  assert.equal(frameText({ ...update, manners: "" }, 0, []), `[-9,0,"a",null]`);
});
