/** Contract of state stores: what each does, as cases that any test runner can run. */

import type { Snapshot, StateStore } from "../../server/world/mod.ts";
import { type ContractCase, holds, same } from "./expect.ts";

/**
 * Where the cases of {@linkcode stateContract} try a store.
 *
 * @category Stores
 */
export interface StateStand {
  /** The same storage as different processes see it; at least one. */
  readonly stores: readonly [StateStore, ...StateStore[]];
  /** Lets so many milliseconds pass for the store. */
  pass(ms: number): void | Promise<void>;
  /** Ends all of it. */
  close(): void | Promise<void>;
}

const TTL = { ttl: 60_000 };

function snapshotOf(changes: Partial<Snapshot> = {}): Snapshot {
  return {
    ...{ epoch: 0, attempt: 0, holder: "writer", order: 0, handled: 0 },
    ...{ codec: 1, date: 1_800_000_000_000, body: bytes(0) },
    ...changes,
  };
}

function bytes(...values: number[]): Uint8Array<ArrayBuffer> {
  return new Uint8Array(values);
}

/** A case with one store, and another one on the same storage (the same where there is one only). */
function stateCase(
  name: string,
  run: (store: StateStore, other: StateStore, stand: StateStand) => Promise<void>,
): ContractCase<StateStand> {
  return {
    name,
    run: async (make) => {
      const stand = await make();
      try {
        const [store, other = store] = stand.stores;
        await run(store, other, stand);
      } finally {
        await stand.close();
      }
    },
  };
}

async function taken(store: StateStore, key: string, holder = "taker"): Promise<Snapshot> {
  const found = await store.take(key, { holder, attempt: 1, handled: 0 });
  holds(found.type === "snapshot", `there is a snapshot of "${key}"`);
  return found.snapshot;
}

async function isGone(store: StateStore, key: string): Promise<void> {
  const found = await store.take(key, { holder: "nobody", attempt: 1_000, handled: 0 });
  same(found.type, "none", `there is nothing of "${key}"`);
}

async function refuses(store: StateStore, key: string, changes: Partial<Snapshot>): Promise<void> {
  same(await store.save(key, snapshotOf(changes), TTL), false, `a save is refused`);
}

async function saves(store: StateStore, key: string, changes: Partial<Snapshot>): Promise<void> {
  same(await store.save(key, snapshotOf(changes), TTL), true, `a save is taken`);
}

/** A name too long for a key, and letters of many bytes. */
const ODD_KEY = `tenant:é漢🎉:${"x".repeat(3_000)}`;

/**
 * What every state store does. Each case rejects where one does otherwise.
 *
 * @example
 * ```ts ignore
 * for (const { name, run } of stateContract) {
 *   Deno.test(name, () => run(() => ({ stores: [myState()], pass: sleep, close() {} })));
 * }
 * ```
 *
 * @category Stores
 */
