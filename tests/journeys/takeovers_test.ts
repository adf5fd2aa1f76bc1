/** Two processes and one store: lines are cut and processes killed while handlers take their time. */

import assert from "node:assert/strict";
import { type ServerProcess, startProcess } from "../process.ts";
import { type Proxy, startProxy } from "../proxy.ts";
import { type Random, seedFrom, size } from "../seed.ts";
import { until } from "../until.ts";
import { type Effects, type Trace, tracesIn } from "./effects.ts";
import { share, type Shared } from "./shared_state.ts";
import { visit, type Visitor } from "./visitor.ts";

/** Processes that share a store behind a proxy that spreads over them. */
class Fleet implements AsyncDisposable {
  readonly shared: Shared = share();
  readonly folder: string = Deno.makeTempDirSync({ prefix: "djust_traces_" });
  /** When processes were killed. */
  readonly kills: number[] = [];
  #processes: ServerProcess[] = [];
  #proxy: Proxy | undefined;

  get proxy(): Proxy {
    return this.#proxy ??= startProxy([]);
  }

  async start(count: number): Promise<void> {
    const started = await Promise.all(Array.from({ length: count }, () => this.#spawn()));
    this.#processes.push(...started);
    this.proxy.setUpstreams(this.#processes.map(({ port }) => port));
  }

  /** Kills one, and starts another in its place. */
  async kill(random: Random): Promise<void> {
    const [process] = this.#processes.splice(random.integer(0, this.#processes.length - 1), 1);
    assert(process);
    this.kills.push(Date.now());
    this.proxy.setUpstreams(this.#processes.map(({ port }) => port));
    await process.kill();
    await this.start(1);
  }

  traces(): Trace[] {
    return tracesIn(this.folder);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#proxy?.close();
    await Promise.all(this.#processes.map((process) => process.kill()));
    await this.shared[Symbol.asyncDispose]();
    await Deno.remove(this.folder, { recursive: true });
  }

  #spawn(): Promise<ServerProcess> {
    return startProcess("tests/journeys/journal_server.ts", {
      ready: "/_djust/health",
      args: ["--run"],
      env: {
        DJUST_SECRET: "a secret of all processes of the test",
        SHARED: this.shared.url,
        STATE: "1",
        TRACES: this.folder,
      },
    });
  }
}

/** Sends numbered events, and notes when each was answered, and how. */
class Sender {
  readonly answered = new Map<number, { sent: number; at: number; code?: string }>();
  last = 0;
  readonly #visitor: Visitor;

  constructor(visitor: Visitor) {
    this.#visitor = visitor;
  }

  send(random: Random): void {
    const n = ++this.last;
    const sent = Date.now();
    const [name, params] = random.chance(0.5)
      ? ["quick", { n }] as const
      : ["slow", { n, ms: random.integer(3, 90) }] as const;
    this.#visitor.djust.pushEvent(name, params).then(
      () => this.answered.set(n, { sent, at: Date.now() }),
      ({ code }: { code: string }) => this.answered.set(n, { sent, at: Date.now(), code }),
    );
  }

  /** Waits until the page is live and every promise has settled. */
  async rest(): Promise<void> {
    const isAnswered = (): boolean => this.answered.size === this.last;
    await until("every event is answered", isAnswered, { within: 60_000 });
    await this.#visitor.live();
  }
}

/** Checks what must hold whatever happened; returns how many answered events went with a process. */
function check(
  fleet: Fleet,
  sender: Sender,
  { entries }: Effects,
): { lost: number; again: number } {
  const traces = fleet.traces();
  let lost = 0;
  let again = 0;
  for (let n = 1; n <= sender.last; n++) {
    const answer = sender.answered.get(n);
    const runs = traces.filter((trace) => trace.n === n && trace.what === "began");
    if (answer?.code !== undefined) {
      assert.equal(answer.code, "poison", `event ${n} failed`);
      const { sent, at } = answer;
      const died = fleet.kills.filter((killed) => sent <= killed && killed <= at);
      assert(died.length >= 2, `event ${n} is no poison: ${died.length} processes died meanwhile`);
      continue;
    }
    assert(runs.length > 0, `event ${n} was answered and never ran`);
    assert(
      runs.every(({ at }) => at <= (answer?.at ?? 0)),
      `event ${n} ran again after it was answered`,
    );
    again += runs.length - 1;
    const inState = entries.filter((entry) => entry.startsWith(`${n} `));
    if (inState.length === 0) lost++;
    else assert.deepEqual(inState, [`${n} began`, `${n} ended`], `event ${n} in the state`);
  }
  const order = entries.map((entry) => parseInt(entry));
  assert.deepEqual(order, order.toSorted((a, b) => a - b), "in order");
  return { lost, again };
}

async function look(visitor: Visitor): Promise<Effects> {
  const effects = await visitor.djust.pushEvent("look") as unknown as Effects;
  assert.equal(visitor.text("output"), String(effects.entries.length));
  return effects;
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

Deno.test("lines that are cut between two processes: nothing is doubled, in no state half done", async () => {
  const random = seedFrom("takeovers, cuts");
  await using fleet = new Fleet();
  await fleet.start(2);
  await using visitor = await visit(`${fleet.proxy.url}/effects`);
  await visitor.live();
  const sender = new Sender(visitor);
  const cuts = size(15, 1_000);
  for (let cut = 0; cut < cuts; cut++) {
    for (let i = random.integer(1, 4); i > 0; i--) {
      sender.send(random);
      await wait(random.integer(0, 40));
    }
    fleet.proxy.cut();
    if (random.chance(0.7)) await visitor.live();
  }
  await sender.rest();
  const { lost, again } = check(fleet, sender, await look(visitor));
  assert.deepEqual(visitor.went, []);
  console.log(
    `${cuts} cuts, ${sender.last} events: ${again} begun again, ${lost} answered and lost`,
  );
});

Deno.test("processes that are killed one after the other: nothing is answered that did not run", async () => {
  const random = seedFrom("takeovers, kills");
  await using fleet = new Fleet();
  await fleet.start(2);
  await using visitor = await visit(`${fleet.proxy.url}/effects`);
  await visitor.live();
  const sender = new Sender(visitor);
  const kills = size(4, 200);
  for (let kill = 0; kill < kills; kill++) {
    for (let i = random.integer(2, 8); i > 0; i--) {
      sender.send(random);
      if (random.chance(0.2)) fleet.proxy.cut();
      await wait(random.integer(0, 120));
    }
    const killed = fleet.kill(random);
    for (let i = random.integer(0, 4); i > 0; i--) {
      sender.send(random);
      await wait(random.integer(0, 60));
    }
    await killed;
    if (random.chance(0.5)) await visitor.live({ within: 30_000 });
  }
  await sender.rest();
  const { lost, again } = check(fleet, sender, await look(visitor));
  assert.deepEqual(visitor.went, []);
  console.log(
    `${kills} kills, ${sender.last} events: ${again} begun again, ${lost} answered and lost`,
  );
});
