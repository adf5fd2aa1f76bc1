/** What pages leave behind: nothing; and what they cost while they are there. */

import assert from "node:assert/strict";
import { type ServerProcess, startProcess } from "../process.ts";
import { goLive, load, RawSocket } from "../raw_page.ts";
import { full, type Random, randomOf, seedFrom, size } from "../seed.ts";
import { until } from "../until.ts";

const KILOBYTE = 1_024;
/** Machines differ a little; the goals hold as they are at full size. */
const slack = full() ? 1 : 1.3;

interface Memory {
  readonly heap: number;
  readonly instances: number;
  readonly connections: number;
  readonly claims: number;
  readonly timers: number;
}

function start(): Promise<ServerProcess> {
  return startProcess("tests/alone/memory_server.ts", {
    permissions: ["-A", "--v8-flags=--expose-gc"],
    env: { DJUST_SECRET: "s".repeat(32) },
    ready: "/_djust/health",
  });
}

async function memoryOf(server: ServerProcess): Promise<Memory> {
  const response = await fetch(`${server.url}/memory`);
  return await response.json() as Memory;
}

/** Waits until no page is left; returns the memory then. */
function atRest(server: ServerProcess): Promise<Memory> {
  return until("no page is left", async () => {
    const memory = await memoryOf(server);
    const { instances, connections, claims, timers } = memory;
    return instances + connections + claims + timers === 0 ? memory : undefined;
  }, { within: 10_000, every: 50 });
}

/** One page's life: comes, works, and goes in one way or another. */
async function live(server: ServerProcess, random: Random): Promise<void> {
  if (random.chance(0.05)) {
    // A bot, which never joins.
    await load(server.url);
    return;
  }
  const path = random.chance(0.5) ? "/" : "/busy";
  const { page, socket, joined } = await goLive(server.url, path);
  socket.send('"increment"');
  if (path === "/busy") {
    socket.send('"later"');
    if (random.chance(0.3)) socket.send('"wait"');
  }
  await socket.next();
  const dice = random.next();
  // Says goodbye, is lost for good, or comes back first.
  if (dice < 0.4) socket.send("[-6]");
  await socket.close();
  if (dice < 0.8) return;
  const again = await RawSocket.open(server.url, { cookie: page.cookie });
  assert(again);
  const facts = { v: 1, b: "0", try: 2, queued: 0 };
  again.send([-2, 0, { ...facts, token: joined[3], got: 1, answered: 1 }]);
  const [code] = await again.next();
  // On a busy machine the grace may be over: then it was lost for good after all.
  if (code === -2) {
    again.send('"increment"');
    await again.next();
  }
  await again.close();
}

async function many(server: ServerProcess, count: number, random: Random): Promise<void> {
  let left = count;
  const lane = async (random: Random): Promise<void> => {
    while (left-- > 0) await live(server, random);
  };
  await Promise.all(Array.from({ length: 8 }, () => lane(randomOf(random.integer(0, 2 ** 31)))));
}

Deno.test("pages that come and go leave nothing behind", async () => {
  const random = seedFrom("leak");
  const pages = size(500, 25_000);
  await using server = await start();
  const heaps: number[] = [];
  while (heaps.length < 4) {
    await many(server, pages, random);
    await atRest(server);
    heaps.push((await steady(server)).heap);
  }
  const grown = heaps.slice(1).map((heap, i) => (heap - (heaps[i] as number)) / pages);
  console.log(
    `leak: heap after each ${pages} pages ${
      heaps.map((heap) => Math.round(heap / KILOBYTE)).join(", ")
    } KB`,
  );
  // What is compiled and cached comes by fits and starts; a leak comes with every page.
  const least = Math.min(...grown);
  assert(least < 100, `every page leaves ${Math.round(least)} bytes behind`);
  assert.doesNotMatch(server.output(), /rror/);
});

/** The memory once the heap falls no more: what has ended is let go a little later. */
async function steady(server: ServerProcess): Promise<Memory> {
  let last = await memoryOf(server);
  return await until("the heap is steady", async () => {
    const memory = await memoryOf(server);
    const fell = last.heap - memory.heap;
    last = memory;
    return fell < 64 * KILOBYTE ? memory : undefined;
  });
}

/** Heap per socket of so many, opened by `open`, closed again afterwards. */
async function heapOf(
  server: ServerProcess,
  count: number,
  open: () => Promise<{ close(): Promise<unknown> }>,
): Promise<number> {
  await atRest(server);
  const before = await steady(server);
  const sockets: { close(): Promise<unknown> }[] = [];
  while (sockets.length < count) sockets.push(await open());
  await until("claims are forgotten", async () => (await memoryOf(server)).claims === 0);
  const during = await steady(server);
  await Promise.all(sockets.map((socket) => socket.close()));
  return (during.heap - before.heap) / count / KILOBYTE;
}

async function openBare(server: ServerProcess): Promise<{ close(): Promise<void> }> {
  const socket = new WebSocket(`${server.url.replace("http", "ws")}/bare`);
  await new Promise((resolve) => socket.onopen = resolve);
  return {
    close: () =>
      new Promise((resolve) => {
        socket.onclose = () => resolve();
        socket.close();
      }),
  };
}

Deno.test("an idle view costs little more than its socket, and one of 1,000 rows little more", async () => {
  await using server = await start();
  const idle = async () => {
    const { socket } = await goLive(server.url);
    socket.send('"increment"');
    await socket.next();
    return socket;
  };
  const table = async () => (await goLive(server.url, "/table")).socket;
  const bare = () => openBare(server);
  // Once without looking: code is compiled, caches are filled.
  for (const open of [bare, idle, table]) await heapOf(server, 50, open);
  const views = size(500, 2_000);
  const costs = {
    bare: await heapOf(server, views, bare),
    idle: await heapOf(server, views, idle),
    table: await heapOf(server, size(50, 200), table),
  };
  const idleView = costs.idle - costs.bare;
  const tableView = costs.table - costs.bare;
  console.log(
    `memory: bare socket ${costs.bare.toFixed(1)} KB of heap, idle view ${
      idleView.toFixed(1)
    } KB ` +
      `on top (goal 15), view of 1,000 rows ${tableView.toFixed(0)} KB (goal ${0.4 * KILOBYTE})`,
  );
  assert(idleView <= 15 * slack, `an idle view costs ${idleView.toFixed(1)} KB`);
  assert(tableView <= 0.4 * KILOBYTE * slack, `1,000 rows cost ${tableView.toFixed(0)} KB`);
});
