/** Goodbyes of nodes on Deno KV that are quicker than their readers: who left so has not died. */

/// <reference lib="deno.unstable" />

import assert from "node:assert/strict";
import { ManualClock } from "../../../testing/mod.ts";
import type { PresenceListener, PresenceNode } from "../../../server/world/mod.ts";
import { commit, entry, put } from "../../contract/presence_case.ts";
import { KvNode } from "../node/node.ts";
import { KvPresence } from "./presence.ts";

/** A process whose clock stands still and that is deaf to what it watches: it hears by reading only. */
async function join(all: Deno.Kv): Promise<{ node: PresenceNode; told: string[] }> {
  const told: string[] = [];
  const listener: PresenceListener = {
    changed: (room, _node, version) => void told.push(`changed ${room} ${version}`),
    lost: () => void told.push("lost"),
    node: (_node, state) => void told.push(state),
    cast: () => {},
    renewed: () => {},
  };
  const clock = new ManualClock();
  const kv = new Proxy(all, {
    get(target, name) {
      if (name === "watch") return () => new ReadableStream();
      const value: unknown = Reflect.get(target, name);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
  const store = new KvPresence(() => {
    const node = new KvNode({ kv, clock });
    return { node, end: () => node.close() };
  });
  const node = await store.start(listener);
  await clock.move(1);
  return { node, told };
}

for (const bye of ["has drained", "has drained and closed"] as const) {
  Deno.test(`a read on Deno KV is answered after it was heard that a node ${bye}`, async () => {
    using kv = await Deno.openKv(":memory:");
    const one = await join(kv);
    const other = await join(kv);
    const ada = entry("a");
    await one.node.commit(commit("room", 1, [put(ada)], [ada]));
    const shards = await other.node.read("room");
    assert.deepEqual(shards.map(({ state, entries }) => [state, entries]), [["up", [ada]]]);
    await one.node.drain();
    if (bye === "has drained and closed") await one.node.close();
    other.told.length = 0;
    const after = await other.node.read("room");
    const isThere = bye === "has drained";
    assert.equal(after.length, isThere ? 1 : 0);
    // Who is told that it drains keeps its people for those who come back.
    assert.deepEqual(other.told, isThere ? ["draining"] : ["draining", "down"]);
    await one.node.close();
    await other.node.close();
  });
}
