/** The mailbox: in order, bounded, and every event answered. */

import assert from "node:assert/strict";
import { seedFrom, size } from "../../../tests/seed.ts";
import { type Letter, Mailbox } from "./mailbox.ts";
import type { Subscription } from "./subscriptions.ts";

function to(topic: string): Subscription {
  return { topic, take: undefined, isOver: false };
}

function eventLetter(number: number, name = "save"): Extract<Letter, { type: "event" }> {
  const event = { type: "event", name, params: {}, reply: false } as const;
  return { type: "event", event, number, numbering: 0 };
}

function all(mailbox: Mailbox): Letter[] {
  const letters: Letter[] = [];
  for (let letter = mailbox.take(); letter; letter = mailbox.take()) letters.push(letter);
  return letters;
}

Deno.test("letters come out in the order in which they were put in", () => {
  const mailbox = new Mailbox(10);
  mailbox.event(eventLetter(1));
  mailbox.message("a");
  mailbox.refuse("rate", 3);
  mailbox.event(eventLetter(3));
  mailbox.callFirst("connected", () => {});
  const types = all(mailbox).map((letter) => letter.type);
  assert.deepEqual(types, ["call", "event", "message", "refused", "event"]);
});

Deno.test("takeEvents() takes out what is wanted and leaves the rest in order", () => {
  const mailbox = new Mailbox(10);
  mailbox.message("gone");
  for (let i = 1; i <= 4; i++) mailbox.event(eventLetter(i, i % 2 ? "stop" : "save"));
  mailbox.take();
  const taken = mailbox.takeEvents((event) => event.type === "event" && event.name === "stop");
  assert.deepEqual(taken.map((letter) => letter.number), [1, 3]);
  const rest = all(mailbox);
  assert.deepEqual(rest.map((letter) => letter.type === "event" && letter.number), [2, 4]);
});

Deno.test("a gap waits once per topic, and again once it was taken", () => {
  const mailbox = new Mailbox(1);
  mailbox.message("full");
  for (const topic of ["a", "a", "b"]) mailbox.published(to(topic), 1);
  assert.deepEqual(all(mailbox).map((letter) => letter.type), ["message", "gap", "gap"]);
  mailbox.message("full");
  mailbox.published(to("a"), 1);
  assert.equal(all(mailbox).length, 2);
});

Deno.test("a gap that was taken waits again, also while something stands behind it", () => {
  const mailbox = new Mailbox(1);
  mailbox.message("full");
  mailbox.published(to("a"), 1);
  mailbox.call("behind", () => {});
  assert.deepEqual([mailbox.take()?.type, mailbox.take()?.type], ["message", "gap"]);
  mailbox.published(to("a"), 2);
  mailbox.published(to("a"), 3);
  assert.deepEqual(all(mailbox).map((letter) => letter.type), ["call", "gap"]);
});

Deno.test("callFirst() goes before all that waits, also when some was taken already", () => {
  const mailbox = new Mailbox(10);
  for (const message of ["a", "b", "c"]) mailbox.message(message);
  mailbox.take();
  mailbox.callFirst("first", () => {});
  assert.deepEqual(all(mailbox).map((letter) => letter.type), ["call", "message", "message"]);
  mailbox.callFirst("alone", () => {});
  assert.deepEqual(all(mailbox).map((letter) => letter.type), ["call"]);
});

Deno.test("refused events of one code share a letter, others have their own", () => {
  const mailbox = new Mailbox(10);
  mailbox.refuse("rate", 1);
  mailbox.refuse("rate", 2);
  mailbox.refuse("bad-frame", 3);
  mailbox.message("between");
  mailbox.refuse("bad-frame", 4);
  const told = all(mailbox).map((letter) =>
    letter.type === "refused" && [letter.code, letter.count, letter.number]
  );
  assert.deepEqual(told, [["rate", 2, 2], ["bad-frame", 1, 3], false, ["bad-frame", 1, 4]]);
});

Deno.test("thousands of letters come out in order, whatever comes behind them meanwhile", () => {
  const mailbox = new Mailbox(10_000);
  const seen: unknown[] = [];
  let put = 0;
  while (seen.length < 5_000) {
    for (let i = 0; i < 3 && put < 5_000; i++) mailbox.message(put++);
    for (let i = 0; i < 2 && mailbox.length > 0; i++) {
      const letter = mailbox.take();
      if (letter?.type === "message") seen.push(letter.message);
    }
    assert.equal(mailbox.length, put - seen.length);
  }
  assert.deepEqual(seen, Array.from({ length: 5_000 }, (_, i) => i));
});

Deno.test("whatever comes, order holds, every event is answered, and memory is bounded", () => {
  const random = seedFrom("mailbox");
  for (let round = 0; round < size(200, 5_000); round++) {
    const most = random.integer(1, 20);
    const mailbox = new Mailbox(most);
    let counted = 0;
    let answered = 0;
    let last = 0;
    const look = (letter: Letter | undefined): void => {
      if (letter?.type === "refused") {
        answered += letter.count;
        assert(letter.number >= last + letter.count);
        last = letter.number;
      }
      if (letter?.type !== "event") return;
      answered++;
      assert(letter.number > last);
      last = letter.number;
    };
    for (let step = 0; step < 100; step++) {
      switch (random.integer(0, 4)) {
        case 0:
          mailbox.event(eventLetter(++counted));
          break;
        case 1:
          counted++;
          mailbox.refuse(random.pick(["rate", "busy"]), counted);
          break;
        case 2:
          mailbox.published(to(random.pick(["a", "b"])), step);
          break;
        case 3: {
          const hasRoom = !mailbox.isFull;
          assert.equal(mailbox.message(step), hasRoom);
          break;
        }
        case 4:
          look(mailbox.take());
          break;
      }
      // Over the bound: one gap per topic, and one letter of refusals beside each.
      assert(mailbox.length <= most + 5, `${mailbox.length} letters wait, ${most} may`);
    }
    for (const letter of all(mailbox)) look(letter);
    assert.equal(answered, counted);
    assert.equal(mailbox.length, 0);
  }
});
