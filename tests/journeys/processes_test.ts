/** Pages over several processes: spread without stickiness, killed, drained, replaced. */

import { noticeButtonIn } from "../kit/page_kit.ts";
import assert from "node:assert/strict";
import { freePort, type ProcessOptions, type ServerProcess, startProcess } from "../process.ts";
import { type Proxy, startProxy } from "../proxy.ts";
import { seedFrom, size } from "../seed.ts";
import { opened } from "../kit/snapshot_kit.ts";
import { until } from "../until.ts";
import { checkShown, Player } from "./player.ts";
import { share, type Shared } from "./shared_state.ts";
import { visit, type Visitor } from "./visitor.ts";

const SECRET = "a secret of all processes of the test";

/** Whether the processes have a store in common. */
type Storage = "with a state store" | "without a state store";

/** Workers of `--parallel`. */
const WORKERS = 2;

async function startJournal(
  shared: Shared,
  storage: Storage,
  options: ProcessOptions = {},
): Promise<ServerProcess> {
  const { command = "run" } = options;
  const server = await startProcess("tests/journeys/journal_server.ts", {
    ready: "/_djust/health",
    ...options,
    args: command === "run" ? ["--run"] : [],
    env: {
      DJUST_SECRET: SECRET,
      DENO_JOBS: String(WORKERS),
      SHARED: shared.url,
      ...(storage === "with a state store" && { STATE: "1" }),
      ...options.env,
    },
  });
  // A worker that is still starting hears no signal, and keeps the process for good.
  const count = command === "serve --parallel" ? WORKERS : 1;
  await until(
    "all workers have started",
    () =>
      shared.notes.filter(({ type, pid }) => type === "start" && pid === server.pid).length >=
        count,
    {
      within: 20_000,
    },
  );
  return server;
}

/** Two processes, and a proxy that spreads over both of them or goes to the first. */
interface Pair extends AsyncDisposable {
  readonly shared: Shared;
  readonly one: ServerProcess;
  readonly two: ServerProcess;
  readonly proxy: Proxy;
}

async function startPair(storage: Storage, goes: "to both" | "to the first"): Promise<Pair> {
  await using stack = new AsyncDisposableStack();
  const shared = stack.use(share());
  const one = stack.use(await startJournal(shared, storage));
  const two = stack.use(await startJournal(shared, storage));
  const ports = goes === "to both" ? [one.port, two.port] : [one.port];
  const proxy = stack.use(startProxy(ports));
  const kept = stack.move();
  return { shared, one, two, proxy, [Symbol.asyncDispose]: () => kept.disposeAsync() };
}

/** Waits until the page is live and stays so while everything is answered. */
async function rest(visitor: Visitor): Promise<void> {
  await visitor.live();
  await visitor.djust.pushEvent("look");
  await visitor.live();
}

/** Waits until a snapshot holds so many entries: it is written a second after the first change. */
function isSaved(shared: Shared, entries: number): Promise<boolean> {
  return until(`a snapshot holds ${entries} entries`, () => {
    const fields = shared.saved && opened(shared.saved).fields as { entries?: unknown[] };
    return fields?.entries?.length === entries;
  });
}

/** Runs once for every event: numbers rise, none twice. */
function checkOnce(entries: readonly { readonly n: number }[]): void {
  const numbers = entries.map(({ n }) => n).filter((n) => n > 0);
  for (const [i, n] of numbers.entries()) {
    assert(i === 0 || n > (numbers[i - 1] as number), `event ${n} ran out of order or twice`);
  }
}

Deno.test("a join that lands on another process costs one more mount, and the page stays", async () => {
  await using pair = await startPair("without a state store", "to both");
  const { shared, proxy } = pair;
  const views = size(6, 100);
  for (let view = 0; view < views; view++) {
    const before = shared.mounts;
    await using visitor = await visit(proxy.url);
    const painted = visitor.find("ol").innerHTML;
    const [row] = visitor.document.querySelectorAll("li");
    await visitor.live();
    assert.equal(visitor.find("ol").innerHTML, painted);
    assert.equal(visitor.document.querySelector("li"), row, "the page was not touched");
    visitor.click("#row-2 .hit");
    await rest(visitor);
    assert.equal(visitor.text("#row-2 i"), "1", "a closure of the other process's paint works");
    assert.deepEqual(visitor.went, []);
    await until("the mounts are told", () => shared.mounts - before >= 2);
    assert(shared.mounts - before <= 2);
  }
});

