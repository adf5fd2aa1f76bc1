/** The line comes back by itself, finds dead sockets, and does as it is told. */

import assert from "node:assert/strict";
import { ManualClock } from "../../testing/mod.ts";
import { Line, type SocketLike } from "./line.ts";

class FakeSocket implements SocketLike {
  onopen: ((event: never) => void) | null = null;
  onmessage: ((event: never) => void) | null = null;
  onclose: ((event: never) => void) | null = null;
  onerror: ((event: never) => void) | null = null;
  readonly sent: string[] = [];
  isClosed = false;
  send(text: string): void {
    this.sent.push(text);
  }
  close(): void {
    this.isClosed = true;
  }
  open(): void {
    this.onopen?.({} as never);
  }
  say(data: string): void {
    this.onmessage?.({ data } as never);
  }
  end(code: number, reason = ""): void {
    this.onclose?.({ code, reason } as never);
  }
}

function setUp(random = 1) {
  const clock = new ManualClock();
  const sockets: FakeSocket[] = [];
  const told: string[] = [];
  const state = { isHidden: false, isBroken: false };
  const line = new Line({
    clock: { now: () => clock.now(), after: (ms, run) => clock.timer(ms, run) },
    random: () => random,
    connect: () => {
      if (state.isBroken) throw new DOMException("no such address", "SyntaxError");
      const socket = new FakeSocket();
      sockets.push(socket);
      return socket;
    },
    isHidden: () => state.isHidden,
    cameUp: () => void told.push("opened"),
    received: (data) => void told.push(String(data)),
    lost: (isOrderly) => void told.push(isOrderly ? "lost in good order" : "lost"),
    ended: ({ detail }) => void told.push(`ended ${detail}`),
  });
  const last = () => sockets.at(-1) as FakeSocket;
  return { clock, line, sockets, told, state, last };
}

Deno.test("a lost line is tried again within half a second, then ever slower, up to 20 s", async () => {
  const { clock, line, sockets, last } = setUp();
  line.connect();
  for (const wait of [500, 1_000, 2_000, 4_000, 8_000, 16_000, 20_000, 20_000]) {
    const count = sockets.length;
    last().end(1006);
    await clock.move(wait - 1);
    assert.equal(sockets.length, count);
    await clock.move(1);
    assert.equal(sockets.length, count + 1);
  }
  line.settle();
  last().end(1006);
  const count = sockets.length;
  await clock.move(500);
  assert.equal(sockets.length, count + 1);
});

Deno.test("chance spreads the tries", async () => {
  const { clock, line, sockets, last } = setUp(0.1);
  line.connect();
  last().end(1012);
  await clock.move(50);
  assert.equal(sockets.length, 2);
});

Deno.test("a hidden tab waits longer, and comes at once when it wakes", async () => {
  const { clock, line, sockets, state, last } = setUp();
  state.isHidden = true;
  line.connect();
  last().end(1006);
  await clock.move(1_999);
  assert.equal(sockets.length, 1);
  line.wake();
  assert.equal(sockets.length, 2);
});

Deno.test("a socket that went silent is asked after 10 s and left within 25", async () => {
  const { clock, line, sockets, told, last } = setUp();
  line.connect();
  last().open();
  await clock.move(10_000);
  assert.deepEqual(last().sent, ["[-5]"]);
  await clock.move(8_000);
  assert.deepEqual(told, ["opened", "lost"]);
  assert.equal(sockets[0]?.isClosed, true);
  await clock.move(500);
  assert.equal(sockets.length, 2);
});

Deno.test("a socket that answers is kept", async () => {
  const { clock, line, sockets, last } = setUp();
  line.connect();
  last().open();
  for (let i = 0; i < 10; i++) {
    await clock.move(10_000);
    last().say("[-5]");
  }
  assert.equal(sockets.length, 1);
  assert.equal(last().sent.length, 10);
});

