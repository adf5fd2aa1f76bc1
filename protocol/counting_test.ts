/** Counting: every event is answered once, whatever of the answers was lost. */

import assert from "node:assert/strict";
import { seedFrom, size } from "../tests/seed.ts";
import { Counting, isBehind } from "./counting.ts";

Deno.test("handled follows the events in order; one before its turn counts once its turn has come", () => {
  const counting = new Counting();
  for (let i = 0; i < 4; i++) counting.receive();
  counting.handleApart(2);
  assert.deepEqual([counting.received, counting.handled, counting.apart], [4, 0, [2]]);
  counting.handle(1);
  assert.deepEqual([counting.handled, counting.apart], [2, []]);
  counting.handleApart(3);
  assert.deepEqual([counting.handled, counting.apart], [3, []]);
  counting.restart();
  assert.deepEqual([counting.received, counting.handled], [0, 0]);
});

Deno.test("restore() keeps the page's numbers: what it has answers of does not come, what ran does", () => {
  const counting = new Counting();
  counting.restore({ handled: 3, apart: [5, 7, 8] }, { answered: 2, apart: [3, 7] });
  assert.deepEqual([counting.received, counting.handled, counting.apart], [3, 3, [7, 5, 8]]);
  const numbers = [4, 5, 6, 8, 9].map((expected) => {
    const number = counting.receive();
    assert.equal(number, expected);
    return counting.hasRun(number);
  });
  assert.deepEqual(numbers, [false, true, false, true, false]);
  for (const number of [4, 5, 6]) counting.handle(number);
  assert.deepEqual([counting.handled, counting.apart], [7, [8]]);
  counting.handle(8);
  counting.handle(9);
  assert.deepEqual([counting.handled, counting.apart], [9, []]);
  // The page lacks all but 1 to 3 and 7; it has been told nothing since.
  assert.deepEqual(counting.owed({ got: 0, answered: 3, apart: [7] }, []), {
    answers: 5,
    apart: [],
  });
});

Deno.test("restore() goes on from the page where it has seen more", () => {
  const counting = new Counting();
  counting.restore({ handled: 3 }, { answered: 6, apart: [8] });
  assert.deepEqual([counting.received, counting.handled], [6, 6]);
  assert.equal(counting.receive(), 7);
  counting.handle(7);
  assert.deepEqual([counting.handled, counting.receive()], [8, 9]);
});

Deno.test("what the page has answers of is passed as soon as all before it are, as the page does", () => {
  const counting = new Counting();
  counting.restore({ handled: 0 }, { answered: 0, apart: [2] });
  assert.equal(counting.receive(), 1);
  counting.handle(1);
  // The page has let go of both: its line may be cut now, and it comes back with two answered.
  assert.deepEqual([counting.received, counting.handled], [2, 2]);
  counting.restore({ handled: 5 }, { answered: 4, apart: [6] });
  assert.deepEqual([counting.received, counting.handled], [6, 6]);
});

Deno.test("a page that says what no page can have costs nothing", () => {
  const counting = new Counting();
  const apart = Array.from({ length: 5_000 }, (_, i) => 10 + 2 * i);
  counting.restore({ handled: 3, apart }, { answered: 4, apart });
  assert(counting.apart.length <= 1_000, `${counting.apart.length} are kept`);
  counting.restore({ handled: 0 }, { answered: 9e15, apart: [] });
  assert.equal(counting.owed({ got: 0, answered: 0, apart: [] }, []).answers, 1_000);
});

Deno.test("isBehind() tells whether answers of a page are not in a snapshot", () => {
  const progress = { handled: 3, apart: [5] };
  assert.equal(isBehind(progress, { answered: 3, apart: [5] }), false);
  assert.equal(isBehind(progress, { answered: 1, apart: [3] }), false);
  assert.equal(isBehind(progress, { answered: 4, apart: [] }), true);
  assert.equal(isBehind(progress, { answered: 2, apart: [6] }), true);
  assert.equal(isBehind({ handled: 3 }, { answered: 2, apart: [5] }), true);
});

Deno.test("owed() leaves out what the page knows, and what goes to it by itself", () => {
  const counting = new Counting();
  for (let i = 0; i < 9; i++) counting.receive();
  counting.handleApart(2);
  counting.handleApart(7);
  counting.handleApart(9);
  counting.handle(5);
  const owed = (answered: number, apart: number[], waiting: number[]) =>
    counting.owed({ got: 0, answered, apart }, waiting);
  // 2 is told by its number, although its turn has come: it was answered before the others.
  assert.deepEqual(owed(0, [], []), { answers: 4, apart: [2, 7, 9] });
  assert.deepEqual(owed(0, [2], []), { answers: 4, apart: [7, 9] });
  assert.deepEqual(owed(1, [7], [2, 9]), { answers: 3, apart: [] });
  assert.deepEqual(owed(8, [], []), { answers: 0, apart: [9] });
  assert.deepEqual(owed(1e9, [1e9, -1], []), { answers: 0, apart: [] });
});

Deno.test("against a page that loses frames at random: no event is answered twice or never", () => {
  const random = seedFrom("counting");
  for (let round = 0; round < size(500, 20_000); round++) {
    const counting = new Counting();
    const last = random.integer(1, 12);
    for (let i = 0; i < last; i++) counting.receive();
    const apart = new Set(random.chance(0.5) ? [random.integer(1, last)] : []);
    if (random.chance(0.3)) apart.add(random.integer(1, last));
    // What the page was told, each by chance; the rest went with the line.
    const told = new Set<number>();
    for (const number of apart) {
      counting.handleApart(number);
      if (random.chance(0.5)) told.add(number);
    }
    const handled = random.integer(0, last);
    let isTold = true;
    for (let number = 1; number <= handled; number++) {
      if (apart.has(number)) continue;
      counting.handle(number);
      isTold &&= random.chance(0.7);
      if (isTold) told.add(number);
    }
    let answered = 0;
    while (told.has(answered + 1)) answered++;
    const known = [...told].filter((number) => number > answered);
    const owed = counting.owed({ got: 0, answered, apart: known }, []);
    // The page: those that are named, then the oldest of those without an answer.
    for (const number of owed.apart) {
      assert(!told.has(number), `${number} is answered twice`);
      assert(apart.has(number));
      told.add(number);
    }
    let left = owed.answers;
    for (let number = answered + 1; left > 0; number++) {
      if (told.has(number)) continue;
      assert(!apart.has(number), `${number} gets the answer of another event`);
      told.add(number);
      left--;
    }
    for (let number = 1; number <= last; number++) {
      const isHandled = number <= handled || apart.has(number);
      assert.equal(told.has(number), isHandled, `event ${number} of ${last}`);
    }
  }
});