for (const storage of ["without a state store", "with a state store"] as const) {
  Deno.test(`a page whose every reconnect lands on another process, ${storage}`, async () => {
    const random = seedFrom(`processes ${storage}`);
    await using pair = await startPair(storage, "to both");
    const { shared, proxy } = pair;
    await using visitor = await visit(proxy.url);
    await visitor.live();
    const player = new Player(visitor);
    let typed = 0;
    for (let cut = 0; cut < size(12, 200); cut++) {
      for (let i = random.integer(1, 8); i > 0; i--) {
        player.step(random);
        await new Promise((resolve) => setTimeout(resolve, random.integer(0, 15)));
      }
      if (random.chance(0.5)) player.act({ type: "write", text: `typed ${++typed}` });
      proxy.cut();
      if (random.chance(0.5)) player.act({ type: "write", text: `typed offline ${++typed}` });
      if (random.chance(0.3)) player.step(random);
      if (random.chance(0.5)) await visitor.live();
    }
    await player.rest();
    await rest(visitor);
    const { entries, draft } = await checkShown(visitor);
    checkOnce(entries);
    const last = player.acts.findLast((act) => act.type === "write");
    assert.equal(draft, last?.type === "write" ? last.text : "", "the latest text was kept");
    assert.deepEqual(visitor.went, [], "no reload");
    const codes = new Set(visitor.complaints.map(({ code }) => code));
    for (const code of ["stale", "handler"]) codes.delete(code);
    assert.deepEqual([...codes], []);
    console.log(`${shared.mounts} mounts, ${player.acts.length} events, ${entries.length} kept`);
  });
}

Deno.test("typed text outlives one process after the other", async () => {
  await using pair = await startPair("without a state store", "to both");
  const { shared, proxy } = pair;
  await using visitor = await visit(proxy.url);
  await visitor.live();
  visitor.type("#draft", "typed once");
  for (let cut = 1; cut <= 4; cut++) {
    await rest(visitor);
    assert.equal((await checkShown(visitor)).draft, "typed once");
    const mounts = shared.mounts;
    proxy.cut();
    await until("another process has it", () => shared.mounts > mounts);
  }
});

Deno.test("with a state store nothing is lost when a process goes after its snapshot", async () => {
  await using pair = await startPair("with a state store", "to the first");
  const { shared, one, two, proxy } = pair;
  await using visitor = await visit(proxy.url);
  await visitor.live();
  let n = 0;
  visitor.type("#draft", "a draft");
  for (const selector of ["#add", "#tell", "#row-1 .hit", "#row-2 .drop"]) {
    visitor.find(selector).setAttribute("data-n:int", String(++n));
    visitor.click(selector);
  }
  await rest(visitor);
  await isSaved(shared, n);
  proxy.setUpstreams([two.port]);
  await one.kill();
  // Offline: a named handler, a closure, and a text.
  const reply = visitor.djust.pushEvent("note", { n: ++n });
  visitor.find("#tell").setAttribute("data-n:int", String(++n));
  visitor.click("#tell");
  visitor.type("#draft", "a longer draft");
  assert.equal(await reply, 5);
  await rest(visitor);
  const { entries, draft, rows } = await checkShown(visitor);
  assert.deepEqual(entries.map(({ what }) => what), [
    "add",
    "tell",
    "hit 1",
    "drop 2",
    "note",
    "tell",
  ]);
  assert.equal(draft, "a longer draft");
  assert.deepEqual(rows.map(({ id }) => id), [1, 3, 4, 5]);
  assert.deepEqual(visitor.complaints, []);
  assert.deepEqual(visitor.went, []);
  // Right after a full frame, a closure is the one that the user sees.
  visitor.find("#row-3 .hit").setAttribute("data-n:int", String(++n));
  visitor.click("#row-3 .hit");
  await rest(visitor);
  assert.equal(visitor.text("#row-3 i"), "1");
});

