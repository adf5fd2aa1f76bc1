/** Contract of presence stores, as cases: what every store must do, whichever test framework asks. */

import type { PresenceChange } from "../../server/world/mod.ts";
import type { ContractCase } from "./expect.ts";
import { between, commit, entry, type PresenceKit, put, shardOf } from "./presence_case.ts";
import { equal, isTrue } from "./presence_heard.ts";
import { lockCases } from "./presence_locks.ts";

/**
 * All that every presence store must do.
 *
 * @example
 * ```ts
 * import { presenceContract } from "@djust/live/stores";
 * import { memoryPresence } from "@djust/live/presence";
 *
 * for (const { name, run } of presenceContract) {
 *   Deno.test(`memoryPresence() ${name}`, async () => {
 *     let now = 0;
 *     const store = memoryPresence({ now: () => now });
 *     await run(() => ({
 *       store: () => store,
 *       pass: (ms) => void (now += ms),
 *       async until(what, condition) {
 *         for (let turn = 0; turn < 100; turn++) {
 *           if (await condition()) return;
 *           await Promise.resolve();
 *         }
 *         throw new Error(`Never came: ${what}`);
 *       },
 *     }));
 *   });
 * }
 * ```
 *
 * @category Stores
 */
export const presenceContract: readonly ContractCase<PresenceKit>[] = [
  between("gives every node an id of its own", (_kit, one, other) => {
    isTrue(one.node.id !== other.node.id, "two nodes have one id");
    return Promise.resolve();
  }),
  between(
    "shows what was committed to others, and to no reader its own",
    async (kit, one, other) => {
      const ada = entry("a");
      await one.node.commit(commit("room", 1, [put(ada)], [ada]));
      await kit.until("the shard is there", async () => !!await shardOf(other, one, "room"));
      equal(await shardOf(other, one, "room"), {
        node: one.node.id,
        state: "up",
        version: 1,
        entries: [ada],
      });
      equal(await one.node.read("room"), []);
    },
  ),
  between("tells a room's followers of every commit, in order", async (kit, one, other) => {
    await other.node.follow("room");
    const [ada, bob] = [entry("a"), entry("b")];
    await one.node.commit(commit("room", 1, [put(ada)], [ada]));
    await one.node.commit(commit("room", 2, [put(bob)], [ada, bob]));
    const gone: PresenceChange = { type: "remove", connection: "a" };
    await one.node.commit(commit("room", 3, [gone], [bob]));
    await kit.until("version 3 is told", () => other.heard.version("room", one) === 3);
    equal(other.heard.changes("room", one), [put(ada), put(bob), gone]);
  }),
  between(
    "keeps rooms apart, also those whose names are nearly the same",
    async (kit, one, other) => {
      const rooms = [
        "a:b",
        "a_b",
        "a%3Ab",
        "a/b",
        "a",
        "__proto__",
        "räume/ü\u{1f600}",
        "x".repeat(512),
      ];
      for (const room of rooms) {
        const ada = entry("a", { meta: { room } });
        await one.node.commit(commit(room, 1, [put(ada)], [ada]));
      }
      for (const room of rooms) {
        await kit.until(`${room} is there`, async () => !!await shardOf(other, one, room));
        const shard = await shardOf(other, one, room);
        equal(shard?.entries.map(({ meta }) => meta.room), [room]);
      }
      equal(await other.node.read("b"), []);
    },
  ),
  between("carries entries whole, whatever their keys and texts are", async (kit, one, other) => {
    const strange = entry("constructor", {
      user: "__proto__",
      joinedAt: 1_700_000_000_123,
      status: "reconnecting",
      meta: JSON.parse(`{"__proto__":{"a":[1,null,"\u2028"]},"ü":"\u{1f600}","n":-0.5,"no":false}`),
      location: { part: "intro" },
    });
    await one.node.commit(commit("room", 1, [put(strange)], [strange]));
    await kit.until("it is there", async () => !!await shardOf(other, one, "room"));
    const shard = await shardOf(other, one, "room");
    equal(JSON.stringify(shard?.entries), JSON.stringify([strange]));
  }),
  between("takes large rooms", async (kit, one, other) => {
    const meta = { text: "x".repeat(900) };
    const all = Array.from({ length: 500 }, (_, index) => entry(`c${index}`, { meta }));
    await one.node.commit(commit("room", 1, all.map(put), all));
    await kit.until("all are there", async () => {
      return (await shardOf(other, one, "room"))?.entries.length === all.length;
    });
    const names = (await shardOf(other, one, "room"))?.entries.map(({ connection }) => connection);
    equal(names?.sort(), all.map(({ connection }) => connection).sort());
  }),
  between("forgets a shard that is empty", async (kit, one, other) => {
    const ada = entry("a");
    await one.node.commit(commit("room", 1, [put(ada)], [ada]));
    await kit.until("it is there", async () => !!await shardOf(other, one, "room"));
    await one.node.commit(commit("room", 2, [{ type: "remove", connection: "a" }], []));
    await kit.until(
      "it is empty",
      async () => !(await shardOf(other, one, "room"))?.entries.length,
    );
  }),
  between(
    "copies: what changes later in one process changes in no other",
    async (kit, one, other) => {
      const meta = { name: "before" };
      const ada = entry("a", { meta });
      await one.node.commit(commit("room", 1, [put(ada)], [ada]));
      await kit.until("it is there", async () => !!await shardOf(other, one, "room"));
      const read = await shardOf(other, one, "room");
      meta.name = "after";
      equal(read?.entries[0]?.meta.name, "before");
    },
  ),
  between(
    "casts JSON and bytes to the others that follow, not to the sender",
    async (kit, one, other) => {
      await one.node.follow("room");
      await other.node.follow("room");
      one.node.cast("room", { kind: "say", data: { text: "hi" } }, "reliable");
      one.node.cast("room", { kind: "bytes", data: new Uint8Array([0, 1, 255]) }, "reliable");
      await kit.until("both are there", () => other.heard.casts.length === 2);
      const [say, bytes] = other.heard.casts;
      equal(say, { room: "room", node: one.node.id, cast: { kind: "say", data: { text: "hi" } } });
      isTrue(bytes?.cast.data instanceof Uint8Array, "bytes did not stay bytes");
      equal([...bytes?.cast.data as Uint8Array], [0, 1, 255]);
      equal(one.heard.casts, []);
    },
  ),
  between("keeps reliable casts of a node in their order", async (kit, one, other) => {
    await other.node.follow("room");
    const all = Array.from({ length: 50 }, (_, index) => index);
    for (const data of all) one.node.cast("room", { kind: "count", data }, "reliable");
    await kit.until("all are there", () => other.heard.casts.length === all.length);
    equal(other.heard.casts.map(({ cast }) => cast.data), all);
  }),
  between(
    "says that a node drains: it is read so, and its casts still go",
    async (kit, one, other) => {
      await other.node.follow("room");
      const ada = entry("a");
      await one.node.commit(commit("room", 1, [put(ada)], [ada]));
      await one.node.drain();
      await kit.until("it drains", () => other.heard.stateOf(one) === "draining");
      equal((await shardOf(other, one, "room"))?.state, "draining");
      one.node.cast("room", { kind: "bye", data: null }, "reliable");
      await kit.until("its cast is there", () => other.heard.casts.length === 1);
    },
  ),
  between(
    "forgets a node that closes: it is told down, and read no more",
    async (kit, one, other) => {
      const ada = entry("a");
      await one.node.commit(commit("room", 1, [put(ada)], [ada]));
      await kit.until("it is there", async () => !!await shardOf(other, one, "room"));
      await one.node.close();
      await kit.until("it is down", () => other.heard.stateOf(one) === "down");
      equal(await other.node.read("room"), []);
      await one.node.close();
    },
  ),
  between("forgets a node that is killed, and frees its locks", async (kit, one, other) => {
    if (!kit.kill) return;
    const ada = entry("a");
    await one.node.commit(commit("room", 1, [put(ada)], [ada]));
    await one.node.lock("room", "intro", { holder: { connection: "a", user: "ada" }, ttl: 60_000 });
    await kit.kill(one.node);
    await kit.until("it is down", () => other.heard.stateOf(one) === "down");
    equal(await other.node.read("room"), []);
    const bob = { connection: "b", user: "bob" };
    await kit.until("its lock is free", async () => {
      return (await other.node.lock("room", "intro", { holder: bob, ttl: 1_000 })).ok;
    });
  }),
  ...lockCases,
];