export const stateContract: readonly ContractCase<StateStand>[] = [
  stateCase("keeps copies of the bytes, and all of the header", async (store, other) => {
    const body = bytes(0, 1, 255);
    const more = { apart: [3, 5], codec: 7, sealedBy: "é漢🎉", date: 1_800_000_000_123 };
    await saves(store, "a", { body, ...more });
    body.fill(9);
    const snapshot = await taken(other, "a");
    same(snapshot.body, bytes(0, 1, 255), "the bytes are those of the save");
    const { apart, codec, sealedBy, date } = snapshot;
    same({ apart, codec, sealedBy, date }, more, "the header is whole");
    snapshot.body.fill(9);
    same((await taken(store, "a")).body, bytes(0, 1, 255), "what was taken is a copy");
  }),
  stateCase("has nothing where nothing was saved, and tells keys apart", async (store, other) => {
    await isGone(store, "a");
    await saves(store, ODD_KEY, { handled: 1 });
    await saves(store, `${ODD_KEY}x`, { handled: 2 });
    same((await taken(other, ODD_KEY)).handled, 1, "the first key's");
    same((await taken(other, `${ODD_KEY}x`)).handled, 2, "the second key's");
    await isGone(store, "a");
  }),
  stateCase("raises the epoch with each take, and refuses who lost it", async (store, other) => {
    await saves(store, "a", {});
    const snapshot = await taken(other, "a");
    same([snapshot.epoch, snapshot.holder], [1, "taker"], "epoch and holder of what was taken");
    await refuses(store, "a", { order: 1 });
    await saves(other, "a", { epoch: 1, holder: "taker", order: 1, handled: 5 });
    await refuses(store, "a", { order: 2 });
    const next = await taken(store, "a", "third");
    same([next.epoch, next.handled], [2, 5], "the epoch has risen again");
  }),
  stateCase("says whose it was, and that it is behind", async (store, other) => {
    await saves(store, "a", { handled: 3 });
    const behind = await other.take("a", { holder: "taker", attempt: 1, handled: 4 });
    same(behind, { type: "behind", holder: "writer" }, "three events are not four");
    await saves(store, "a", { order: 1, handled: 4 });
    const found = await other.take("a", { holder: "taker", attempt: 1, handled: 4 });
    holds(found.type === "snapshot", "it holds enough now");
    same(found.from, "writer", "whose it was");
  }),
  stateCase("gives nothing to an earlier try of the page", async (store, other) => {
    await saves(store, "a", { attempt: 5 });
    const early = { holder: "taker", attempt: 4, handled: 0 };
    same(await other.take("a", early), { type: "none" }, "a later try was there before");
    const found = await other.take("a", { ...early, attempt: 6 });
    holds(found.type === "snapshot", "this one is later");
    same(found.snapshot.attempt, 6, "the try is kept");
    same(await store.take("a", { ...early, attempt: 5 }), { type: "none" }, "and stands");
  }),
  stateCase("never lets a holder lose to its own take, whose answer it missed", async (store) => {
    await saves(store, "a", { order: 1 });
    await taken(store, "a", "writer");
    await saves(store, "a", { order: 2, handled: 7 });
    const next = await taken(store, "a");
    same([next.handled, next.epoch], [7, 2], "the save is there, the epoch has not fallen");
    await refuses(store, "a", { order: 3 });
  }),
  stateCase("keeps the later of a holder's saves, in whatever order they come", async (store) => {
    for (const order of [1, 3, 2, 3]) await saves(store, "a", { order, body: bytes(order) });
    same((await taken(store, "a")).body, bytes(3), "the latest");
  }),
  stateCase("keeps the latest of saves that are under way at once", async (store, other) => {
    const orders = Array.from({ length: 8 }, (_, order) => order);
    await Promise.all(orders.map((order) => saves(store, "a", { order, body: bytes(order) })));
    same((await taken(other, "a")).body, bytes(7), "the latest");
  }),
  stateCase("gives one of two takes at once each epoch once", async (store, other) => {
    await saves(store, "a", {});
    const both = await Promise.all([taken(store, "a", "one"), taken(other, "a", "two")]);
    const epochs = both.map(({ epoch }) => epoch).sort();
    same(epochs, [1, 2], "no epoch twice");
    const loser = both.find(({ epoch }) => epoch === 1);
    await refuses(store, "a", { epoch: 1, holder: loser?.holder ?? "", order: 9 });
  }),
  stateCase("never brings back what was removed by a late save", async (store, other) => {
    await saves(store, "a", { epoch: 3, order: 1 });
    await other.remove("a", TTL);
    await isGone(store, "a");
    await refuses(store, "a", { epoch: 3, order: 2 });
    await refuses(other, "a", { epoch: 2, holder: "late" });
    await other.remove("a", TTL);
    await refuses(store, "a", { epoch: 3, order: 3 });
    await isGone(store, "a");
  }),
  stateCase("remembers the removal of what it never had", async (store, other) => {
    await store.remove("a", TTL);
    await refuses(other, "a", {});
    await isGone(store, "a");
  }),
  stateCase("forgets after the ttl", async (store, other, stand) => {
    same(await store.save("a", snapshotOf(), { ttl: 60 }), true, "a save with a short life");
    await saves(store, "b", {});
    await stand.pass(120);
    await isGone(other, "a");
    await taken(other, "b");
    await saves(other, "a", { holder: "new" });
    same((await taken(store, "a")).holder, "taker", "a new one is kept");
  }),
  stateCase("counts the ttl from the last save, not from a take", async (store, other, stand) => {
    same(await store.save("a", snapshotOf(), { ttl: 3_000 }), true, "a save with a short life");
    await taken(other, "a");
    await stand.pass(3_100);
    await isGone(store, "a");
  }),
  stateCase("forgets what it knew of a removal after its ttl", async (store, other, stand) => {
    await saves(store, "a", { epoch: 3 });
    await other.remove("a", { ttl: 60 });
    await stand.pass(120);
    await saves(store, "a", { epoch: 3, order: 1 });
  }),
  stateCase("writes several at once, each by its own right", async (store, other) => {
    const keys = Array.from({ length: 25 }, (_, at) => `key ${at}`);
    await store.remove("key 3", TTL);
    await other.save("key 4", snapshotOf({ epoch: 5, holder: "other" }), TTL);
    const entries = keys.map((key, at) => ({
      key,
      snapshot: snapshotOf({ body: bytes(at) }),
      ...TTL,
    }));
    const saving = store.saveAll?.(entries) ??
      entries.map(({ key, snapshot, ttl }) => store.save(key, snapshot, { ttl }));
    const refused = (await Promise.all(saving)).flatMap((isSaved, at) => isSaved ? [] : [at]);
    same(refused, [3, 4], "those are another's, or were removed");
    for (const at of [0, 2, 5, 24]) {
      same((await taken(other, `key ${at}`)).body, bytes(at), "the others are there");
    }
  }),
  stateCase("keeps large ones whole, also when they shrink", async (store, other) => {
    // Bytes that no compression makes small.
    let seed = 1;
    const noise = (length: number): Uint8Array<ArrayBuffer> =>
      Uint8Array.from({ length }, () => (seed = seed * 48_271 % 2_147_483_647) & 255);
    const sizes = [1_000, 300_000, 70_000, 700 * 1_024, 130_000, 61_440, 59_392, 59_393, 10];
    for (const [order, size] of sizes.entries()) {
      const body = noise(size);
      await saves(store, "a", { epoch: order, holder: `h${order}`, order, body });
      same((await taken(other, "a", `h${order + 1}`)).body, body, `${size} bytes`);
    }
  }),
];