Deno.test("a closure clicked right after a full frame is not stale", async () => {
  await using pair = await startPair("with a state store", "to both");
  const { shared, proxy } = pair;
  await using visitor = await visit(proxy.url);
  await visitor.live();
  for (let hits = 1; hits <= 5; hits++) {
    visitor.click("#row-1 .hit");
    await rest(visitor);
    assert.deepEqual(visitor.complaints, []);
    await isSaved(shared, hits);
    const { length } = visitor.closes;
    proxy.cut();
    await until("another process has it", () => visitor.closes.length > length && visitor.isLive);
    // The full frame comes with it; an acknowledgement that takes its time comes a second later.
    await rest(visitor);
    assert.equal(visitor.text("#row-1 i"), String(hits));
  }
});

Deno.test("without a store a killed process costs the state, never the text nor named events", async () => {
  await using pair = await startPair("without a state store", "to the first");
  const { one, two, proxy } = pair;
  await using visitor = await visit(proxy.url);
  await visitor.live();
  visitor.type("#draft", "what was typed");
  visitor.click("#tell");
  await rest(visitor);
  proxy.setUpstreams([two.port]);
  await one.kill();
  const replies = [1, 2, 3].map((n) => visitor.djust.pushEvent("note", { n }));
  visitor.click("#row-1 .hit");
  assert.deepEqual(await Promise.all(replies), [1, 2, 3]);
  await rest(visitor);
  const { entries, draft } = await checkShown(visitor);
  assert.deepEqual(entries.map(({ n }) => n), [1, 2, 3]);
  assert.equal(draft, "what was typed");
  // What the closure meant is no longer what the user saw: it is dropped, and he is told.
  assert.deepEqual(visitor.complaints.map(({ code }) => code), ["stale"]);
  assert.deepEqual(visitor.went, []);
});

Deno.test("queued closures of a pristine page run where its hash agrees", async () => {
  await using pair = await startPair("without a state store", "to the first");
  const { one, two, proxy } = pair;
  await using visitor = await visit(proxy.url);
  await visitor.live();
  proxy.setUpstreams([two.port]);
  await one.kill();
  visitor.click("#row-3 .drop");
  visitor.click("#row-1 .hit");
  await until("they ran", () => visitor.document.querySelectorAll("li").length === 3, {
    within: 10_000,
  });
  await rest(visitor);
  assert.equal(visitor.text("#row-1 i"), "1");
  assert.deepEqual(visitor.complaints, []);
});

Deno.test("a drained process tells every page when to come back, and all come back in time", async () => {
  await using pair = await startPair("with a state store", "to the first");
  const { shared, one, two, proxy } = pair;
  const count = size(20, 200);
  const visitors: Visitor[] = [];
  try {
    for (let i = 0; i < count; i++) {
      const visitor = await visit(proxy.url);
      visitors.push(visitor);
      await visitor.live();
      visitor.type("#draft", `draft ${i}`);
      visitor.click("#row-1 .hit");
    }
    await Promise.all(visitors.map((visitor) => rest(visitor)));
    // Nothing was written to the store yet for the latest ones: the drain does it.
    proxy.setUpstreams([two.port, two.port]);
    const from = performance.now();
    const ending = one.terminate();
    await until("all have gone", () => visitors.every((visitor) => !visitor.isLive));
    const health = await fetch(`${one.url}/_djust/health`).then(
      async (response) => [response.status, await response.text()],
      () => [0, "gone"],
    );
    assert.deepEqual(health, [503, "draining"]);
    // Meanwhile their users go on.
    for (const visitor of visitors) visitor.click("#row-1 .hit");
    await Promise.all(visitors.map((visitor) => visitor.live()));
    const took = Math.round(performance.now() - from);
    const drain = shared.notes.find(({ type }) => type === "drain");
    assert.equal(drain?.["sockets"], count);
    const window = drain?.["window"] as number;
    console.log(`drain: ${count} pages back after ${took} ms, announced ${window} ms`);
    assert(took < window + 1_500, `all are live again after ${took} ms`);
    for (const [i, visitor] of visitors.entries()) {
      await rest(visitor);
      const { draft } = await checkShown(visitor);
      assert.equal(draft, `draft ${i}`);
      // The click meanwhile meant a block that is numbered anew.
      const stale = visitor.complaints.filter(({ code }) => code === "stale").length;
      assert.equal(Number(visitor.text("#row-1 i")), 2 - stale);
      assert.deepEqual(visitor.complaints.filter(({ code }) => code !== "stale"), []);
      assert.deepEqual(visitor.went, []);
    }
    const { code } = await ending;
    assert.equal(code, 143);
  } finally {
    await Promise.all(visitors.map((visitor) => visitor.leave()));
  }
});

