/** Stores: snapshots written and taken a second, and messages of the bus to another process. */

import { cpuUsage } from "node:process";
import type { StateStore } from "../stores/mod.ts";
import { kvState } from "../stores/kv/mod.ts";
import { redisState } from "../stores/redis/mod.ts";
import { startKvServer, TOKEN } from "../tests/kit/kv_server.ts";
import { startRedis } from "../tests/kit/redis_kit.ts";
import { type ServerProcess, startProcess } from "../tests/process.ts";
import { until } from "../tests/until.ts";
import { type Quantiles, quantiles } from "./presence/quantiles.ts";

/** Snapshots of one store. */
export interface StateRow {
  readonly store: string;
  /** Bytes of a body. */
  readonly size: number;
  /** A second, and microseconds of this process's CPU for each. */
  readonly saves: number;
  readonly saveCpu: number;
  readonly takes: number;
  readonly takeCpu: number;
}

/** Messages of one bus, from one process to another. */
export interface BusRow {
  readonly store: string;
  /** Milliseconds, at 50 a second. */
  readonly latency: Quantiles;
  /** A second, as many as there can be. */
  readonly messages: number;
  /** Of how many at 50 a second, how many came. */
  readonly sent: number;
  readonly came: number;
}

/** All of it. */
export interface StoresResult {
  readonly state: readonly StateRow[];
  readonly bus: readonly BusRow[];
}

/** A store, and how processes come to it. */
interface Store {
  readonly name: string;
  readonly env: Record<string, string>;
  readonly state: () => StateStore;
}

const isQuick = Deno.args.includes("--quick");
const isFull = Deno.args.includes("--full");
const SIZES = [1_000, 50_000];
const FOR = isQuick ? 500 : isFull ? 5_000 : 2_000;
/** Snapshots that are written at once. */
const AT_ONCE = 32;
const KEYS = 1_000;
const TTL = { ttl: 600_000 };
const EVERY = 20;
const PACED = isQuick ? 50 : 250;
const BURST = isQuick ? 200 : 2_000;

/** So many at once, for a while; gives how many a second, and the CPU of each. */
async function rate(run: (turn: number) => Promise<unknown>): Promise<[number, number]> {
  let turn = 0;
  const [from, before] = [performance.now(), cpuUsage()];
  const until = from + FOR;
  await Promise.all(Array.from({ length: AT_ONCE }, async () => {
    while (performance.now() < until) await run(turn++);
  }));
  const [took, after] = [performance.now() - from, cpuUsage()];
  const cpu = after.user + after.system - before.user - before.system;
  return [turn / took * 1_000, cpu / turn];
}

async function stateRow({ name, state }: Store, size: number): Promise<StateRow> {
  const store = state();
  const body = crypto.getRandomValues(new Uint8Array(size));
  const snapshotOf = (turn: number) => ({
    ...{ epoch: 0, attempt: 0, holder: "bench", order: turn, handled: turn, codec: 1 },
    ...{ date: Date.now(), body },
  });
  const keyOf = (turn: number): string => `bench${size}x${turn % KEYS}`;
  try {
    // Connections are open, and all keys there.
    for (let at = 0; at < KEYS; at += AT_ONCE) {
      const some = Array.from({ length: Math.min(AT_ONCE, KEYS - at) }, (_, i) => at + i);
      await Promise.all(some.map((turn) => store.save(keyOf(turn), snapshotOf(0), TTL)));
    }
    const [saves, saveCpu] = await rate(async (turn) => {
      if (!await store.save(keyOf(turn), snapshotOf(1 + turn), TTL)) throw new Error("not saved");
    });
    const [takes, takeCpu] = await rate(async (turn) => {
      const wanted = { holder: "bench", attempt: turn + 1, handled: 0 };
      const { type } = await store.take(keyOf(turn), wanted);
      if (type !== "snapshot") throw new Error(`${name}: taken was ${type}`);
    });
    return { store: name, size, saves, saveCpu, takes, takeCpu };
  } finally {
    await store.close?.();
  }
}

async function busRow({ name, env }: Store): Promise<BusRow> {
  const options = { env };
  await using hears = await startProcess("bench/stores/bus_server.ts", options);
  await using tells = await startProcess("bench/stores/bus_server.ts", options);
  const ask = async <Value>(server: ServerProcess, path: string): Promise<Value> =>
    await (await fetch(server.url + path)).json() as Value;
  const heard = (): Promise<number[]> => ask(hears, "/heard");
  await until("the other process hears it", async () => {
    await ask(tells, "/publish?round=0&count=1&every=0");
    return (await heard()).length > 0;
  }, { every: 200 });
  await ask(hears, "/forget?round=1");
  await ask(tells, `/publish?round=1&count=${PACED}&every=${EVERY}`);
  const paced = await settled(heard, PACED);
  await ask(hears, "/forget?round=2");
  await ask(tells, `/publish?round=2&count=${BURST}&every=0`);
  await settled(heard, BURST);
  const took = await ask<number>(hears, "/took");
  const came = await heard();
  return {
    ...{ store: name, latency: quantiles(paced), sent: PACED, came: paced.length },
    messages: came.length / took * 1_000,
  };
}

/** What came when all had come, or nothing had for a while. */
async function settled(heard: () => Promise<number[]>, count: number): Promise<number[]> {
  let known: number[] = [];
  for (let quiet = 0; known.length < count && quiet < 20; quiet++) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    const now = await heard();
    if (now.length > known.length) quiet = 0;
    known = now;
  }
  return known;
}

async function measure(store: Store, result: { state: StateRow[]; bus: BusRow[] }): Promise<void> {
  console.error(`  ${store.name}`);
  for (const size of SIZES) result.state.push(await stateRow(store, size));
  result.bus.push(await busRow(store));
}

if (import.meta.main) {
  const result = { state: [] as StateRow[], bus: [] as BusRow[] };
  {
    await using redis = await startRedis();
    const { url } = redis;
    await measure(
      { name: "Redis", env: { REDIS_URL: url }, state: () => redisState({ url }) },
      result,
    );
  }
  const folder = await Deno.makeTempDir({ prefix: "djust_bench_kv_" });
  const path = `${folder}/kv.sqlite`;
  await measure(
    { name: "Deno KV, a file", env: { KV_PATH: path }, state: () => kvState({ path }) },
    result,
  );
  await Deno.remove(folder, { recursive: true });
  const server = await startKvServer().catch((error: Error) => void console.error(error.message));
  if (server) {
    await using kv = server;
    const path = kv.url;
    Deno.env.set("DENO_KV_ACCESS_TOKEN", TOKEN);
    const env = { KV_PATH: path, DENO_KV_ACCESS_TOKEN: TOKEN };
    await measure({ name: "KV Connect", env, state: () => kvState({ path }) }, result);
  }
  console.log(JSON.stringify(result satisfies StoresResult));
}
