/** Pages at three processes are together as if these were one, on every store that spans processes. */

import assert from "node:assert/strict";
import { until } from "../until.ts";
import { come, type Person, sees } from "./people.ts";
import { onAllStores, startNodes } from "./stores.ts";

interface Lock {
  readonly ok: boolean;
  readonly token?: number;
  readonly heldBy?: string;
}

async function take({ page }: Person): Promise<Lock> {
  return await page.djust.pushEvent("take", { part: "intro" }) as unknown as Lock;
}

onAllStores("three processes show who comes and leaves, and what is told", async (kind) => {
  await using stack = new AsyncDisposableStack();
  const store = stack.use(await kind.open());
  const [one, two, three] = await startNodes(stack, store, 3);
  assert(one && two && three);

  const ada = stack.use(await come(one, "hall", "ada"));
  // Who comes within the tick of another has come as well.
  await sees(two, "hall", "ada");
  const bo = stack.use(await come(two, "hall", "bo"));
  await sees(three, "hall", "bo");
  // What two processes tell comes in the order in which each is heard.
  await ada.reads("#told", "+bo");
  const cy = stack.use(await come(three, "hall", "cy"));
  const elsewhere = stack.use(await come(two, "attic", "dan"));
  for (const person of [ada, bo, cy]) {
    await person.reads("#people", "ada:active:1 bo:active:1 cy:active:1");
    await person.reads("b", "3");
  }
  await ada.reads("#told", "+bo +cy");
  await bo.reads("#told", "+cy");
  assert.equal(cy.text("#told"), "", "who was there before is no news");

  await ada.page.djust.pushEvent("tell", { text: "fresh" });
  for (const person of [ada, bo, cy]) await person.reads("#news", "fresh");
  await bo.page.djust.pushEvent("say", { text: "hello" });
  for (const { id, said } of [ada, bo, cy]) {
    await until(`${id} is told`, () => said.length > 0);
    assert.deepEqual(said, ["hello"]);
  }
  await cy.page.djust.pushEvent("cursorMove", { x: 30, y: 40 });
  await ada.reads("#cursors", "cy@30,40");
  await bo.reads("#cursors", "cy@30,40");

  const tries = await Promise.all([ada, bo, cy].map(take));
  const holder = tries.findIndex(({ ok }) => ok);
  const held = [ada, bo, cy][holder];
  assert(held, "one of them has it");
  assert.equal(tries.filter(({ ok }) => ok).length, 1, "and only one");
  for (const { ok, heldBy } of tries) assert.equal(heldBy, ok ? undefined : held.id);
  const next = held === ada ? bo : ada;
  await held.page.djust.pushEvent("free", { part: "intro" });
  const taken = await take(next);
  assert(taken.ok && (taken.token ?? 0) > (tries[holder]?.token ?? 0), "its token is higher");
  // Who leaves lets go of it.
  await next.page.djust.pushEvent("leave");
  await until("it is free", async () => (await take(cy)).ok);

  const stays = [ada, bo, cy].filter((person) => person !== next);
  const shown = stays.map(({ id }) => `${id}:active:1`).join(" ");
  for (const person of stays) await person.reads("#people", shown);
  assert.equal(elsewhere.text("#told") + elsewhere.text("#news"), "");
  assert.deepEqual(elsewhere.said, [], "another room hears nothing of it");
});