Deno.test("on wake a dead socket is found within 2 s", async () => {
  const { clock, line, told, last } = setUp();
  line.connect();
  last().open();
  line.wake();
  await clock.move(2_000);
  assert.deepEqual(told, ["opened", "lost"]);
});

Deno.test("a socket that never opens is left", async () => {
  const { clock, line, sockets } = setUp();
  line.connect();
  await clock.move(18_500);
  assert.equal(sockets.length, 2);
});

Deno.test("a socket that cannot be made is tried again, ever slower", async () => {
  const { clock, line, sockets, told, state } = setUp();
  state.isBroken = true;
  line.connect();
  await clock.move(500);
  await clock.move(999);
  state.isBroken = false;
  assert.deepEqual([sockets.length, told], [0, ["lost", "lost"]]);
  await clock.move(1);
  assert.equal(sockets.length, 1);
});

Deno.test("there is one socket, however often and in whatever state it is asked for", async () => {
  const { clock, line, sockets, last } = setUp();
  line.connect();
  line.connect();
  last().open();
  line.connect();
  assert.equal(sockets.length, 1);
  last().end(1006);
  // Asked for while one waits to be tried: that one is tried no more.
  line.connect();
  await clock.move(1_000);
  assert.equal(sockets.length, 2);
  last().end(1006);
  line.close();
  await clock.move(100_000);
  assert.equal(sockets.length, 2);
});

Deno.test("a socket that opens after a long rest is not taken for a silent one", async () => {
  const { clock, line, told, last } = setUp();
  line.connect();
  last().open();
  line.close();
  await clock.move(60_000);
  line.connect();
  last().open();
  await clock.move(9_999);
  assert.deepEqual(last().sent, []);
  await clock.move(1);
  assert.deepEqual(last().sent, ["[-5]"]);
  assert.deepEqual(told, ["opened", "lost", "opened"]);
});

Deno.test("every message puts off the question whether the line is alive", async () => {
  const { clock, line, last } = setUp();
  line.connect();
  last().open();
  await clock.move(6_000);
  last().say("a");
  await clock.move(9_999);
  assert.deepEqual(last().sent, []);
  await clock.move(1);
  assert.deepEqual(last().sent, ["[-5]"]);
  // One answer is enough, and one question at a time.
  last().say("[-5]");
  line.wake();
  line.wake();
  last().say("[-5]");
  await clock.move(9_999);
  assert.deepEqual([last().sent.length, clock.timers], [3, 1]);
});

Deno.test("close() tells of a loss where there was a line, and only there", () => {
  const { line, told, last } = setUp();
  line.close();
  line.connect();
  line.close();
  assert.deepEqual(told, []);
  line.connect();
  last().open();
  line.close();
  line.close();
  assert.deepEqual(told, ["opened", "lost"]);
});

Deno.test("a loss is told once, also where a socket never opened", () => {
  const { line, told, last } = setUp();
  line.connect();
  last().end(1006);
  line.renew();
  line.renew();
  assert.deepEqual(told, ["lost"]);
});

Deno.test("codes 4400 to 4419 are final", async () => {
  const { clock, line, sockets, told, last } = setUp();
  line.connect();
  last().open();
  last().end(4409);
  await clock.move(100_000);
  line.wake();
  line.renew();
  assert.equal(sockets.length, 1);
  assert.deepEqual(told, ["opened", "ended 4409"]);
  assert.equal(clock.timers, 0);
});

Deno.test("end() closes for good, whatever state the line is in", async () => {
  const { clock, line, sockets, told, last } = setUp();
  line.connect();
  last().open();
  line.end({ code: "refused", detail: 4401 });
  last().say("late");
  await clock.move(100_000);
  assert.deepEqual([told, sockets.length, last().isClosed], [["opened", "ended 4401"], 1, true]);
  assert.equal(clock.timers, 0);
});

Deno.test("a try that was waited for before does not come early after 4429", async () => {
  const { clock, line, sockets, last } = setUp();
  line.connect();
  last().end(1006);
  line.connect();
  last().open();
  last().end(4429, "7000");
  await clock.move(6_999);
  assert.equal(sockets.length, 2);
  await clock.move(1);
  assert.equal(sockets.length, 3);
});

