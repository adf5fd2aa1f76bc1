import assert from "node:assert/strict";
import { seedFrom, size } from "../../tests/seed.ts";
import { aim, standing, step } from "./glide.ts";

Deno.test("a glide jumps no 4 px between two drawn frames while moves come at 20 Hz", () => {
  const random = seedFrom("a glide");
  for (let round = 0; round < size(200, 20_000); round++) {
    const glide = standing(0, 0);
    let target = 0;
    let nextMove = 0;
    let now = 0;
    let highest = 0;
    // 120 px a second, told every 50 ms, give or take what a line does.
    while (now < 3_000) {
      const frame = random.chance(0.1) ? 33.4 : 16.7;
      now += frame;
      while (nextMove <= now) {
        target += 6;
        aim(glide, target, 0);
        nextMove += random.integer(35, 65);
      }
      const before = glide.x;
      step(glide, frame);
      highest = Math.max(highest, glide.x - before);
      assert(glide.x >= before, "it never goes back");
    }
    assert(highest <= 4, `${highest} px`);
    for (let frames = 0; frames < 10; frames++) step(glide, 16.7);
    assert(Math.abs(glide.x - target) < 1e-9);
  }
});

Deno.test("a frame that comes late is no jump: the glide goes on from where it is drawn", () => {
  const glide = standing(0, 0);
  aim(glide, 120, 60);
  step(glide, 5_000);
  assert.deepEqual([glide.x, glide.y], [17, 8.5]);
});
