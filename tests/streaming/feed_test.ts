/** What a page is sent of streams: when, how much at once, and what is told where it cannot be. */

import assert from "node:assert/strict";
import { event, html, LiveView } from "../../mod.ts";
import type { Json } from "../../protocol/mod.ts";
import {
  adopted,
  factsFor,
  FakeOutlet,
  FakeWorld,
  mounted,
  named,
  seen,
} from "../kit/instance_kit.ts";
import { Instance } from "../../server/instance/instance.ts";
import { StreamingMixin } from "../../streaming/mod.ts";

class Feed extends StreamingMixin(LiveView) {
  heard: unknown[] = [];
  source: AsyncIterable<string> | string[] = [];
  mount() {
    feed = this;
    this.stream<string>("lines", given(), { key: (line) => line });
  }
  @event
  act(): unknown {
    return play(this);
  }
  handleInfo(message: unknown) {
    this.heard.push(message);
  }
  render() {
    return html`<ul dj-stream=${this.streams.lines}></ul>`;
  }
}

let feed: Feed;
let given: () => string[] | AsyncIterable<string> = () => [];
let play = (_: Feed): unknown => undefined;

async function setUp(world: FakeWorld = new FakeWorld(), first: typeof given = () => []) {
  given = first;
  const stage = await adopted(Feed, world);
  return {
    ...stage,
    async acts(what: (view: Feed) => unknown): Promise<void> {
      play = what;
      stage.instance.receive(named("act"));
      await world.clock.settled();
    },
  };
}

/** What frames have for the stream, joined: the operations without the name. */
function operations(frames: readonly Json[][]): Json[] {
  return frames.flatMap((frame) => {
    const { e = [] } = (frame.at(-1) ?? {}) as { e?: [string, Json[]][] };
    return e.filter(([name]) => name === "dj-stream").flatMap(([, [, ...rest]]) => rest);
  });
}

/** The texts of the rows that come. */
function texts(frames: readonly Json[][]): Json[] {
  const all = operations(frames);
  return all.filter((_, i) => all[i - 2] === 1);
}

Deno.test("what a handler streams goes with its answer, in one frame, and is forgotten", async () => {
  const { acts, outlet, instance } = await setUp();
  const before = instance.bytes;
  await acts((view) => {
    view.streamInsert("lines", "a");
    view.streamInsert("lines", "b", { at: "prepend" });
    view.streamDelete("lines", "a");
  });
  const frames = outlet.take();
  assert.equal(frames.length, 1);
  assert.deepEqual(operations(frames), [7, 0, 1, "a", "a", 2, "b", "b", 5, "a"]);
  instance.acked(1);
  assert.equal(instance.bytes, before);
});

Deno.test("what was painted is not sent again; what came between paint and line is", async () => {
  given = () => ["one"];
  const { instance, world } = await mounted(Feed);
  assert.match(instance.painted().content, /<li dj-key="one">one<\/li>/);
  feed.streamInsert("lines", "two");
  const outlet = new FakeOutlet();
  instance.adopt(outlet);
  await world.clock.move(20);
  assert.deepEqual(operations(outlet.take()), [7, 0, 1, "two", "two"]);
});

Deno.test("a page that gets all of it begins anew, with what stream() gave", async () => {
  given = () => ["one", "two"];
  const world = new FakeWorld();
  const instance = new Instance(Feed, world);
  await instance.mount(factsFor(), "join");
  const outlet = new FakeOutlet();
  instance.attachFull(outlet);
  await world.clock.move(20);
  assert.deepEqual(
    operations(outlet.take()),
    [9, 0, 7, 0, 7, 0, 1, "one", "one", 1, "two", "two"],
  );
});

Deno.test("outside of handlers operations within 16 ms are one frame", async () => {
  const { outlet, world } = await setUp();
  feed.streamInsert("lines", "a");
  await world.clock.move(1);
  for (const line of ["b", "c", "d"]) feed.streamInsert("lines", line);
  await world.clock.move(14);
  assert.deepEqual(texts(outlet.take()), ["a"]);
  await world.clock.move(2);
  const frames = outlet.take();
  assert.deepEqual([frames.length, texts(frames)], [1, ["b", "c", "d"]]);
});

