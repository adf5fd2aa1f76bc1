/** Costs of a member and of a move: rooms of several sizes, on several processes, ours and the naive way. */

import { type Cluster, pause, type Spent } from "./cluster.ts";
import { type Heard, type LoadPage, nothing, type Open, openLive, openNaive } from "./load_page.ts";
import { startMoving } from "./movers.ts";
import { type Quantiles, quantiles } from "./quantiles.ts";

/** How large, and for how long. */
export interface CostPlan {
  readonly members: number;
  readonly movers: number;
  /** Milliseconds in which nobody does anything. */
  readonly idle: number;
  /** And in which movers move. */
  readonly window: number;
}

/** What one way costs in one room. */
export interface CostRow {
  readonly way: "ours" | "naive";
  readonly members: number;
  readonly processes: number;
  readonly movers: number;
  /** Commands of the store, per member and minute, while nobody does anything. */
  readonly idle: number;
  /** One who joins: commands of the store, messages and bytes to each member. */
  readonly join: { readonly commands: number; readonly frames: number; readonly bytes: number };
  /** While they move, to each member, a second. */
  readonly frames: number;
  readonly bytes: number;
  /** Commands of the store, per move that was made. */
  readonly commands: number;
  /** Moves that came to a member, a second, all members together. */
  readonly deliveries: number;
  /** Microseconds of the servers' CPU, per move that came to a member. */
  readonly cpu: number;
  /** Milliseconds from a move's sending to its coming. */
  readonly latency: Quantiles;
}

const WAYS: Readonly<Record<CostRow["way"], Open>> = { ours: openLive, naive: openNaive };
/** Pages that join at once. */
const AT_ONCE = 10;
/** Those who join a room that is full of others, and the time between them. */
const JOINERS = 8;
const JOIN_EVERY = 250;
/** Members whose latencies are kept. */
const TIMED = 20;
/** Every user's, in the naive way. */
const HEARTBEAT = 30_000;

let rooms = 0;

/** Measures one way in a room of its own. */
export async function measureCost(
  cluster: Cluster,
  way: CostRow["way"],
  { members, movers, window, ...plan }: CostPlan,
): Promise<CostRow> {
  const room = `${way}:${++rooms}`;
  const open = (at: number): Promise<LoadPage> =>
    WAYS[way](cluster.urlOf(at), room, `member ${rooms} ${at}`);
  const pages: LoadPage[] = [];
  const beats: (() => void)[] = [];
  try {
    for (let at = 0; at < members; at += AT_ONCE) {
      const some = Array.from({ length: Math.min(AT_ONCE, members - at) }, (_, i) => open(at + i));
      pages.push(...await Promise.all(some));
    }
    for (const page of pages) beats.push(startBeating(page));
    // The last of them are told.
    await pause(800);
    const idle = await during(cluster, () => pause(plan.idle));
    const join = await joining(cluster, pages, open);
    const moved = await moving(cluster, pages, { movers, window });
    return {
      ...{ way, members, processes: cluster.servers.length, movers, join, ...moved },
      idle: idle.commands / members / (idle.at / 60_000),
    };
  } finally {
    for (const stop of beats) stop();
    await Promise.all(pages.map((page) => page.close()));
  }
}

/** Heartbeats of a page, from any moment on. */
function startBeating(page: LoadPage): () => void {
  let timer: ReturnType<typeof setTimeout>;
  const beat = (): void => {
    page.heartbeat();
    timer = setTimeout(beat, HEARTBEAT);
  };
  timer = setTimeout(beat, Math.random() * HEARTBEAT);
  return () => clearTimeout(timer);
}

async function during(cluster: Cluster, run: () => Promise<void>): Promise<Spent> {
  const before = await cluster.spent();
  await run();
  return await cluster.since(before);
}

/** Sum of what pages heard. */
function sumOf(pages: readonly LoadPage[], what: keyof Heard): number {
  return pages.reduce((sum, { heard }) => sum + heard[what], 0);
}

/** Some come, each in a tick of its own. */
async function joining(
  cluster: Cluster,
  pages: readonly LoadPage[],
  open: (at: number) => Promise<LoadPage>,
): Promise<CostRow["join"]> {
  for (const page of pages) page.heard = nothing();
  const came: LoadPage[] = [];
  const { commands } = await during(cluster, async () => {
    for (let at = 0; at < JOINERS; at++) {
      came.push(await open(pages.length + at));
      await pause(JOIN_EVERY);
    }
    await pause(400);
  });
  const each = (what: keyof Heard): number => sumOf(pages, what) / pages.length / JOINERS;
  const join = { commands: commands / JOINERS, frames: each("frames"), bytes: each("bytes") };
  await Promise.all(came.map((page) => page.close()));
  // A page that was closed may come back: then it is told that they left.
  await pause(3_400);
  return join;
}

async function moving(
  cluster: Cluster,
  pages: readonly LoadPage[],
  { movers, window }: { readonly movers: number; readonly window: number },
): Promise<Pick<CostRow, "frames" | "bytes" | "commands" | "deliveries" | "cpu" | "latency">> {
  const latencies: number[] = [];
  const moving = pages.slice(0, movers);
  let moves = 0;
  const counting = moving.map((page): LoadPage =>
    Object.create(page, { move: { value: () => (moves++, page.move()) } })
  );
  const stop = startMoving(counting);
  try {
    await pause(1_000);
    for (const [at, page] of pages.entries()) {
      page.heard = nothing();
      // The last ones: others than those who move, where there are others.
      if (at >= pages.length - TIMED) page.latencies = latencies;
    }
    moves = 0;
    const { cpu, commands, at } = await during(cluster, () => pause(window));
    const [seconds, deliveries] = [at / 1_000, sumOf(pages, "moves")];
    const each = (what: keyof Heard): number => sumOf(pages, what) / pages.length / seconds;
    return {
      ...{ frames: each("moveFrames"), bytes: each("moveBytes"), commands: commands / moves },
      ...{ deliveries: deliveries / seconds, cpu: cpu * 1_000 / deliveries },
      latency: quantiles(latencies),
    };
  } finally {
    stop();
    for (const page of pages) page.latencies = undefined;
  }
}
