/** Seeded chaos: people come, go, reload, lose lines; processes are killed, frozen, drained. No ghosts. */

import assert from "node:assert/strict";
import { full, seedFrom, size } from "../seed.ts";
import { until } from "../until.ts";
import { type Change, checkJournal } from "./journal.ts";
import { come, peopleOf, type Person } from "./people.ts";
import {
  type ClusterNode,
  type Lease,
  onAllStores,
  startNode,
  startNodes,
  USUAL,
} from "./stores.ts";

const NAMES = ["ada", "bo", "cy", "dan", "eve", "fay"] as const;

/** A living process is never to miss it, however busy the machine is. */
const LEASE: Lease = full() ? USUAL : [1_000, 6_000];

/** Beyond this nobody's grace nor lease is still running. */
const CALM = Math.max(LEASE[1] + 2_000, 10_000) + 20_000;

/** Who is where, and how often each may be told to have come and left at most. */
class Town {
  readonly people = new Map<string, { person: Person; at: number }>();
  readonly truth = new Map<string, { arrivals: number; departures: number }>();

  count(id: string, what: "arrivals" | "departures"): void {
    const stays = this.truth.get(id) ?? { arrivals: 0, departures: 0 };
    this.truth.set(id, stays);
    stays[what]++;
  }
}

onAllStores(
  "whatever happens, nobody is a ghost, nobody flaps, and all agree in the end",
  async (kind) => {
    const random = seedFrom(`chaos on ${kind.name}`);
    await using stack = new AsyncDisposableStack();
    const store = stack.use(await kind.open());
    const nodes = await startNodes(stack, store, 3, LEASE);
    const watcher = nodes[0] as ClusterNode;
    const town = new Town();
    stack.defer(async () => {
      for (const { person } of town.people.values()) await person[Symbol.asyncDispose]();
    });
    assert.deepEqual(await watcher.ask("/watch?room=hall"), []);
    // The first process watches, and is left alone.
    const pick = (): number => random.integer(0, nodes.length - 1);

    const enter = async (id: string): Promise<void> => {
      const at = pick();
      town.count(id, "arrivals");
      town.people.set(id, { person: await come(nodes[at] as ClusterNode, "hall", id), at });
    };
    const exit = async (id: string): Promise<void> => {
      town.count(id, "departures");
      await town.people.get(id)?.person[Symbol.asyncDispose]();
      town.people.delete(id);
    };
    const restart = async (how: "kill" | "drain"): Promise<void> => {
      const at = random.integer(1, nodes.length - 1);
      const node = nodes[at] as ClusterNode;
      await (how === "kill" ? node.process.kill() : node.process.terminate());
      nodes[at] = stack.use(await startNode(store, { lease: LEASE, port: node.port }));
      // Who was there comes back there; the snapshot of a killed one may be older than they are.
      for (const [id, one] of town.people) {
        if (one.at !== at) continue;
        await one.person.page.live();
        town.count(id, "departures");
        town.count(id, "arrivals");
      }
    };
    const steps: readonly (() => Promise<void>)[] = [
      async () => {
        const id = random.pick(NAMES);
        await (town.people.has(id) ? exit(id) : enter(id));
      },
      async () => {
        const id = random.pick(NAMES);
        const one = town.people.get(id);
        if (!one) return await enter(id);
        one.person.line.cut();
        await one.person.page.live();
      },
      async () => {
        const one = town.people.get(random.pick(NAMES));
        if (!one) return;
        await one.person.page.open(one.person.page.url);
        await one.person.page.live();
      },
      async () => {
        const id = random.pick(NAMES);
        const one = town.people.get(id);
        if (!one) return await enter(id);
        // To another process, as by a balancer that knows nobody.
        one.at = pick();
        one.person.moveTo(nodes[one.at] as ClusterNode);
        one.person.line.cut();
        await one.person.page.live();
      },
    ];
    for (const id of NAMES.slice(0, 4)) await enter(id);
    const rounds = size(2, 20);
    for (let round = 0; round < rounds; round++) {
      for (let step = 0; step < 6; step++) await random.pick(steps)();
      await restart(random.pick(["kill", "drain"]));
    }
    const there = [...town.people.keys()].sort();
    const wanted = there.map((id) => `${id}:active`).join();
    for (const node of nodes) {
      await until(`all list ${wanted}`, async () => {
        const seen = (await peopleOf(node, "hall")).join();
        if (seen !== wanted) throw new Error(`it lists ${seen}`);
        return true;
      }, { within: CALM, every: 100 });
    }
    for (const { person } of town.people.values()) {
      await person.reads("#people", there.map((id) => `${id}:active:1`).join(" "));
    }
    const journal = await watcher.ask<Change[]>("/journal?room=hall");
    checkJournal(journal, { before: [], now: there, truth: town.truth });
  },
);
