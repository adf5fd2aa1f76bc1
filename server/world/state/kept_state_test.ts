/** The state store as instances use it: packed, sealed, bounded; what nobody can read is none. */

import assert from "node:assert/strict";
import { loadPacking } from "../../platform/mod.ts";
import { Sealing } from "../../security/sealing.ts";
import { type OpenSnapshot, PackedState, type SnapshotSize } from "./kept_state.ts";
import { memoryState } from "./memory_state.ts";
import type { Snapshot, StateStore } from "../ports/state_store.ts";

const SECRET = "s".repeat(32);
const TTL = { ttl: 60_000 };

function open(changes: Partial<OpenSnapshot> = {}): OpenSnapshot {
  const counts = { epoch: 0, attempt: 0, holder: "one", order: 1, handled: 2, apart: [4] };
  return {
    ...counts,
    owner: "me",
    url: "/a",
    view: "Page",
    fields: { secret: "hush" },
    ...changes,
  };
}

function setUp(options: { secrets?: string[]; inner?: StateStore } = {}) {
  const inner = options.inner ?? memoryState({ now: () => 0 });
  const stored = new Map<string, Snapshot>();
  const told: string[] = [];
  const state = new PackedState({
    store: {
      take: (key, wanted) => inner.take(key, wanted),
      save: (key, snapshot, options) => {
        stored.set(key, snapshot);
        return inner.save(key, snapshot, options);
      },
      remove: (key, options) => inner.remove(key, options),
    },
    seal: options.secrets && new Sealing(options.secrets),
    packing: loadPacking,
    hash: (text) => Promise.resolve(`hash of ${text.length}`),
    date: () => 77,
    age: 60_000,
    tell: ({ why }) => told.push(why),
  });
  const take = async (token = "token") => {
    const taken = await state.take(token, { holder: "two", attempt: 1, handled: 2 });
    return taken.type === "snapshot" ? taken.snapshot : undefined;
  };
  return { state, inner, stored, told, take };
}

for (const secrets of [undefined, [SECRET]]) {
  const how = secrets ? "sealed" : "packed";
  Deno.test(`PackedState: a ${how} snapshot comes back, and its key is no token`, async () => {
    const { state, stored, take, told } = setUp(secrets ? { secrets } : {});
    assert.equal(await state.save("token", open(), TTL), "saved");
    const [[key, snapshot] = []] = stored;
    assert.doesNotMatch(String(key), /token/);
    assert(snapshot);
    const { body, ...header } = snapshot;
    const counts = { epoch: 0, attempt: 0, holder: "one", order: 1, handled: 2, apart: [4] };
    const sealedBy = secrets ? { sealedBy: header.sealedBy } : {};
    assert.deepEqual(header, { ...counts, codec: 1, date: 77, ...sealedBy });
    const text = new TextDecoder("latin1").decode(body);
    assert.equal(/hush|me|Page/.test(text), secrets === undefined);
    assert.deepEqual(await take(), open({ epoch: 1, holder: "two", attempt: 1 }));
    // Taken twice in a row, as by a process that went before it wrote.
    assert.equal((await take())?.epoch, 2);
    assert.deepEqual(told, []);
    await state.remove("token");
    assert.equal(await take(), undefined);
    assert.equal(await state.save("token", open({ order: 2 }), TTL), "lost");
  });
}

Deno.test("PackedState takes nothing that another secret sealed, that nobody did, or that was changed", async () => {
  const from = async (secrets: string[] | undefined, to: string[] | undefined) => {
    const { state, inner } = setUp(secrets ? { secrets } : {});
    await state.save("token", open(), TTL);
    const other = setUp({ ...(to && { secrets: to }), inner });
    return [await other.take() !== undefined, other.told];
  };
  const other = "x".repeat(32);
  assert.deepEqual(await from([SECRET], [other, SECRET]), [true, []]);
  assert.deepEqual(await from([SECRET], [other]), [false, ["key"]]);
  assert.deepEqual(await from([SECRET], undefined), [false, ["key"]]);
  assert.deepEqual(await from(undefined, [SECRET]), [false, ["seal"]]);
});

