/** Commits of presence: many people on several processes, who come, go and change now and then. */

import { startKvServer, TOKEN } from "../../tests/kit/kv_server.ts";
import { until } from "../../tests/until.ts";
import type { Size } from "./size.ts";
import { Cluster, pause, type Place, redisHere } from "./cluster.ts";

/** How many, and how much happens. */
interface CommitPlan {
  readonly users: number;
  readonly processes: number;
  readonly rooms: number;
  /** Milliseconds. */
  readonly window: number;
}

/** What it came to. */
export interface CommitRow extends CommitPlan {
  readonly store: string;
  /** Joins, leaves and updates, per user and minute. */
  readonly changes: number;
  /** Commits, per user and minute. */
  readonly commits: number;
  /** Rooms in a commit, and changes in it. */
  readonly roomsIn: number;
  readonly changesIn: number;
  /** Commands of Redis, per user and minute; NaN on others. */
  readonly commands: number;
  /** CPU of all server processes, as a part of one core. */
  readonly cpu: number;
}

/** Joins, leaves and updates of a user in a minute. */
export const CHANGES = 0.2;

/** Every store that is here. */
export async function measureCommits(size: Size): Promise<CommitRow[]> {
  const isQuick = size === "quick";
  const plan = {
    users: isQuick ? 1_000 : 10_000,
    processes: isQuick ? 2 : 4,
    window: { quick: 5_000, default: 15_000, full: 60_000 }[size],
  };
  const shapes = [Math.max(1, plan.users / 100), 1];
  const rows: CommitRow[] = [];
  for (const rooms of shapes) {
    console.error(`  ${plan.users} people in ${rooms} rooms, Redis`);
    await using redis = await redisHere();
    rows.push(await measure("Redis", { redis }, { ...plan, rooms }));
  }
  const [rooms = 1] = shapes;
  const path = await Deno.makeTempDir({ prefix: "djust_bench_kv_" });
  try {
    console.error(`  ${plan.users} people in ${rooms} rooms, Deno KV in a file`);
    const env = { KV_PATH: `${path}/kv.sqlite` };
    rows.push(await measure("Deno KV, a file", { env }, { ...plan, rooms }));
  } finally {
    await Deno.remove(path, { recursive: true });
  }
  const server = await startKvServer().catch((error: Error) => void console.error(error.message));
  if (server) {
    await using kv = server;
    console.error(`  ${plan.users} people in ${rooms} rooms, KV Connect`);
    const env = { KV_PATH: kv.url, DENO_KV_ACCESS_TOKEN: TOKEN };
    rows.push(await measure("KV Connect", { env }, { ...plan, rooms }));
  }
  return rows;
}

async function measure(store: string, place: Place, plan: CommitPlan): Promise<CommitRow> {
  const { users, processes, rooms, window } = plan;
  await using cluster = await Cluster.start(place, processes);
  const own = users / processes;
  // What comes in one tick is one commit: those who are there are not what is measured.
  await cluster.each((at) => `join?users=${own}&rooms=${rooms}&name=p${at}`);
  await until("all processes know all people", async () => {
    const stats = await cluster.stats();
    return stats.every(({ people }) => people === users);
  }, { within: 60_000, every: 250 });
  await cluster.each(() => `change?rate=${own * CHANGES / 60}`);
  await pause(1_000);
  const [before, then] = [await cluster.stats(), await cluster.spent()];
  await pause(window);
  const [spent, after] = [await cluster.since(then), await cluster.stats()];
  await cluster.each(() => "stop");
  const sum = (read: (stats: (typeof after)[number]) => number): number =>
    after.reduce((sum, stats) => sum + read(stats), 0) -
    before.reduce((sum, stats) => sum + read(stats), 0);
  const commits = sum(({ asked }) => asked.commits);
  const userMinutes = users * spent.at / 60_000;
  return {
    ...{ store, ...plan, commits: commits / userMinutes },
    changes: sum(({ changes }) => changes) / userMinutes,
    roomsIn: sum(({ asked }) => asked.rooms) / commits,
    changesIn: sum(({ asked }) => asked.changes) / commits,
    commands: "redis" in place ? spent.commands / userMinutes : NaN,
    cpu: spent.cpu / spent.at,
  };
}
