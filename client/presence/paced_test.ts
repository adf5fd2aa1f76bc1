import assert from "node:assert/strict";
import { paced } from "./paced.ts";

Deno.test("paced() tells at once, then at most every so often, and the last time always", () => {
  const timers: (() => void)[] = [];
  const clock = {
    now: () => 0,
    after: (_: number, run: () => void) => {
      timers.push(run);
      return () => {};
    },
  };
  const pass = () => timers.shift()?.();
  let told = 0;
  const tell = paced(clock, 50, () => told++);
  tell();
  assert.equal(told, 1);
  for (let times = 0; times < 5; times++) tell();
  assert.equal(told, 1);
  pass();
  assert.equal(told, 2);
  pass();
  assert.equal(told, 2);
  assert.equal(timers.length, 0);
  tell();
  assert.equal(told, 3);
});