Deno.test("128 frames without an ack are a window: the rest waits, and await flush() with it", async () => {
  const { outlet, world, instance } = await setUp();
  const lines = async (from: number, to: number): Promise<void> => {
    for (let i = from; i < to; i++) {
      feed.streamInsert("lines", `line ${i}`);
      await world.clock.move(16);
    }
  };
  await lines(0, 200);
  const sent = outlet.take();
  assert.equal(sent.length, 128);
  let flushed = 0;
  play = async (view) => {
    await view.flush();
    flushed++;
  };
  instance.receive(named("act"));
  // Nobody is late meanwhile: the handler waits for its reader, who is given up after 10 s.
  await world.clock.move(60_000);
  assert.deepEqual([flushed, outlet.take()], [0, []]);
  assert.deepEqual(outlet.closed, { code: 4430, reason: "too slow a reader" });
  instance.acked(100);
  await world.clock.settled();
  assert.equal(flushed, 1);
  await lines(200, 250);
  const all = [...sent, ...outlet.take()];
  assert.deepEqual(texts(all), Array.from({ length: 250 }, (_, i) => `line ${i}`));
  assert.deepEqual([world.told("error"), feed.heard], [[], []]);
  await instance.end("left");
});

Deno.test("bytes are a window, too: the page is asked for an ack halfway, and no frame is too large", async () => {
  const { outlet, world, instance, acts } = await setUp();
  const line = (i: number): string => `${i} ${"x".repeat(997)}`;
  await acts((view) => {
    for (let i = 0; i < 400; i++) view.streamInsert("lines", line(i));
  });
  const first = outlet.sent.slice();
  const bytes = first.reduce((sum, text) => sum + text.length, 0);
  assert(bytes >= 131_072 && bytes < 200_000, `${bytes} bytes`);
  assert(first.every((text) => text.length < 40_000));
  assert.equal(first.filter((text) => text.includes('"a":1}')).length, 1);
  await world.clock.move(1_000);
  assert.equal(outlet.sent.length, first.length);
  const all: Json[] = [];
  for (let got = 0; got < instance.sent;) {
    all.push(...texts(outlet.take()));
    got = instance.sent;
    instance.acked(got);
    await world.clock.settled();
  }
  all.push(...texts(outlet.take()));
  assert.deepEqual(
    all.map((text) => parseInt(String(text))),
    Array.from(line(0) && all, (_, i) => i),
  );
  assert.equal(all.length, 400);
  await instance.end("left");
});

Deno.test("a cut loses nothing: what was sent is sent again, what waited follows, once", async () => {
  const { outlet, world, instance, acts } = await setUp();
  await acts((view) => view.streamInsert("lines", "a"));
  await acts((view) => view.streamInsert("lines", "b"));
  assert.equal(outlet.take().length, 2);
  instance.detach();
  feed.streamInsert("lines", "c");
  await world.clock.move(100);
  const next = new FakeOutlet();
  instance.replay(next, seen(1));
  await world.clock.move(100);
  assert.deepEqual(texts(next.take()), ["b", "c"]);
  assert.deepEqual(feed.heard, []);
  await instance.end("left");
});

Deno.test("await flush() waits while no line is there, and no longer than the view lives", async () => {
  const { world, instance } = await setUp();
  const told: string[] = [];
  play = async (view) => {
    await view.flush();
    told.push("line");
    await view.flush();
    told.push("end");
  };
  instance.detach();
  instance.receive(named("act"));
  await world.clock.move(50_000);
  assert.deepEqual(told, []);
  instance.replay(new FakeOutlet(), seen(0));
  await world.clock.move(100);
  assert.deepEqual(told, ["line", "end"]);
  await instance.end("left");
});

const lost = { type: "stream", name: "lines", lost: true };

