/** Presence: what members and moves cost. `--quick` tries it at small sizes, `--full` looks longer. */

import { Cluster, redisHere } from "./presence/cluster.ts";
import { type CostRow, measureCost } from "./presence/costs.ts";
import { type Size, sizeOf } from "./presence/size.ts";

/** Rooms by processes. */
const ROOMS: Readonly<Record<Size, readonly (readonly [processes: number, members: number[]])[]>> =
  {
    quick: [[1, [10, 50]], [2, [10]]],
    default: [1, 2, 4].map((processes) => [processes, [10, 50, 200, 1_000]]),
    full: [1, 2, 4].map((processes) => [processes, [10, 50, 200, 1_000]]),
  };
/** Nobody does anything for whole heartbeats of processes, which are 5 s. */
const IDLE: Readonly<Record<Size, number>> = { quick: 5_000, default: 5_000, full: 30_000 };
const WINDOW: Readonly<Record<Size, number>> = { quick: 2_000, default: 4_000, full: 10_000 };
/** What the naive way sends a second, at most, for all to be measured alike: it is what ends first. */
const MOST_NAIVE = 10_000;
const MOVES_A_SECOND = 20;
const MOST_MOVERS = 10;

/** Movers with whom both ways can live. */
function moversOf(members: number): number {
  const most = Math.floor(MOST_NAIVE / MOVES_A_SECOND / members);
  return Math.max(1, Math.min(members, most, MOST_MOVERS));
}

/** Every size, in each way. */
async function costs(size: Size): Promise<CostRow[]> {
  const rows: CostRow[] = [];
  await using redis = await redisHere();
  for (const [processes, sizes] of ROOMS[size]) {
    for (const way of ["ours", "naive"] as const) {
      // Processes of its own: none pays for the other's leases.
      const env: Record<string, string> = way === "naive" ? { NAIVE: "1" } : {};
      await using cluster = await Cluster.start({ redis }, processes, env);
      for (const members of sizes) {
        console.error(`  ${members} members, ${processes} processes, ${way}`);
        const plan = { members, movers: moversOf(members), idle: IDLE[size], window: WINDOW[size] };
        rows.push(await measureCost(cluster, way, plan));
      }
    }
  }
  const placeOf = ({ processes, members }: CostRow): number => processes * 10_000 + members;
  return rows.sort((one, other) => placeOf(one) - placeOf(other));
}

if (import.meta.main) console.log(JSON.stringify(await costs(sizeOf(Deno.args))));
