/** The example of presence does what it says. */

import assert from "node:assert/strict";
import { type TestPage, visit } from "@djust/live/testing";
import { PresenceDocument } from "../../examples/presence/presence.ts";

async function tick(...pages: TestPage[]): Promise<void> {
  for (const page of pages) {
    await page.clock.move(150);
    await page.settled();
  }
}

Deno.test("two windows see each other, by name and where they read", async () => {
  const page = await visit(PresenceDocument);
  await tick(page);
  assert.equal(page.text(".people p"), "1 person is here");
  const other = await page.another({ same: true });
  await tick(page, other);
  assert.equal(page.text(".people p"), "2 people are here");
  assert.match(page.text(".hint"), /^\w+ is here\.$/);
  await other.submit("form", { name: "Ada" });
  await other.click('[data-part="plan"]');
  await tick(page, other);
  assert.match(page.text(".avatars"), /Ada, typing/);
  await page.clock.move(5_200);
  await tick(page, other);
  assert.match(page.text(".avatars"), /Ada, active/);
  assert.match(other.text(".avatars"), /Ada \(you\), active/);
  assert.equal(page.findAll(".where")[1]?.text, "Ada");
  await other.click(".quiet");
  assert.match(page.text(".djust-flash-info"), /Ada waves/);
  await other.close();
  await page.clock.move(3_200);
  await tick(page);
  assert.equal(page.text(".hint"), "Ada has left.");
  assert.deepEqual([...page.failures, ...page.errors], []);
});
