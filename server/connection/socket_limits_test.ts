import assert from "node:assert/strict";
import { limitsWith } from "../world/limits.ts";
import { SocketLimits } from "./socket_limits.ts";

Deno.test("Tempo.isOver() forgets a violation after the penalty", () => {
  const tempo = new SocketLimits(limitsWith({ violations: 3, penalty: 10_000 }), 0);
  assert.deepEqual([0, 5_000, 10_001, 15_002].map((now) => tempo.isOver(now)), [
    false,
    false,
    false,
    false,
  ]);
  assert.deepEqual([15_003, 15_004].map((now) => tempo.isOver(now)), [true, true]);
});

Deno.test("Tempo.isStuck() counts from when the buffer was full last, without a break", () => {
  const tempo = new SocketLimits(limitsWith({ hardBuffer: 100, stall: 10_000 }), 0);
  const stuck = (buffered: number, now: number): boolean => tempo.isStuck(buffered, now);
  assert.deepEqual([stuck(100, 0), stuck(200, 10_000), stuck(100, 10_001)], [false, false, true]);
  // It has drained in between.
  assert.deepEqual([stuck(99, 10_002), stuck(100, 15_000)], [false, false]);
  assert.deepEqual([stuck(100, 25_000), stuck(100, 25_001)], [false, true]);
});