for (const command of ["run", "serve", "serve --parallel"] as const) {
  Deno.test(`pages of deno ${command} come back while it drains and still is in the rotation`, async () => {
    await using shared = share();
    await using one = await startJournal(shared, "with a state store", { command });
    await using two = await startJournal(shared, "with a state store");
    await using proxy = startProxy([one.port, two.port]);
    const visitors: Visitor[] = [];
    try {
      for (let i = 0; i < 8; i++) {
        // A page takes two connections: one more, and the next one's socket goes to the other.
        if (i === 2) await (await fetch(`${proxy.url}/_djust/health`)).body?.cancel();
        const visitor = await visit(proxy.url);
        visitors.push(visitor);
        await visitor.live();
        visitor.click("#tell");
      }
      await Promise.all(visitors.map(rest));
      const ending = one.terminate();
      await until(
        "the drain of sockets is told",
        () => shared.notes.some(({ type, sockets }) => type === "drain" && sockets as number > 0),
      );
      await Promise.all(visitors.map(rest));
      await ending;
      await Promise.all(visitors.map(rest));
      for (const visitor of visitors) {
        const { entries } = await checkShown(visitor);
        assert.equal(entries.length, 1);
        assert.deepEqual(visitor.went, []);
      }
    } finally {
      await Promise.all(visitors.map((visitor) => visitor.leave()));
    }
  });
}

Deno.test("deno serve --parallel: no wrong page, no lost text, no reload", async () => {
  const random = seedFrom("parallel");
  await using shared = share();
  await using server = await startJournal(shared, "with a state store", {
    command: "serve --parallel",
  });
  await using proxy = startProxy([server.port]);
  let mounts = 0;
  for (let view = 0; view < size(4, 30); view++) {
    const before = shared.mounts;
    await using visitor = await visit(proxy.url);
    await visitor.live();
    await until("the mounts are told", () => shared.mounts > before);
    const player = new Player(visitor);
    player.act({ type: "note", n: 1_000_000 });
    await rest(visitor);
    assert(shared.mounts - before <= 2, `${shared.mounts - before} mounts`);
    mounts += shared.mounts - before;
    for (let cut = 0; cut < 5; cut++) {
      for (let i = random.integer(1, 5); i > 0; i--) player.step(random);
      player.act({ type: "write", text: `typed ${cut}` });
      await new Promise((resolve) => setTimeout(resolve, random.integer(0, 50)));
      proxy.cut();
    }
    await player.rest();
    await rest(visitor);
    const { draft } = await checkShown(visitor);
    assert.equal(draft, "typed 4");
    assert.deepEqual(visitor.went, []);
  }
  console.log(`parallel: ${mounts} mounts for ${size(4, 30)} page views`);
});

Deno.test("processes with different secrets: one reload, then a page that stays and offers another", async () => {
  await using shared = share();
  await using one = await startJournal(shared, "without a state store");
  await using two = await startJournal(shared, "without a state store", {
    env: { DJUST_SECRET: "another secret, by mistake, of this one" },
  });
  await using proxy = startProxy([one.port, two.port]);
  await using visitor = await visit(proxy.url);
  visitor.type("#draft", "typed before the reload");
  await until("the page has given up", () => noticeButtonIn(visitor.document), {
    within: 10_000,
  });
  assert.equal(visitor.went.length, 1);
  assert.equal(visitor.find<HTMLInputElement>("#draft").value, "typed before the reload");
  assert.equal(visitor.document.querySelectorAll("li").length, 4, "the page is readable");
});

Deno.test("a process that starts again with its secret finds its pages by their tickets", async () => {
  const port = freePort();
  await using shared = share();
  const first = await startJournal(shared, "without a state store", { port });
  await using proxy = startProxy([port]);
  await using visitor = await visit(proxy.url);
  await visitor.live();
  visitor.type("#draft", "typed");
  await rest(visitor);
  await first.kill();
  visitor.type("#draft", "typed while it was away");
  await using _second = await startJournal(shared, "without a state store", { port });
  await rest(visitor);
  const { draft } = await checkShown(visitor);
  assert.equal(draft, "typed while it was away");
  assert.deepEqual(visitor.went, []);
});
