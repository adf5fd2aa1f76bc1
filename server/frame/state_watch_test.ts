import assert from "node:assert/strict";
import { changedSince, stateOf } from "./state_watch.ts";

Deno.test("changedSince() names fields that are another value, and collections of another size", () => {
  const view = {
    count: 0,
    nan: NaN,
    list: [1],
    map: new Map(),
    set: new Set([1]),
    _cache: 1 as unknown,
    get looked(): number {
      throw new Error("a getter that nobody asked for");
    },
  };
  const before = stateOf(view);
  assert.deepEqual(changedSince(before, view), []);
  view.count++;
  view.list.push(2);
  view.map.set(1, 1);
  view.set.delete(1);
  view._cache = 2;
  (view as Record<string, unknown>)["fresh"] = 1;
  assert.deepEqual(changedSince(before, view), ["count", "list", "map", "set", "fresh"]);
});
