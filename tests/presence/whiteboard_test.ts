/** The whiteboard: a long line is sent piece by piece, and none of it twice. */

import assert from "node:assert/strict";
import { visit } from "@djust/live/testing";
import { Whiteboard } from "../../examples/whiteboard/whiteboard.ts";

Deno.test("a line is drawn in pieces that meet, and what stands is not sent again", async () => {
  const page = await visit(Whiteboard);
  const other = await page.another({ same: true });
  const lines = (of = other): string[][] =>
    of.findAll("polyline").map((line) => line.attribute("points")?.split(" ") ?? []);
  const whole: string[] = [];
  let largest = 0;
  await page.fire("#sheet", "keydown", { key: " " });
  whole.push("500", "280");
  // 24 to the right, down, 24 to the left, down: 120 points.
  for (let step = 0; step < 120; step++) {
    const before = other.patches.length;
    const key = step % 25 === 24 ? "ArrowDown" : step % 50 < 25 ? "ArrowRight" : "ArrowLeft";
    await page.fire("#sheet", "keydown", { key });
    const pen = page.find("circle");
    whole.push(pen?.attribute("cx") ?? "", pen?.attribute("cy") ?? "");
    await other.settled();
    largest = Math.max(largest, other.patches.slice(before).join("").length);
  }
  const pieces = lines();
  assert(pieces.every(({ length }) => length <= 100), pieces.map(({ length }) => length).join());
  assert.equal(pieces.length, Math.ceil(120 / 49));
  for (const [at, piece] of pieces.slice(1).entries()) {
    assert.deepEqual(piece.slice(0, 2), pieces[at]?.slice(-2), "a piece begins where one ends");
  }
  assert.deepEqual(pieces.flatMap((piece, at) => at === 0 ? piece : piece.slice(2)), whole);
  assert(largest < 1_500, `a step brought ${largest} characters`);
  const late = await page.another({ same: true });
  assert.deepEqual(lines(late), pieces);
  assert.match(page.text(".whiteboard p[role=status]"), / 1 lines\./);
});
