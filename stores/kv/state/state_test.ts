/** The state store on Deno KV keeps the contract: in memory, in a file, seen by two processes' handles. */

/// <reference lib="deno.unstable" />

import assert from "node:assert/strict";
import { type Snapshot, SystemClock } from "../../../server/world/mod.ts";
import { MovedClock } from "../../../tests/kit/moved_clock.ts";
import { until } from "../../../tests/until.ts";
import { stateContract, type StateStand } from "../../contract/state.ts";
import { pack, unpack } from "../../node/pack.ts";
import type { Kv } from "../handle/port.ts";
import { stateWith } from "../stores.ts";

async function onFile(count: number): Promise<StateStand> {
  const folder = await Deno.makeTempDir({ prefix: "djust_kv_" });
  const clock = new MovedClock();
  const open = () => stateWith({ path: `${folder}/kv.db` }, clock);
  const stores = [open(), ...Array.from({ length: count - 1 }, open)] as const;
  return {
    stores,
    pass: (ms) => clock.move(ms),
    close: async () => {
      for (const store of stores) await store.close?.();
      await Deno.remove(folder, { recursive: true });
    },
  };
}

for (const { name, run } of stateContract) {
  Deno.test(`kvState() in memory ${name}`, () =>
    run(() => {
      const clock = new MovedClock();
      const store = stateWith({ path: ":memory:" }, clock);
      return { stores: [store], pass: (ms) => clock.move(ms), close: () => store.close?.() };
    }));
  Deno.test(`kvState() of two handles on a file ${name}`, () => run(() => onFile(2)));
}

const SNAPSHOT: Snapshot = {
  ...{ epoch: 0, attempt: 0, holder: "h", order: 0, handled: 0, codec: 1, date: 0 },
  body: new Uint8Array(1),
};

Deno.test("kvState() refuses what does not fit, on every Deno KV, and says what to do", async () => {
  const store = stateWith({ path: ":memory:" }, new SystemClock());
  const body = new Uint8Array(700 * 1_024 + 1);
  const saving = store.save("a", { ...SNAPSHOT, body }, { ttl: 1_000 });
  await assert.rejects(saving, /it has 701 KB, at most 700 are kept; keep less/);
  await store.close?.();
});

/** A Deno KV on which commits hang once it is told so, and land when it is told so. */
function slowKv(kv: Kv) {
  const landing: (() => void)[] = [];
  const line = { state: "up" as "up" | "hangs", commits: 0 };
  const slow: Kv = Object.assign(Object.create(kv) as Kv, {
    get: kv.get.bind(kv),
    getMany: kv.getMany.bind(kv),
    list: kv.list.bind(kv),
    atomic: () => {
      const operation = kv.atomic();
      const commit = operation.commit.bind(operation);
      operation.commit = () => {
        line.commits++;
        if (line.state === "up") return commit();
        return new Promise((resolve) => landing.push(() => resolve(commit())));
      };
      return operation;
    },
  });
  return { slow, line, land: () => landing.splice(0).forEach((run) => run()) };
}

Deno.test("kvState() knows its own write that was given up and landed later", async () => {
  using kv = await Deno.openKv(":memory:");
  const clock = new MovedClock();
  const { slow, line, land } = slowKv(kv);
  const store = stateWith({ kv: slow }, clock);
  const save = (order: number): Promise<boolean> =>
    store.save("a", { ...SNAPSHOT, order }, { ttl: 60_000 });
  assert.equal(await save(1), true);
  line.state = "hangs";
  const late = save(2);
  late.catch(() => {});
  await until("it hangs", () => line.commits === 2);
  clock.move(6_000);
  await assert.rejects(late, /Deno KV did not answer within 5000 ms/);
  assert.equal(store.status?.().state, "degraded");
  land();
  line.state = "up";
  // It lies there now, or is about to, with a versionstamp that the store has not heard of.
  assert.equal(await save(3), true);
  assert.equal(store.status?.().state, "up");
  const taken = await store.take("a", { holder: "other", attempt: 1, handled: 0 });
  assert(taken.type === "snapshot");
  assert.equal(taken.snapshot.order, 3);
});

Deno.test("kvState() writes ten of many in one commit", async () => {
  using kv = await Deno.openKv(":memory:");
  const { slow, line } = slowKv(kv);
  const store = stateWith({ kv: slow }, new SystemClock());
  const entries = (order: number) =>
    Array.from({ length: 30 }, (_, at) => ({
      key: `k${at}`,
      snapshot: { ...SNAPSHOT, order },
      ttl: 60_000,
    }));
  await Promise.all(store.saveAll?.(entries(1)) ?? []);
  // What this process wrote last need not be read again: all come in one turn.
  line.commits = 0;
  await Promise.all(store.saveAll?.(entries(2)) ?? []);
  assert.equal(line.commits, 3);
});

Deno.test("kvState() has no snapshot where a part of it is lost, or what lies there is none", async () => {
  using kv = await Deno.openKv(":memory:");
  let reads = 0;
  const counted: Kv = Object.assign(Object.create(kv) as Kv, {
    get: (key: Deno.KvKey) => (reads++, kv.get(key)),
    getMany: kv.getMany.bind(kv),
    list: kv.list.bind(kv),
    atomic: kv.atomic.bind(kv),
  });
  const store = stateWith({ kv: counted }, new SystemClock());
  const large = { ...SNAPSHOT, body: new Uint8Array(200_000) };
  const wanted = { holder: "other", attempt: 1, handled: 0 };
  assert.equal(await store.save("a", large, { ttl: 60_000 }), true);
  const found = await Array.fromAsync(kv.list({ prefix: ["djust", "state"] }));
  const [head, , second] = found;
  assert(head && second);
  await kv.delete(second.key);
  assert.deepEqual(await store.take("a", wanted), { type: "none" });
  assert.equal(reads, 3);

  const kept = unpack(head.value) as Record<string, unknown>;
  const hostile = [
    { ...kept, chunks: 1e9 },
    { ...kept, chunks: -1 },
    { ...kept, chunks: 0, body: 1e9 },
    { ...kept, chunks: 0, body: {} },
    { ...kept, mark: 7 },
    { ...kept, header: null },
    { ...kept, header: {} },
    [],
    7,
    null,
  ];
  for (const value of hostile) {
    await kv.set(head.key, pack(value));
    assert.deepEqual(await store.take("a", wanted), { type: "none" }, JSON.stringify(value));
  }
  // It can be written again.
  assert.equal(await store.save("a", { ...large, order: 1 }, { ttl: 60_000 }), true);
  assert.equal((await store.take("a", wanted)).type, "snapshot");
});
