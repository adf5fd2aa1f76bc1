/** Processes that are killed, frozen, thawed: what the others see of their people, and when. */

import assert from "node:assert/strict";
import { until } from "../until.ts";
import { type Change, checkJournal, movesOf } from "./journal.ts";
import { come, peopleOf, type Person, sees } from "./people.ts";
import { type ClusterNode, onAllStores, SHORT, startNodes } from "./stores.ts";

/** From the kill: the lease, two looks at it and a tick (15 s + 2 s + 0.1 s); and a busy machine. */
const BOUND = SHORT[1] + 2_000 + 100 + 3_000;

const watch = (node: ClusterNode): Promise<string[]> => node.ask<string[]>("/watch?room=hall");
const journalOf = (node: ClusterNode): Promise<Change[]> =>
  node.ask<Change[]>("/journal?room=hall");

async function lists(node: ClusterNode, ...people: string[]): Promise<void> {
  await until(`it lists ${people.join()}`, async () => {
    const seen = (await peopleOf(node, "hall")).map((one) => one.split(":")[0] ?? "");
    if (seen.join() !== people.join()) throw new Error(`it lists ${seen.join()}`);
    return true;
  }, { within: BOUND + 10_000, every: 50 });
}

/** People at processes, each seen by all. */
async function gather(
  stack: AsyncDisposableStack,
  nodes: readonly ClusterNode[],
  who: readonly (readonly [id: string, node: ClusterNode])[],
): Promise<Person[]> {
  const people: Person[] = [];
  for (const [id, node] of who) people.push(stack.use(await come(node, "hall", id)));
  for (const node of nodes) {
    for (const [id] of who) await sees(node, "hall", id);
    await watch(node);
  }
  return people;
}

onAllStores(
  "who was at a killed process leaves once, all at once, but for who is back elsewhere",
  async (kind) => {
    await using stack = new AsyncDisposableStack();
    const store = stack.use(await kind.open());
    const nodes = await startNodes(stack, store, 3, SHORT);
    const [one, two, three] = nodes;
    assert(one && two && three);
    const [, , , back] = await gather(stack, nodes, [
      ["ada", one],
      ["bo", one],
      ["cy", one],
      ["dan", one],
      ["eve", two],
      ["fay", three],
    ]);
    assert(back);
    const lock = await back.page.djust.pushEvent("take", { part: "intro" }) as { ok: boolean };
    assert(lock.ok);
    back.moveTo(three);
    const killed = Date.now();
    await one.process.kill();
    await back.page.live();
    for (const node of [two, three]) await lists(node, "dan", "eve", "fay");
    const times: number[] = [];
    for (const node of [two, three]) {
      const journal = await journalOf(node);
      for (const id of ["ada", "bo", "cy"]) assert.equal(movesOf(journal, id), "-");
      for (const id of ["dan", "eve", "fay"]) assert.equal(movesOf(journal, id), "");
      const at = new Set(journal.filter(({ type }) => type === "leave").map(({ at }) => at));
      assert(Math.max(...at) - Math.min(...at) < 50, "one change for all of them");
      times.push(Math.max(...at) - killed);
      checkJournal(journal, {
        before: ["ada", "bo", "cy", "dan", "eve", "fay"],
        now: ["dan", "eve", "fay"],
        truth: new Map(["ada", "bo", "cy"].map((id) => [id, { arrivals: 0, departures: 1 }])),
      });
    }
    console.log(`${kind.name}: left ${times.join(" and ")} ms after the kill`);
    assert(Math.max(...times) <= BOUND, `${times}`);
    assert(
      Math.min(...times) >= SHORT[1] - SHORT[0] - 500,
      `nobody is called dead too soon: ${times}`,
    );
  },
);

onAllStores(
  "a frozen process calls nobody dead, keeps its own, and is shown again without a word",
  async (kind) => {
    await using stack = new AsyncDisposableStack();
    const store = stack.use(await kind.open());
    const nodes = await startNodes(stack, store, 3, SHORT);
    const [one, two, three] = nodes;
    assert(one && two && three);
    const people = await gather(stack, nodes, [["ada", one], ["bo", one], ["cy", two], [
      "dan",
      three,
    ]]);
    one.freeze();
    try {
      for (const node of [two, three]) await lists(node, "cy", "dan");
    } finally {
      one.thaw();
    }
    for (const node of nodes) await lists(node, "ada", "bo", "cy", "dan");
    // What it does next reaches the others, and theirs it.
    for (const [at, { page }] of people.entries()) {
      await page.live();
      await page.djust.pushEvent("say", { text: `${at}` });
    }
    for (const { id, said } of people) {
      await until(`${id} hears all`, () => new Set(said).size === people.length);
    }
    assert.deepEqual(
      await journalOf(one).then((all) => all.filter(({ type }) => type !== "update")),
      [],
    );
    for (const node of [two, three]) {
      const journal = await journalOf(node);
      for (const id of ["ada", "bo"]) assert.equal(movesOf(journal, id), "-", "left once");
      for (const id of ["cy", "dan"]) assert.equal(movesOf(journal, id), "");
    }
  },
);
