/** Events go up in order, once, paced; every one of them is settled. */

import assert from "node:assert/strict";
import { openOutbox } from "../../tests/kit/outbox_kit.ts";

Deno.test("the first event leaves at once, those within 16 ms share a message", async () => {
  const { outbox, sent, push, clock } = openOutbox();
  outbox.resume(undefined);
  push("a");
  assert.deepEqual(sent, ['"a"']);
  push("b");
  push([1, 2]);
  await clock.move(15);
  assert.equal(sent.length, 1);
  await clock.move(1);
  assert.deepEqual(sent, ['"a"', '[0,"b",[1,2]]']);
  await clock.move(100);
  assert.equal(clock.timers, 0);
});

Deno.test("events wait while there is no line", () => {
  const { outbox, sent, push } = openOutbox();
  push("a");
  push("b");
  assert.deepEqual(sent, []);
  assert.equal(outbox.tally(), 2);
  outbox.resume(undefined);
  assert.deepEqual(sent, ['[0,"a","b"]']);
});

Deno.test("a resume sends exactly what the server has not received", () => {
  const { outbox, sent, push, answer, settled } = openOutbox();
  outbox.resume(undefined);
  for (const name of ["a", "b", "c"]) push(name, name);
  answer(1);
  outbox.tally();
  sent.length = 0;
  assert(outbox.resume(2, 32));
  assert.deepEqual(sent, ['"c"']);
  answer(2);
  assert.deepEqual(settled, ["a ok", "b ok", "c ok"]);
});

Deno.test("a resume that cannot be is refused", () => {
  const { outbox, push, answer } = openOutbox();
  outbox.resume(undefined);
  push("a");
  answer(1);
  outbox.pause();
  assert.equal(outbox.resume(2, 32), false);
});

Deno.test("resume() believes nobody who has seen less than was answered", () => {
  const { outbox, push, answer } = openOutbox();
  outbox.resume(undefined);
  for (const name of ["a", "b"]) push(name);
  answer(1);
  outbox.tally();
  assert.equal(outbox.resume(0, 32), false);
});

Deno.test("what was answered before its turn keeps its number, wherever the page comes to", async () => {
  const { outbox, sent, settled, push, answer, clock } = openOutbox();
  outbox.resume(undefined, 32, "one.");
  for (const name of ["slow", "stop", "next"]) push(name, name);
  await clock.move(100);
  answer(0, 2);
  sent.length = 0;
  outbox.tally();
  assert.deepEqual(outbox.seen, { on: "one.", answered: 0, apart: [2], sent: 3 });
  // From a snapshot that holds none of them.
  assert(outbox.resume(0, 32, "two."));
  answer(1);
  await clock.move(100);
  assert.deepEqual(sent, ['"slow"', '"next"']);
  assert.deepEqual(outbox.seen, { on: "two.", answered: 2, sent: 3 });
  answer(1);
  assert.deepEqual([settled, outbox.seen.answered], [["stop ok", "slow ok", "next ok"], 3]);
});

Deno.test("resume() sends nothing again that was answered out of order", async () => {
  const { outbox, sent, settled, push, answer, clock } = openOutbox();
  outbox.resume(undefined);
  for (const name of ["slow", "stop", "next"]) push(name, name);
  await clock.move(100);
  answer(0, 2);
  outbox.pause();
  sent.length = 0;
  outbox.tally();
  // Another instance, which has seen none of them.
  outbox.resume(undefined);
  assert.deepEqual(sent, ['[0,"slow","next"]']);
  answer(1);
  answer(1);
  assert.deepEqual(settled, ["stop ok", "slow ok", "next ok"]);
});

Deno.test("what is answered makes place: the next event goes up, and nothing goes twice", async () => {
  const { outbox, sent, push, answer, clock } = openOutbox();
  outbox.resume(undefined);
  for (const name of ["a", "b", "c"]) {
    push(name, name);
    answer(1);
    await clock.move(100);
  }
  assert.deepEqual(sent, ['"a"', '"b"', '"c"']);
  assert.deepEqual([outbox.seen.answered, outbox.tally()], [3, 0]);
});