Deno.test("4429 comes back after its hint, whatever wakes the page", async () => {
  const { clock, line, sockets, last } = setUp();
  line.connect();
  last().end(4429, "7000");
  line.wake();
  await clock.move(6_999);
  assert.equal(sockets.length, 1);
  await clock.move(1);
  assert.equal(sockets.length, 2);
});

Deno.test("renew() after a drain comes back when it was told", async () => {
  const { clock, line, sockets, told, last } = setUp();
  line.connect();
  last().open();
  line.renew(3_000);
  assert.deepEqual(told, ["opened", "lost in good order"]);
  await clock.move(3_000);
  assert.equal(sockets.length, 2);
});

Deno.test("codes of a server that goes are an orderly end, others are not", () => {
  for (
    const [code, news] of [[1001, "lost in good order"], [1012, "lost in good order"], [
      1006,
      "lost",
    ], [4429, "lost"]] as const
  ) {
    const { line, told, last } = setUp();
    line.connect();
    last().open();
    last().end(code);
    assert.deepEqual(told, ["opened", news], String(code));
  }
});

Deno.test("however long the server wants the page to stay away, it comes back within a minute", async () => {
  for (const after of [1e12, 70_000]) {
    const { clock, line, sockets, last } = setUp();
    line.connect();
    last().open();
    line.renew(after);
    await clock.move(60_000);
    assert.equal(sockets.length, 2, String(after));
  }
});

Deno.test("a socket that may not be opened is a loss, and is tried ever later", async () => {
  const { clock, line, sockets, told, state } = setUp();
  state.isBroken = true;
  line.connect();
  assert.deepEqual(told, ["lost"]);
  await clock.move(60_000);
  assert(told.length > 5 && told.length < 10, `${told.length} tries in a minute`);
  state.isBroken = false;
  await clock.move(20_000);
  assert.equal(sockets.length, 1);
});

Deno.test("close() stays closed until connect()", async () => {
  const { clock, line, sockets, last } = setUp();
  line.connect();
  last().open();
  line.close();
  line.wake();
  await clock.move(100_000);
  assert.equal(sockets.length, 1);
  assert.equal(clock.timers, 0);
  line.connect();
  assert.equal(sockets.length, 2);
});

Deno.test("a socket that was left is heard no more", () => {
  const { line, sockets, told } = setUp();
  line.connect();
  sockets[0]?.open();
  line.renew();
  sockets[0]?.say("late");
  sockets[0]?.end(1000);
  assert.deepEqual(told, ["opened", "lost in good order"]);
});

Deno.test("what is sent while no socket is open is not sent later", () => {
  const { line, last } = setUp();
  line.connect();
  line.send("early");
  last().open();
  assert.deepEqual(last().sent, []);
});

Deno.test("latency makes everything late, in order", async () => {
  const { clock, line, last } = setUp();
  line.connect();
  last().open();
  line.latency = 200;
  line.send("a");
  line.send("b");
  await clock.move(199);
  assert.deepEqual(last().sent, []);
  await clock.move(1);
  assert.deepEqual(last().sent, ["a", "b"]);
});

Deno.test("what is late is lost with its line", async () => {
  const { clock, line, sockets, last } = setUp();
  line.connect();
  last().open();
  line.latency = 200;
  line.send("late");
  last().end(1006);
  line.connect();
  last().open();
  line.send("after");
  await clock.move(200);
  assert.deepEqual(sockets.map(({ sent }) => sent), [[], ["after"]]);
});

Deno.test("a latency that is lowered lets nothing overtake what is under way", async () => {
  const { clock, line, last } = setUp();
  line.connect();
  last().open();
  line.latency = 500;
  line.send("a");
  line.latency = 0;
  line.send("b");
  await clock.move(500);
  line.send("c");
  assert.deepEqual(last().sent, ["a", "b", "c"]);
});
