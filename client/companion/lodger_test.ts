/** Lodgers: what stands in a page and is no view's, and leaves nothing behind. */

import assert from "node:assert/strict";
import { patched } from "../../tests/kit/patch_kit.ts";
import { eventViewOf } from "./event_view.ts";

function setUp() {
  const { root, patcher, apply } = patched(
    `<ul dj=bn><li dj=bn>a</li></ul>`,
  );
  const host = {
    page: { watcher: { away: (run: () => void) => run() } },
    instance: { root, regions: [root] },
    surface: patcher,
  };
  const view = eventViewOf(host as never, {} as never, {} as never);
  const list = root.firstElementChild as Element;
  const lodger = root.ownerDocument.createElement("li");
  return { root, patcher, apply, view, list, lodger };
}

Deno.test("a lodger is nobody's while it is there, and no slow path stays when it is gone", () => {
  const { patcher: { foreign }, view, list, lodger } = setUp();
  const other = list.ownerDocument.createElement("li");
  const leave = view.lodge(lodger, list, list.firstChild);
  const leaveToo = view.lodge(other, list, null);
  assert.ok(lodger.isConnected && foreign.has(lodger) && foreign.any);
  leave();
  assert.ok(!lodger.isConnected && foreign.has(other) && foreign.any);
  leaveToo();
  assert.equal(foreign.any, 0);
});

Deno.test("what others put into the page is known after a lodger has gone", () => {
  const { patcher: { foreign }, view, list, lodger } = setUp();
  const alien = list.ownerDocument.createElement("i");
  const leave = view.lodge(lodger, list, null);
  foreign.note([{ target: list, addedNodes: [alien], removedNodes: [] }] as never);
  leave();
  assert.ok(foreign.any && foreign.has(alien));
});
