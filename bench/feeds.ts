/** Feeds: 50 pages that look at one, over real sockets; ours, and the same written by hand. */

import { type ServerProcess, startProcess } from "../tests/process.ts";
import { Apart, type Scope } from "../vdom/mod.ts";
import { openHandViewer, openLiveViewer, type Viewer } from "./feeds/viewer.ts";
import { itemOf, row } from "./feeds/item.ts";
import { type Spread, spread } from "./measure.ts";
import { cpuOf, pause } from "./presence/cluster.ts";

/** One way, and what it took. */
export interface FeedRow {
  readonly way: string;
  /** Items that came to a page, all pages together, a second. */
  readonly deliveries: number;
  /** Messages and bytes to each page a second. */
  readonly messages: number;
  readonly bytes: number;
  /** Microseconds of the server process's CPU per delivery. */
  readonly cpu: Spread;
}

/** What was measured. */
export interface Feeds {
  readonly viewers: number;
  /** Items a second. */
  readonly rate: number;
  /** Microseconds of a row: rendered, written, and JSON. */
  readonly row: number;
  readonly ways: readonly FeedRow[];
}

const VIEWERS = 50;
const RATE = 100;
const ROUNDS = 5;
/** Milliseconds before it counts, and while it does. */
const WARM = 2_000;
const WINDOW = 8_000;

const WAYS: Readonly<Record<string, (url: string) => Promise<Viewer>>> = {
  "told by a topic": (url) => openLiveViewer(url, "/told"),
  "an async iterable": (url) => openLiveViewer(url, "/source"),
  "by hand": openHandViewer,
};

interface Window {
  readonly items: number;
  readonly messages: number;
  readonly bytes: number;
  readonly seconds: number;
  /** Microseconds per delivery. */
  readonly cpu: number;
}

const say = async (server: ServerProcess, rate: number): Promise<void> => {
  await (await fetch(`${server.url}/bench/say?rate=${rate}`)).text();
};

async function measureWay(
  server: ServerProcess,
  open: (url: string) => Promise<Viewer>,
): Promise<Window> {
  const viewers: Viewer[] = [];
  for (let at = 0; at < VIEWERS; at++) viewers.push(await open(server.url));
  const sum = (what: "items" | "messages" | "bytes"): number =>
    viewers.reduce((sum, viewer) => sum + viewer[what], 0);
  try {
    await say(server, RATE);
    await pause(WARM);
    for (const viewer of viewers) Object.assign(viewer, { items: 0, messages: 0, bytes: 0 });
    const [from, before] = [performance.now(), cpuOf(server.pid)];
    await pause(WINDOW);
    const spent = cpuOf(server.pid) - before;
    const seconds = (performance.now() - from) / 1_000;
    const items = sum("items");
    const all = { items, messages: sum("messages"), bytes: sum("bytes"), seconds };
    // Fewer would be another work.
    const least = RATE * VIEWERS * seconds * 0.9;
    if (items < least) throw new Error(`${items} came, of ${least} at least`);
    return { ...all, cpu: spent * 1_000 / items };
  } finally {
    await say(server, 0);
    await Promise.all(viewers.map((viewer) => viewer.close()));
  }
}

/** A row alone, by microseconds: the middle of what a hundred take. */
function measureRow(): number {
  const scope: Scope = {
    ...{ nameOf: () => undefined, warn() {} },
    ...{ development: false, strictStyles: false },
  };
  const apart = new Apart(scope);
  let id = 0;
  const times = Array.from({ length: 400 }, () => {
    const from = performance.now();
    for (let turn = 0; turn < 100; turn++) {
      JSON.stringify(apart.write(Apart.render(row(itemOf(++id)), scope)).content);
    }
    return (performance.now() - from) * 10;
  });
  return spread(times.slice(100)).median;
}

/** Measures all ways, one after the other, in another order each round. */
export async function measureFeeds(): Promise<Feeds> {
  const windows = new Map(Object.keys(WAYS).map((way): [string, Window[]] => [way, []]));
  await using server = await startProcess("bench/feeds/server.ts", { ready: "/bench/ready" });
  for (let round = 0; round < ROUNDS; round++) {
    const ways = Object.entries(WAYS);
    for (const [way, open] of round % 2 ? ways.reverse() : ways) {
      console.error(`  ${way}, ${round + 1} of ${ROUNDS}`);
      windows.get(way)?.push(await measureWay(server, open));
    }
  }
  const rows = [...windows].map(([way, all]): FeedRow => {
    const seconds = all.reduce((sum, { seconds }) => sum + seconds, 0);
    const each = (what: "items" | "messages" | "bytes"): number =>
      all.reduce((sum, one) => sum + one[what], 0) / seconds;
    return {
      way,
      deliveries: each("items"),
      messages: each("messages") / VIEWERS,
      bytes: each("bytes") / VIEWERS,
      cpu: spread(all.map(({ cpu }) => cpu)),
    };
  });
  return { viewers: VIEWERS, rate: RATE, row: measureRow(), ways: rows };
}

if (import.meta.main) console.log(JSON.stringify(await measureFeeds()));