Deno.test("what was answered out of order is over as soon as all before it is", async () => {
  const { outbox, sent, settled, push, answer, clock } = openOutbox();
  outbox.resume(undefined);
  for (const name of ["a", "b", "c"]) push(name, name);
  await clock.move(100);
  answer(0, 2);
  // The same instance: it has received all three.
  assert.equal(outbox.tally(), 3);
  sent.length = 0;
  assert(outbox.resume(3));
  answer(1);
  assert.deepEqual([outbox.seen.answered, outbox.tally()], [2, 1]);
  assert(outbox.resume(3));
  answer(0, 3);
  assert.deepEqual([settled, outbox.tally()], [["b ok", "a ok", "c ok"], 0]);
  assert(outbox.resume(3));
  push("d");
  assert.deepEqual(sent, ['"d"']);
});

Deno.test("a resume says what was answered, what apart from the others, and what was sent", async () => {
  const { outbox, push, answer, clock } = openOutbox();
  assert.deepEqual(outbox.seen, { on: "", answered: 0 });
  outbox.resume(undefined);
  for (const name of ["a", "b", "c", "d", "e"]) push(name, name);
  assert.deepEqual(outbox.seen, { on: "", answered: 0, sent: 1 });
  await clock.move(100);
  answer(0, 3);
  answer(0, 5);
  answer(1);
  assert.deepEqual(outbox.seen, { on: "", answered: 1, apart: [3, 5], sent: 5 });
  answer(2);
  assert.deepEqual(outbox.seen, { on: "", answered: 5 });
});

Deno.test("nothing goes up between a loss and the resume", async () => {
  const { outbox, sent, push, clock } = openOutbox();
  outbox.resume(undefined);
  push("a");
  push("b");
  outbox.pause();
  push("c");
  await clock.move(1_000);
  assert.deepEqual(sent, ['"a"']);
  outbox.resume(1);
  assert.deepEqual(sent, ['"a"', '[0,"b","c"]']);
});

Deno.test("a credit is granted anew at each resume, and used when it comes", async () => {
  const { outbox, sent, push, clock } = openOutbox();
  for (let i = 0; i < 4; i++) push(`e${i}`);
  outbox.resume(0, 9);
  outbox.tally();
  sent.length = 0;
  outbox.resume(0, 1);
  await clock.move(1_000);
  assert.deepEqual(sent, ['"e0"']);
  outbox.grant(2);
  assert.deepEqual(sent, ['"e0"', '[0,"e1","e2"]']);
});

Deno.test("declared events go by credit, those after them by the rate", async () => {
  const { outbox, sent, push, clock } = openOutbox();
  for (let i = 0; i < 5; i++) push(`e${i}`);
  outbox.tally();
  push("late");
  outbox.resume(0, 2);
  assert.deepEqual(sent, ['[0,"e0","e1"]']);
  outbox.grant(2);
  await clock.move(16);
  assert.deepEqual(sent[1], '[0,"e2","e3"]');
  outbox.grant(1);
  await clock.move(16);
  assert.deepEqual(sent[2], '[0,"e4","late"]');
});

Deno.test("an event that came while a resume was asked needs no credit", () => {
  const { outbox, sent, push } = openOutbox();
  outbox.tally();
  push("late");
  outbox.resume(0, 0);
  assert.deepEqual(sent, ['"late"']);
});

Deno.test("over the rate events wait for the bucket, and none is lost", async () => {
  const { outbox, sent, push, clock } = openOutbox();
  outbox.resume(undefined);
  for (let i = 0; i < 150; i++) push(`e${i}`);
  await clock.move(16);
  const count = () =>
    sent.flatMap((text) => text[0] === "[" ? JSON.parse(text).slice(1) : [text]).length;
  assert.equal(count(), 50);
  await clock.move(500);
  assert(count() >= 74 && count() <= 76, `${count()} after half a second`);
  await clock.move(1_600);
  assert.equal(count(), 150);
});

Deno.test("what a line holds up for a second is within the rate when it arrives all at once", async () => {
  const { outbox, sent, push, clock } = openOutbox();
  outbox.resume(undefined);
  for (let i = 0; i < 500; i++) push(`e${i}`);
  await clock.move(1_000);
  const count = sent.flatMap((text) => text[0] === "[" ? JSON.parse(text).slice(1) : [text]).length;
  // The burst of the server's bucket, which was full until now.
  assert(count <= 100, `${count} arrive at once`);
});

Deno.test("a batch stays small enough for any count of keys", async () => {
  const { outbox, sent, push, clock } = openOutbox();
  for (let i = 0; i < 30; i++) push(["x", { text: "y".repeat(200) }]);
  outbox.resume(undefined);
  await clock.move(100);
  assert(sent.length > 2 && sent.every((text) => text.length < 2_300));
});