Deno.test("more than 1 MiB that waits empties the stream, and tells the view, once", async () => {
  const { world, instance, outlet } = await setUp();
  instance.detach();
  for (let i = 0; i < 2_500; i++) feed.streamInsert("lines", `${i} ${"x".repeat(1_000)}`);
  await world.clock.move(100);
  assert.deepEqual(feed.heard, [lost]);
  assert(instance.bytes < 2_000_000);
  const next = new FakeOutlet();
  instance.replay(next, seen(0));
  for (let i = 0; i < 40; i++) {
    instance.acked(instance.sent);
    await world.clock.settled();
  }
  const all = operations(next.take());
  assert.deepEqual(all.slice(0, 4), [9, 0, 7, 0]);
  assert.equal(all.at(-1), `2499 ${"x".repeat(1_000)}`);
  assert.deepEqual(outlet.take(), []);
  await instance.end("left");
});

Deno.test("a frame that the ring could not keep is lost at a cut: the view is told", async () => {
  const { world, instance, acts } = await setUp();
  await acts((view) => view.streamInsert("lines", "y".repeat(300_000)));
  instance.detach();
  const next = new FakeOutlet();
  instance.replay(next, seen(0));
  await world.clock.move(100);
  assert.deepEqual(feed.heard, [lost]);
  assert.deepEqual(operations(next.take()), [9, 0, 7, 0]);
  await instance.end("left");
});

Deno.test("a page that has lost rows, too, says so: all of it comes, and the view is told", async () => {
  const { world, instance, acts, outlet } = await setUp();
  instance.heal(0, true);
  await acts((view) => view.streamInsert("lines", "a"));
  instance.heal(0);
  await world.clock.move(20);
  assert.deepEqual(feed.heard, []);
  outlet.take();
  instance.heal(0, true);
  await world.clock.move(20);
  assert.deepEqual(feed.heard, [lost]);
  assert.deepEqual(operations(outlet.take()), [9, 0, 7, 0]);
  await instance.end("left");
});

/** An iterable that counts what it gave, and is told when it is left. */
function counting(most = Infinity) {
  const state = { given: 0, isLeft: false };
  async function* lines(): AsyncGenerator<string> {
    try {
      while (state.given < most) yield await Promise.resolve(`${state.given++} ${"z".repeat(500)}`);
    } finally {
      state.isLeft = true;
    }
  }
  return { state, lines };
}

Deno.test("an async iterable starts with the line, pauses with the reader, and ends with the view", async () => {
  const { state, lines } = counting();
  given = lines;
  const { instance, world } = await mounted(Feed);
  await world.clock.move(100);
  assert.equal(state.given, 0);
  const outlet = new FakeOutlet();
  instance.adopt(outlet);
  for (let i = 0; i < 50; i++) await world.clock.move(16);
  const paused = state.given;
  assert(paused > 100 && paused < 300, `${paused} items`);
  await world.clock.move(10_000);
  assert.equal(state.given, paused);
  instance.acked(instance.sent);
  for (let i = 0; i < 50; i++) await world.clock.move(16);
  assert(state.given > paused);
  const all = texts(outlet.take()).map((text) => parseInt(String(text)));
  assert.deepEqual(all, all.map((_, i) => i));
  await instance.end("left");
  await world.clock.settled();
  assert.equal(state.isLeft, true);
});

Deno.test("an async iterable that fails is reported, and what came of it stays", async () => {
  const { world, outlet, instance } = await setUp(new FakeWorld(), () =>
    (async function* () {
      yield await Promise.resolve("a");
      throw new Error("feed away");
    })());
  await world.clock.move(100);
  assert.deepEqual(texts(outlet.take()), ["a"]);
  assert.match(String(world.told("error")[0]?.error), /feed away/);
  await instance.end("left");
});

Deno.test("stream() once more, in a handler, begins anew and leaves the iterable that fed it", async () => {
  const { state, lines } = counting();
  const { acts, world, outlet, instance } = await setUp(new FakeWorld(), lines);
  await world.clock.move(100);
  outlet.take();
  instance.acked(instance.sent);
  await acts((view) => view.stream("lines", ["new"], { limit: 5 }));
  for (let i = 0; i < 10; i++) {
    instance.acked(instance.sent);
    await world.clock.move(16);
  }
  assert.equal(state.isLeft, true);
  const all = operations(outlet.take());
  assert.deepEqual(all.slice(all.lastIndexOf(7) - 1), [0, 7, 5, 1, "~1", "new"]);
  await instance.end("left");
});
