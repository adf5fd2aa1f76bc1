/** A store that is away: people of one process are together on, and of all when it is back. */

import assert from "node:assert/strict";
import { until } from "../until.ts";
import { type Change, movesOf } from "./journal.ts";
import { come, peopleOf, sees } from "./people.ts";
import { type ClusterNode, KINDS, onAllStores, startNodes } from "./stores.ts";

/** What is promised, and what a busy machine is given more. */
const HEALED = 2_000 + 4_000;

interface Stats {
  readonly extensions: { readonly presence: { readonly store: { readonly state: string } } };
}

const isDegraded = async (node: ClusterNode): Promise<boolean> => {
  const { extensions } = await node.ask<Stats>("/stats");
  return extensions.presence.store.state === "degraded";
};

onAllStores(
  "while the store is away a process has its own people, and all heal when it is back",
  async (kind) => {
    await using stack = new AsyncDisposableStack();
    const store = stack.use(await kind.open());
    assert(store.stop && store.start);
    const [one, two] = await startNodes(stack, store, 2);
    assert(one && two);
    const ada = stack.use(await come(one, "hall", "ada"));
    await sees(two, "hall", "ada");
    const bo = stack.use(await come(two, "hall", "bo"));
    await sees(one, "hall", "bo");
    for (const node of [one, two]) await node.ask("/watch?room=hall");

    await store.stop();
    const cy = stack.use(await come(one, "hall", "cy"));
    await ada.reads("#people", "ada:active:1 bo:active:1 cy:active:1");
    await cy.page.djust.pushEvent("say", { text: "alone" });
    await until("who is at the same process hears it", () => ada.said.includes("alone"));
    await until("it is told", () => isDegraded(one), { every: 50 });
    // A render shows it.
    await ada.page.djust.pushEvent("increment");
    await ada.reads("#store", "degraded");
    await bo.page.djust.pushEvent("leave");
    await until("its own process sees that", async () => {
      return !(await peopleOf(two, "hall")).some((one) => one.startsWith("bo:"));
    });
    assert.equal(bo.text("#told"), "", "nobody is called dead");

    await store.start();
    const back = performance.now();
    for (const node of [one, two]) {
      await until("both list who is there", async () => {
        const people = await peopleOf(node, "hall");
        if (people.join() !== "ada:active,cy:active") throw new Error(people.join());
        return true;
      }, { every: 20 });
    }
    const took = Math.round(performance.now() - back);
    await until("it is up again", async () => !await isDegraded(one) && !await isDegraded(two));
    await cy.page.djust.pushEvent("tell", { text: "together" });
    await bo.reads("#news", "together");
    for (const node of [one, two]) {
      const journal = await node.ask<Change[]>("/journal?room=hall");
      assert.deepEqual(["bo", "cy"].map((id) => movesOf(journal, id)), ["-", "+"]);
      // Also where the store has forgotten everybody.
      assert.equal(movesOf(journal, "ada"), "", "whoever stayed has neither left nor come");
    }
    for (const { process } of [one, two]) {
      assert.doesNotMatch(
        process.output(),
        /Uncaught|unhandled/i,
      );
    }
    console.log(`${kind.name}: healed ${took} ms after it was back`);
    assert(took < HEALED, `${kind.name}: ${took} ms`);
  },
  KINDS.filter(({ name }) => name !== "a Deno KV file"),
);