Deno.test("PackedState: a sealed body belongs to its key and its header, but for what a take writes", async () => {
  const changes: [Partial<Snapshot>, boolean][] = [
    [{ epoch: 7, attempt: 1, holder: "else" }, true],
    [{ order: 2 }, false],
    [{ handled: 3 }, false],
    [{ apart: [] }, false],
    [{ date: 78 }, false],
    [{ codec: 2 }, false],
  ];
  for (const [change, isRead] of changes) {
    const { state, stored, inner, take, told } = setUp({ secrets: [SECRET] });
    await state.save("token", open(), TTL);
    const [[key = "", snapshot] = []] = stored;
    assert(snapshot);
    await inner.remove(key, { ttl: 1 });
    await inner.save(key, { ...snapshot, epoch: 5, ...change }, TTL);
    assert.equal(await take() !== undefined, isRead, JSON.stringify(change));
    assert.deepEqual(told, isRead ? [] : ["seal"]);
  }
  // Under the key of another page.
  const { state, stored, inner, take } = setUp({ secrets: [SECRET] });
  await state.save("token", open(), TTL);
  const [snapshot] = stored.values();
  assert(snapshot);
  await inner.save("hash of 24", snapshot, TTL);
  assert.equal(await take("another"), undefined);
});

Deno.test("PackedState tells of what is large once for each class, and keeps nothing over 700 KB as stored", async () => {
  const { state, stored } = setUp();
  const sizes: [string, SnapshotSize][] = [];
  const save = (view: string, fields: Record<string, unknown>) =>
    state.save(`${view}${sizes.length}`, open({ view, fields, order: 1 }), {
      ...TTL,
      tell: (size) => sizes.push([view, size]),
    });
  assert.equal(await save("Small", { a: "x".repeat(90_000) }), "saved");
  assert.equal(sizes.length, 0);
  for (let i = 0; i < 2; i++) {
    assert.equal(await save("Large", { a: "x".repeat(110_000), b: 1 }), "saved");
  }
  assert.equal(await save("Other", { a: "x".repeat(110_000) }), "saved");
  assert.deepEqual(sizes.map(([view, { type }]) => [view, type]), [
    ["Large", "large"],
    ["Other", "large"],
  ]);
  assert.deepEqual(sizes[0]?.[1].largest.map(([name]) => name), ["a", "b"]);
  // It may be much, as long as it is small once deflated.
  assert.equal(await save("Deflated", { a: "x".repeat(900_000) }), "saved");
  const noise = crypto.getRandomValues(new Uint8Array(65_536));
  const much = Array.from({ length: 12 }, (_, i) => noise.map((byte) => (byte * (2 * i + 1)) ^ i));
  const before = stored.size;
  for (let i = 0; i < 2; i++) assert.equal(await save("Much", { much }), "too large");
  assert.equal(stored.size, before);
  assert.deepEqual(sizes.slice(3).map(([view, { type }]) => [view, type]), [["Much", "too large"]]);
});

Deno.test("PackedState gives no store more than 700 KB, also where it is sealed", async () => {
  const { state, stored } = setUp({ secrets: [SECRET] });
  const noise = new Uint8Array(716_900);
  for (let at = 0; at < noise.length; at += 65_536) {
    crypto.getRandomValues(noise.subarray(at, at + 65_536));
  }
  const sizeOf = async (length: number): Promise<number> => {
    await state.save("sized", open({ fields: { noise: noise.slice(0, length) } }), TTL);
    return [...stored.values()].at(-1)?.body.length ?? 0;
  };
  const most = 700_000 + 716_800 - await sizeOf(700_000);
  stored.clear();
  const outcomes = new Set<string>();
  for (let length = most - 200; length < most + 100; length += 10) {
    const fields = { noise: noise.slice(0, length) };
    outcomes.add(await state.save(`${length}`, open({ fields }), TTL));
    for (const { body } of stored.values()) assert(body.length <= 716_800, `${body.length}`);
    stored.clear();
  }
  assert.deepEqual([...outcomes], ["saved", "too large"]);
});
