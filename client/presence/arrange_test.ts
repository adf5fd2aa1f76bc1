import assert from "node:assert/strict";
import { seedFrom, size } from "../../tests/seed.ts";
import { type Area, arrange, type Label, nearest, spotAt } from "./arrange.ts";

const AREA: Area = { left: 0, top: 0, right: 1_000, bottom: 600 };

const label = (x: number, y: number): Label => ({
  x,
  y,
  width: 80,
  height: 18,
  area: AREA,
  spot: 0,
});

Deno.test("names do not lie over each other, nor over the edge, while there is room", () => {
  const random = seedFrom("names at cursors");
  for (let round = 0; round < size(500, 20_000); round++) {
    const labels = Array.from(
      { length: 8 },
      () => label(random.integer(0, 1_000), random.integer(0, 600)),
    );
    arrange(labels);
    const boxes = labels.map(spotAt);
    for (const [at, one] of boxes.entries()) {
      assert(one.left >= 0 && one.right <= 1_000 && one.top >= 0 && one.bottom <= 600);
      for (const other of boxes.slice(at + 1)) {
        assert(
          one.right <= other.left || other.right <= one.left || one.bottom <= other.top ||
            other.bottom <= one.top,
        );
      }
    }
  }
});

Deno.test("a name keeps its place while it can, and stays where there is no room", () => {
  const one = label(980, 300);
  arrange([one]);
  assert.equal(one.spot, 1);
  arrange([{ ...one, x: 500 }]);
  const moved = { ...one, x: 500 };
  arrange([moved]);
  assert.equal(moved.spot, 1);
  const many = Array.from({ length: 40 }, () => label(500, 300));
  arrange(many);
  assert(many.every(({ spot }) => spot >= 0 && spot < 16));
});

Deno.test("who is out of sight is hinted at where they are nearest", () => {
  assert.deepEqual(nearest(AREA, 500, 5_000, 10), [500, 590]);
  assert.deepEqual(nearest(AREA, -5, -5, 10), [10, 10]);
  assert.deepEqual(nearest(AREA, 3, 100, 0), [3, 100]);
});