Deno.test("answers settle the oldest, with failures and replies by their offsets", async () => {
  const { outbox, settled, push, clock } = openOutbox();
  outbox.resume(undefined);
  for (const name of ["a", "b", "c"]) push(name, name);
  await clock.move(16);
  outbox.answer(3, undefined, new Map([[1, { code: "handler" }]]), new Map([[2, 7]]));
  assert.deepEqual(settled, ["a ok", "b handler", "c ok 7"]);
});

Deno.test("an answer out of order settles its own event, and the others keep their turns", async () => {
  const { outbox, settled, push, answer, clock } = openOutbox();
  outbox.resume(undefined);
  for (const name of ["a", "b", "c"]) push(name, name);
  await clock.move(16);
  answer(0, 2);
  assert.deepEqual(settled, ["b ok"]);
  answer(2);
  assert.deepEqual(settled, ["b ok", "a ok", "c ok"]);
});

Deno.test("a value over 64 KB, or with over 1,000 keys, is refused before it is sent", () => {
  const { outbox, sent, settled, push } = openOutbox();
  outbox.resume(undefined);
  push(["x", { text: "ä".repeat(33_000) }], "bytes");
  push(["x", { list: Array.from({ length: 1_001 }, () => 1) }], "keys");
  assert.deepEqual(settled, ["bytes too-large", "keys too-large"]);
  assert.deepEqual(sent, []);
});

Deno.test("a value of 64 KB to the byte, and of 1,000 keys, goes up", () => {
  const { outbox, sent, settled, push } = openOutbox();
  outbox.resume(undefined);
  const bytes = 65_536 - JSON.stringify(["x", { text: "" }]).length;
  push(["x", { text: "y".repeat(bytes) }], "bytes");
  push(["x", { text: "y".repeat(bytes + 1) }], "one more byte");
  // The message itself, its parts, and the list.
  push(["x", { list: Array.from({ length: 996 }, () => 1) }], "keys");
  push(["x", { list: Array.from({ length: 997 }, () => 1) }], "one more key");
  assert.deepEqual(settled, ["one more byte too-large", "one more key too-large"]);
  assert.equal(sent.length, 1);
});

Deno.test("the queue holds 1,000 events", () => {
  const { settled, push } = openOutbox();
  for (let i = 0; i < 1_001; i++) push("a", `e${i}`);
  assert.deepEqual(settled, ["e1000 queue-full"]);
});

Deno.test("the queue holds 256 KB", () => {
  const { settled, push } = openOutbox();
  for (let i = 0; i < 6; i++) push(["x", { text: "y".repeat(50_000) }], `e${i}`);
  assert.deepEqual(settled, ["e5 queue-full"]);
});

Deno.test("anew() gives up closures as stale and keeps names", () => {
  const { outbox, sent, settled, push } = openOutbox();
  push("a", "a");
  push([5, 0], "closure");
  push(["b", { x: 1 }], "b");
  outbox.anew(true, () => {});
  assert.deepEqual(settled, ["closure stale"]);
  outbox.resume(undefined);
  assert.deepEqual(sent, ['[0,"a",["b",{"x":1}]]']);
});

Deno.test("the queue forgets as many bytes as it took, whatever the script", async () => {
  const { outbox, settled, push, answer, clock } = openOutbox();
  outbox.resume(undefined);
  // 18 KB each: what stayed behind of twenty would fill the queue.
  for (let i = 0; i < 40; i++) {
    push(["x", { text: "漢".repeat(6_000) }], `e${i}`);
    await clock.move(100);
    answer(1);
  }
  assert.deepEqual(settled, Array.from({ length: 40 }, (_, i) => `e${i} ok`));
});

Deno.test("refuse() settles what waits and what comes, until there is another line", async () => {
  const { outbox, sent, settled, push, answer, clock } = openOutbox();
  outbox.resume(undefined);
  for (const name of ["a", "stop", "b"]) push(name, name);
  await clock.move(16);
  answer(0, 2);
  outbox.pause();
  outbox.refuse({ code: "refused" });
  push("c", "c");
  assert.deepEqual(settled, ["stop ok", "a refused", "b refused", "c refused"]);
  sent.length = 0;
  assert.equal(outbox.tally(), 0);
  outbox.resume(undefined);
  push("d");
  assert.deepEqual(sent, ['"d"']);
});
