import assert from "node:assert/strict";
import { Logouts } from "./logouts.ts";

Deno.test("Logouts.since() knows what was begun before a session was put out", () => {
  const logouts = new Logouts();
  logouts.note("ada", 1_000);
  assert.equal(logouts.since("ada", 999), true);
  assert.equal(logouts.since("ada", 1_000), true);
  assert.equal(logouts.since("ada", 1_001), false);
  assert.equal(logouts.since("eve", 0), false);
});

Deno.test("Logouts forgets after a minute, and keeps no more than 10,000", () => {
  const logouts = new Logouts();
  logouts.note("old", 0);
  logouts.note("new", 59_000);
  assert.equal(logouts.since("old", 0), true);
  logouts.note("newer", 60_000);
  assert.equal(logouts.since("old", 0), false);
  assert.equal(logouts.since("new", 0), true);
  for (let i = 0; i < 10_000; i++) logouts.note(`session ${i}`, 60_001);
  assert.equal(logouts.since("newer", 0), false);
  assert.equal(logouts.since("session 0", 0), true);
});
