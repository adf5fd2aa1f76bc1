/** Nodes on Deno KV that were silent before a process started: not there, until they say a word. */

/// <reference lib="deno.unstable" />

import assert from "node:assert/strict";
import { MovedClock } from "../../../tests/kit/moved_clock.ts";
import { until } from "../../../tests/until.ts";
import type { PresenceNode } from "../../../server/world/mod.ts";
import { commit, entry, put } from "../../contract/presence_case.ts";
import type { LeaseOptions } from "../../node/lease_options.ts";
import { KvNode } from "../node/mod.ts";
import { KvPresence } from "./presence.ts";

/** A process, and what it is told. */
async function start(kv: Deno.Kv, clock: MovedClock, times: LeaseOptions = {}) {
  const told: string[] = [];
  const node: PresenceNode = await new KvPresence(() => {
    const node = new KvNode({ kv, clock, ...times });
    return { node, end: () => node.close() };
  }).start({
    changed: () => {},
    lost: () => void told.push("lost"),
    node: (_node, state) => void told.push(state),
    cast: () => {},
    renewed: () => {},
  });
  return { node, told, people: async () => (await node.read("room")).length };
}

Deno.test("a process on Deno KV that starts lists nobody of those who were silent for 20 s", async () => {
  using kv = await Deno.openKv(":memory:");
  const silent = await start(kv, new MovedClock(), { heartbeat: 60_000, timeout: 120_000 });
  const ada = entry("a");
  await silent.node.commit(commit("room", 1, [put(ada)], [ada]));
  const holder = { connection: "a", user: "ada" };
  assert.equal((await silent.node.lock("room", "intro", { holder, ttl: 60_000 })).ok, true);

  const soon = await start(kv, new MovedClock());
  assert.equal(await soon.people(), 1, "who was silent for a moment is there");
  await soon.node.close();

  const clock = new MovedClock();
  clock.move(21_000);
  const fresh = await start(kv, clock);
  assert.equal(await fresh.people(), 0);
  // Its clock may be wrong: that takes nobody's lock.
  const bob = { connection: "b", user: "bob" };
  const lock = await fresh.node.lock("room", "intro", { holder: bob, ttl: 60_000 });
  assert.deepEqual(lock, { ok: false, heldBy: holder });
  assert.deepEqual(fresh.told, []);

  silent.node.cast("room", { kind: "word", data: 1 }, "reliable");
  await until("it is there", () => fresh.told.includes("lost"));
  assert.deepEqual(fresh.told, ["up", "lost"]);
  assert.equal(await fresh.people(), 1);
  await silent.node.close();
  await fresh.node.close();
});
