/** What others see of somebody whose page reloads, whose line goes, who leaves: at every process, once. */

import assert from "node:assert/strict";
import { until } from "../until.ts";
import { type Change, checkJournal, movesOf } from "./journal.ts";
import { come, peopleOf, type Person, sees } from "./people.ts";
import { type ClusterNode, onAllStores, startNodes, type StoreKind } from "./stores.ts";

/** A room with one person at the first process, watched at both. */
interface Scene {
  readonly kind: StoreKind;
  readonly room: string;
  readonly nodes: readonly [near: ClusterNode, far: ClusterNode];
  readonly person: Person;
}

async function journalsOf({ nodes, room }: Scene): Promise<[Change[], Change[]]> {
  const [near, far] = nodes;
  const path = `/journal?room=${room}`;
  return [await near.ask<Change[]>(path), await far.ask<Change[]>(path)];
}

/** Waits until both processes list the room so. */
async function listed({ nodes, room }: Scene, ...people: string[]): Promise<void> {
  for (const node of nodes) {
    await until(`"${room}" lists ${people.join() || "nobody"}`, async () => {
      const seen = await peopleOf(node, room);
      if (seen.join() !== people.join()) throw new Error(`it lists ${seen.join()}`);
      return true;
    }, { every: 50 });
  }
}

/** Nobody was told of anything but this, and after how many ms at the latest. */
async function wasTold(scene: Scene, moves: "" | "-", since: number): Promise<number> {
  const { room } = scene;
  let latest = 0;
  for (const journal of await journalsOf(scene)) {
    assert.equal(movesOf(journal, room), moves, `what was told in "${room}"`);
    checkJournal(journal, {
      before: [room],
      now: moves === "" ? [room] : [],
      truth: new Map([[room, { arrivals: 0, departures: moves.length }]]),
    });
    const left = journal.find(({ type }) => type === "leave");
    latest = Math.max(latest, (left?.at ?? since) - since);
  }
  return latest;
}

/** Beside what is promised: a machine that is busy is given this much more. */
const SLACK = 3_000;

const SCENES: Record<string, (scene: Scene) => Promise<string>> = {
  async reload(scene) {
    const { person: { page }, room } = scene;
    const since = Date.now();
    for (let times = 0; times < 3; times++) {
      await page.open(page.url);
      await page.live();
    }
    await listed(scene, `${room}:active`);
    // The grace of the pages before is over.
    await until("4 s are over", () => Date.now() - since > 4_000, { every: 100 });
    await listed(scene, `${room}:active`);
    await wasTold(scene, "", since);
    return "no event";
  },
  async back(scene) {
    const { person: { line, page }, room } = scene;
    const since = Date.now();
    line.goDown();
    await listed(scene, `${room}:reconnecting`);
    line.comeUp();
    await page.live();
    await listed(scene, `${room}:active`);
    await until("12 s are over", () => Date.now() - since > 12_000, { every: 100 });
    await listed(scene, `${room}:active`);
    await wasTold(scene, "", since);
    return "reconnecting, then no event";
  },
  async lost(scene) {
    const { person: { line }, room, kind } = scene;
    const since = Date.now();
    line.goDown();
    await listed(scene, `${room}:reconnecting`);
    await listed(scene);
    const after = await wasTold(scene, "-", since);
    assert(after >= 9_900 && after < 10_200 + kind.latency + SLACK, `left after ${after} ms`);
    return `reconnecting, left after ${after} ms`;
  },
  async untrack(scene) {
    const since = Date.now();
    await scene.person.page.djust.pushEvent("leave");
    await listed(scene);
    const after = await wasTold(scene, "-", since);
    assert(after < 200 + scene.kind.latency + SLACK, `left after ${after} ms`);
    return `left after ${after} ms`;
  },
  async logout(scene) {
    const { nodes: [near], room } = scene;
    const since = Date.now();
    await near.ask(`/logout?who=${room}`);
    await listed(scene);
    const after = await wasTold(scene, "-", since);
    assert(after < 200 + scene.kind.latency + SLACK, `left after ${after} ms`);
    return `left after ${after} ms`;
  },
};

async function seenAsTheyAre(kind: StoreKind): Promise<void> {
  await using stack = new AsyncDisposableStack();
  const store = stack.use(await kind.open());
  const [near, far] = await startNodes(stack, store, 2);
  assert(near && far);
  const told = await Promise.all(
    Object.entries(SCENES).map(async ([room, play]) => {
      const person = stack.use(await come(near, room, room));
      await sees(far, room, room);
      for (const node of [near, far]) {
        assert.deepEqual(await node.ask(`/watch?room=${room}`), [room]);
      }
      return `${room}: ${await play({ kind, room, nodes: [near, far], person })}`;
    }),
  );
  console.log(`${kind.name}: ${told.join("; ")}`);
  for (const { process } of [near, far]) assert.doesNotMatch(process.output(), /Uncaught|rror:/);
}

/** A page goes on at another process as it was, and nobody is told. */
async function goesOn(kind: StoreKind): Promise<void> {
  await using stack = new AsyncDisposableStack();
  const store = stack.use(await kind.open());
  const [one, two] = await startNodes(stack, store, 2);
  assert(one && two);
  const ada = stack.use(await come(one, "hall", "ada"));
  await sees(two, "hall", "ada");
  const bo = stack.use(await come(two, "hall", "bo"));
  for (const count of [1, 2, 3]) {
    assert.equal(await ada.page.djust.pushEvent("increment"), count);
  }
  ada.page.click("#open");
  await until("she may write", () => ada.page.document.querySelector("#draft"));
  ada.page.type("#draft", "half a sen");
  await ada.reads("#draft-shown", "half a sen");
  // The process drains: it saves what it has.
  ada.moveTo(two);
  await one.process.terminate();
  await ada.page.live();
  assert.equal(await ada.page.djust.pushEvent("increment"), 4);
  assert.equal(ada.text("#draft-shown"), "half a sen");
  assert.deepEqual(ada.page.went, []);
  // The drained process is gone, and its time is over: they are the new one's now.
  const since = performance.now();
  await until("her page is all that is left of her", async () => {
    const people = await peopleOf(two, "hall");
    assert(people.includes("ada:active") || people.includes("ada:reconnecting"), `${people}`);
    assert.equal(bo.text("#told"), "");
    return bo.text("#people") === "ada:active:1 bo:active:1" && performance.now() - since > 10_500;
  }, { every: 100 });
}

// At once: both wait for graces to be over.
onAllStores(
  "a reload, a lost line, a leave and a logout are seen as what they are, a drained process not at all",
  async (kind) => {
    for (const outcome of await Promise.allSettled([seenAsTheyAre(kind), goesOn(kind)])) {
      if (outcome.status === "rejected") throw outcome.reason;
    }
  },
);
