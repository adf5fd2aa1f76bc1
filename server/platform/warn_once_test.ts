import assert from "node:assert/strict";
import { WarnOnce } from "./warn_once.ts";

Deno.test("Told: a message is new once", () => {
  const told = new WarnOnce();
  assert.deepEqual(["a", "b", "a", "b"].map((message) => told.isNew(message)), [
    ...[true, true],
    ...[false, false],
  ]);
});

Deno.test("Told: messages that never end are told a hundred times", () => {
  const told = new WarnOnce();
  const messages = Array.from({ length: 1_000 }, (_, i) => `problem ${i}`);
  assert.equal(messages.filter((message) => told.isNew(message)).length, 100);
});
