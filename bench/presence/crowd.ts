/** Crowd: 50 who move before 50 who look, over real sockets, a browser among them where there is one. */

import { Cluster, pause, redisHere } from "./cluster.ts";
import { type Drawn, DrawnPage, watchAlone } from "./drawn.ts";
import { type Heard, type LoadPage, nothing, openLive } from "./load_page.ts";
import { startMoving } from "./movers.ts";
import { type Quantiles, quantiles } from "./quantiles.ts";

/** What it came to. */
export interface CrowdResult {
  readonly movers: number;
  readonly viewers: number;
  /** Of movement, to each page, a second. */
  readonly frames: number;
  readonly bytes: number;
  /** Renders of all pages in the time. */
  readonly renders: number;
  /** Messages of what somebody sees, while nobody follows. */
  readonly views: number;
  /** Milliseconds: start of a tick to its last send; move received to frame sent; sent to come. */
  readonly tick: Quantiles;
  readonly wait: Quantiles;
  readonly latency: Quantiles;
  /** Microseconds of the server's CPU per move that came to a page; and of one core. */
  readonly cpu: number;
  readonly load: number;
  /** In a browser; undefined where there is none. */
  readonly drawn: Drawn | undefined;
  /** Messages over the channel of a page that is alone, both ways, while it moves and scrolls. */
  readonly alone: number | undefined;
}

const PEOPLE = 50;
const ROOM = "crowd";

/** Measures for so many milliseconds. */
export async function measureCrowd(window: number): Promise<CrowdResult> {
  console.error("  50 movers, 50 viewers");
  await using redis = await redisHere();
  await using cluster = await Cluster.start({ redis }, 1, { PROBE: "1" });
  const [url, pages] = [cluster.urlOf(0), [] as LoadPage[]];
  const alone = await watchAlone(`${url}/?room=alone&name=alone`);
  for (let at = 0; at < PEOPLE; at++) pages.push(await openLive(url, ROOM, `member ${at}`));
  const browser = await DrawnPage.open(`${url}/?room=${ROOM}&name=browser`);
  const latencies: number[] = [];
  let stop = startMoving(pages);
  try {
    await pause(2_000);
    await cluster.probed();
    const before = await cluster.stats();
    for (const page of pages) page.heard = nothing();
    for (const page of pages.slice(0, 20)) page.latencies = latencies;
    const then = await cluster.spent();
    await pause(window);
    const spent = await cluster.since(then);
    const heard = pages.map(({ heard }) => ({ ...heard }));
    const [probed, after] = [await cluster.probed(), await cluster.stats()];
    for (const page of pages) page.latencies = undefined;
    // One of them leaps, so that it can be seen when each move is drawn.
    const [leaper, ...others] = pages;
    stop();
    stop = startMoving(others);
    const drawn = leaper && await browser?.watch(leaper, { name: "member 0", ms: window });
    const sum = (what: keyof Heard): number => heard.reduce((sum, one) => sum + one[what], 0);
    const each = (what: keyof Heard): number => sum(what) / pages.length / (spent.at / 1_000);
    return {
      ...{ movers: PEOPLE, viewers: PEOPLE, frames: each("moveFrames"), bytes: each("moveBytes") },
      renders: (after[0]?.renders ?? NaN) - (before[0]?.renders ?? NaN) + sum("renders"),
      views: sum("views"),
      tick: quantiles(probed.ticks),
      wait: quantiles(probed.waits),
      latency: quantiles(latencies),
      ...{ cpu: spent.cpu * 1_000 / sum("moves"), load: spent.cpu / spent.at, drawn, alone },
    };
  } finally {
    stop();
    await browser?.close();
    await Promise.all(pages.map((page) => page.close()));
  }
}
