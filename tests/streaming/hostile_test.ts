/** Streams that are given too much, too early or too late, and sources that misbehave. */

import assert from "node:assert/strict";
import { type AsyncValue, event, html, LiveView } from "../../mod.ts";
import type { Json } from "../../protocol/mod.ts";
import { StreamingMixin } from "../../streaming/mod.ts";
import { until } from "../until.ts";
import { adopted, FakeOutlet, FakeWorld, mounted, named } from "../kit/instance_kit.ts";

class Feed extends StreamingMixin(LiveView) {
  heard: unknown[] = [];
  isShown = true;
  mount() {
    feed = this;
    this.stream<unknown>("lines", given(), { key: (line) => line as string });
  }
  @event
  act(): unknown {
    return play(this);
  }
  handleInfo(message: unknown) {
    this.heard.push(message);
    return told(this);
  }
  render() {
    return this.isShown ? html`<ul dj-stream=${this.streams.lines}></ul>` : html`<p>other</p>`;
  }
}

let feed: Feed;
let given: () => unknown[] | AsyncIterable<unknown> = () => [];
let play = (_: Feed): unknown => undefined;
let told = (_: Feed): unknown => undefined;

function reset(): void {
  given = () => [];
  play = told = () => undefined;
}

/** The operations that frames have for the stream. */
function operations(outlet: FakeOutlet): Json[] {
  return outlet.take().flatMap((frame) => {
    const { e = [] } = (frame.at(-1) ?? {}) as { e?: [string, Json[]][] };
    return e.filter(([name]) => name === "dj-stream").flatMap(([, [, ...rest]]) => rest);
  });
}

const KIB = "x".repeat(1_024);
const LOST = { type: "stream", name: "lines", lost: true };

Deno.test("what is streamed before a page is live has a bound: it is lost, and the view is told", async () => {
  reset();
  given = () => ["painted"];
  const { instance, world } = await mounted(Feed);
  assert.match(instance.painted().content, /painted/);
  const before = instance.bytes;
  for (let i = 0; i < 400; i++) feed.streamInsert("lines", `${i} ${KIB}`);
  assert(instance.bytes > before + 400 * 2_048, "what waits is counted");
  for (let i = 400; i < 5_000; i++) feed.streamInsert("lines", `${i} ${KIB}`);
  assert(instance.bytes < before + 1_048_576);
  const outlet = new FakeOutlet();
  instance.adopt(outlet);
  for (let i = 0; i < 40; i++) {
    await world.clock.move(20);
    instance.acked(instance.sent);
  }
  assert.deepEqual(feed.heard, [LOST]);
  const all = operations(outlet);
  // The page has painted rows, and is empty from now on.
  assert.deepEqual(all.slice(0, 4), [9, 0, 7, 0]);
  assert.equal(all.at(-1), `4999 ${KIB}`);
  await instance.end("left");
});

Deno.test("what is streamed while no page is there is told to who bounds what all of them hold", async () => {
  reset();
  const { instance, world } = await mounted(Feed);
  const heard: number[] = [];
  instance.onGrowth(() => heard.push(instance.bytes));
  const streams = async (): Promise<number> => {
    const before = instance.bytes;
    feed.streamInsert("lines", KIB + heard.length);
    await world.clock.move(20);
    return (heard.at(-1) ?? 0) - before;
  };
  assert(await streams() > 1_024);
  const outlet = new FakeOutlet();
  instance.adopt(outlet);
  await world.clock.move(20);
  const before = heard.length;
  await streams();
  assert.equal(heard.length, before, "a page is there, and takes it");
  instance.detach();
  assert(await streams() > 1_024);
  await instance.end("left");
});

Deno.test("a text that grows before a page is live has the same bound", async () => {
  reset();
  const { instance, world } = await mounted(Feed);
  for (let i = 0; i < 3_000; i++) feed.streamText("lines", KIB);
  instance.adopt(new FakeOutlet());
  await world.clock.move(20);
  assert.deepEqual(feed.heard, [LOST]);
  await instance.end("left");
});

Deno.test("a first page is as long as its view wants it: what mount gives at once is no loss", async () => {
  reset();
  given = () => Array.from({ length: 1_500 }, (_, i) => `${i} ${KIB}`);
  const { instance, world } = await mounted(Feed);
  assert.match(instance.painted().content, /dj-key="0 x.*dj-key="1499 x/s);
  instance.adopt(new FakeOutlet());
  await world.clock.move(20);
  assert.deepEqual(feed.heard, []);
  await instance.end("left");
});

Deno.test("a stream that is reset between paint and line is so on the page", async () => {
  reset();
  given = () => ["one", "two"];
  const { instance, world } = await mounted(Feed);
  assert.match(instance.painted().content, /dj-key="one"/);
  feed.streamReset("lines", ["three"]);
  const outlet = new FakeOutlet();
  instance.adopt(outlet);
  await world.clock.move(20);
  assert.deepEqual(operations(outlet), [9, 0, 7, 0, 1, "three", "three"]);
  await instance.end("left");
});

Deno.test("more at once than may wait is refused, so that who is told of a loss is not told for ever", async () => {
  reset();
  const { instance, world, outlet } = await adopted(Feed, new FakeWorld());
  const many = Array.from({ length: 1_100 }, (_, i) => `${i} ${KIB}`);
  told = (view) => view.streamReset("lines", many);
  instance.detach();
  for (let i = 0; i < 2_000; i++) feed.streamInsert("lines", `${i} ${KIB}`);
  const next = new FakeOutlet();
  instance.replay(next, { got: 0, answered: 0 } as never);
  for (let i = 0; i < 200; i++) {
    await world.clock.move(20);
    instance.acked(instance.sent);
  }
  assert.deepEqual(feed.heard, [LOST]);
  const errors = world.told("error").map(({ error }) => String(error));
  assert.equal(errors.length, 1);
  assert.match(errors[0] ?? "", /Cannot stream \d+ bytes into "lines" at once.*1048576.*limit/);
  // What was refused has taken no template along.
  operations(next);
  play = (view) => view.streamInsert("lines", "after");
  instance.receive(named("act"));
  await world.clock.move(20);
  assert.deepEqual(operations(next), [1, "after", "after"]);
  assert.deepEqual(operations(outlet), []);
  await instance.end("left");
});

Deno.test("a key is the same on the server as where a parser has read it", async () => {
  reset();
  const keys = [
    "__proto__",
    "a\0b",
    "half \ud800",
    "line\r\nend",
    "a\u2028",
    '"><script>',
    "\x1b[2J",
  ];
  given = () => keys;
  const { instance, world } = await mounted(Feed);
  const { content } = instance.painted();
  const painted = new TextDecoder().decode(new TextEncoder().encode(content));
  const outlet = new FakeOutlet();
  instance.adopt(outlet);
  for (const key of keys) feed.streamDelete("lines", key);
  await world.clock.move(20);
  const sent = operations(outlet).filter((one) => typeof one === "string");
  assert.equal(sent.length, keys.length);
  for (const key of sent) {
    const escaped = key.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")
      .replaceAll('"', "&quot;").replaceAll("\r", "&#13;");
    assert(painted.includes(`dj-key="${escaped}"`), JSON.stringify(key));
  }
  await instance.end("left");
});

Deno.test("what is no key is told, whatever it is", async () => {
  reset();
  const { instance, world, outlet } = await adopted(Feed, new FakeWorld());
  const bare = Object.create(null);
  const strange = {
    toString: (): string => {
      throw new Error("hostile");
    },
  };
  for (const item of [bare, strange, null, undefined, Symbol("s"), 1n, NaN, "", " \n", true, []]) {
    assert.throws(() => feed.streamInsert("lines", item), /Cannot stream an item into "lines"/);
  }
  assert.throws(() => feed.streamInsert("lines", "a", { limit: -1 }), /Cannot limit/);
  // A limit that was refused is none.
  feed.streamReset("lines", ["a", "b"]);
  await world.clock.move(20);
  assert.deepEqual(operations(outlet), [7, 0, 0, 1, "a", "a", 1, "b", "b"]);
  await instance.end("left");
});

Deno.test("a promise where a list, a key or a row is asked for is told, and ends no process", async () => {
  reset();
  const { instance } = await adopted(Feed, new FakeWorld());
  const broken = (): never => Promise.reject(new Error("nobody awaits it")) as never;
  assert.throws(() => feed.stream("lines", broken()), /Cannot stream a promise as "lines"/);
  assert.throws(() => feed.streamReset("lines", broken()), /Cannot stream a promise/);
  assert.throws(() => feed.streamTo("lines", broken()), /Cannot paint a promise/);
  assert.throws(() => feed.streamText("lines", broken()), /the chunk is a promise/);
  assert.throws(() => feed.stream("keys", [{}], { key: broken }), /its key is a promise/);
  assert.throws(() => feed.stream("rows", ["a"], { row: broken }), /Cannot paint a promise/);
  assert.throws(
    () => feed.stream("rows", ["a"], { row: () => html`<li title=${broken()}></li>` }),
    /await it in mount/,
  );
  await instance.end("left");
});

Deno.test("what is asked of a stream after the end of its view reaches nobody, and keeps nothing", async () => {
  reset();
  const { instance } = await adopted(Feed, new FakeWorld());
  await instance.end("left");
  for (let i = 0; i < 2_000; i++) feed.streamInsert("lines", `${i} ${KIB}`);
  let asked = 0;
  const source = (): AsyncIterable<string> => ({
    [Symbol.asyncIterator]: () => ({
      next: () => Promise.resolve({ done: false as const, value: `${asked++}` }),
    }),
  });
  feed.stream("lines", source());
  feed.stream("other", source());
  for (let i = 0; i < 20; i++) await Promise.resolve();
  assert.equal(asked, 0);
  assert(instance.bytes < 10_000, `${instance.bytes} bytes`);
  assert.deepEqual(feed.heard, []);
});

Deno.test("sources that throw, hang or lie at their beginning or end concern nobody else", async () => {
  reset();
  const never = new Promise<never>(() => {});
  const next = (): Promise<IteratorResult<string>> => never;
  const iterators: (() => unknown)[] = [
    () => ({ next, return: () => never }),
    () => ({ next, return: () => Promise.reject(new Error("at its end")) }),
    () => ({
      next,
      return: () => {
        throw new Error("at its end");
      },
    }),
    () => ({ next, return: () => undefined }),
    () => ({ next: () => null }),
    () => ({
      next: () => {
        throw new Error("at once");
      },
    }),
    () => ({ next: () => Promise.resolve({ done: false, value: {} }) }),
    () => {
      throw new Error("no iterator");
    },
    () => null,
  ];
  const { instance, world } = await adopted(Feed, new FakeWorld());
  for (const iterator of iterators) {
    feed.stream("lines", { [Symbol.asyncIterator]: iterator } as AsyncIterable<string>);
    await world.clock.move(20);
    feed.stream("lines", ["after"]);
  }
  await world.clock.move(20);
  assert.equal(world.told("error").length, 5);
  await instance.end("left");
});

Deno.test("a source that never gives what it was asked for keeps no view that has ended", async () => {
  reset();
  const never = Promise.withResolvers<never>();
  const source = { [Symbol.asyncIterator]: () => ({ next: () => never.promise }) };
  const ended = async (): Promise<WeakRef<Feed>> => {
    const { instance, world } = await adopted(Feed, new FakeWorld());
    feed.stream("lines", source);
    await world.clock.move(20);
    await instance.end("left");
    return new WeakRef(feed);
  };
  const view = await ended();
  feed = undefined as unknown as Feed;
  await until("the view is gone", () => {
    (globalThis as { gc?: () => void }).gc?.();
    return view.deref() === undefined;
  });
  never.promise.catch(() => {});
});

class Unseen extends StreamingMixin(LiveView) {
  isShown = false;
  mount() {
    unseen = this;
    this.stream("lines", ["one"]);
  }
  @event
  act() {
    this.isShown = !this.isShown;
    this.streamInsert("lines", "two");
  }
  render() {
    return html`${this.isShown ? html`<ul dj-stream=${this.streams.lines}></ul>` : "none"}`;
  }
}

let unseen: Unseen;

Deno.test("in development a stream that is sent before any render has had its container is told", async () => {
  const warned = async (world: FakeWorld, isShown: boolean): Promise<[string[], string[]]> => {
    const { instance } = await mounted(Unseen, world);
    unseen.isShown = isShown;
    const outlet = new FakeOutlet();
    instance.attachFull(outlet);
    await world.clock.move(20);
    instance.receive(named("act"));
    await world.clock.move(20);
    await instance.end("left");
    const page = outlet.sent.filter((text) => text.includes("unseen-stream"));
    return [world.told("warning").map(({ name, message }) => `${name} ${message}`), page];
  };
  const developing = (): FakeWorld => Object.assign(new FakeWorld(), { development: true });
  const [terminal, page] = await warned(developing(), false);
  assert.equal(terminal.length, 1);
  assert.match(
    terminal[0] ?? "",
    /^unseen-stream The stream "lines" of "Unseen" .*this.streams.lines/,
  );
  assert.equal(page.length, 1);
  // One that was seen may be hidden, as behind another tab.
  assert.deepEqual(await warned(developing(), true), [[], []]);
  assert.deepEqual(await warned(new FakeWorld(), false), [[], []]);
});

Deno.test("in development a render that streams is told", async () => {
  class Acting extends StreamingMixin(LiveView) {
    mount() {
      this.stream("lines");
    }
    render() {
      this.streamInsert("lines", "one more each time");
      return html`<ul dj-stream=${this.streams.lines}></ul>`;
    }
  }
  const world = Object.assign(new FakeWorld(), { development: true });
  const { instance } = await adopted(Acting, world);
  const told = world.told("warning").map(({ name, message }) => `${name} ${message}`);
  assert.equal(told.length, 1);
  assert.match(told[0] ?? "", /^render-acts streamInsert\(\) was called by render\(\)/);
  await instance.end("left");
});

Deno.test("rows that a later part of the first page has taken away come with their next container", async () => {
  const load = Promise.withResolvers<string>();
  class Waiting extends StreamingMixin(LiveView) {
    done?: AsyncValue<string>;
    isBack = false;
    mount() {
      this.stream<string>("lines", ["one"], { key: (line) => line });
      this.assignAsync("done", () => load.promise, { late: true });
    }
    @event
    act() {
      this.isBack = true;
    }
    render() {
      const isThere = !this.done?.ok || this.isBack;
      return html`<div>${isThere ? html`<ul dj-stream=${this.streams.lines}></ul>` : null}</div>`;
    }
  }
  const { instance, world } = await mounted(Waiting);
  assert.match(instance.painted().content, /<li dj-key="one">/);
  const paint = instance.late({ told() {}, taken() {} });
  assert(paint);
  load.resolve("ready");
  await world.clock.settled();
  assert.doesNotMatch((await paint.paint())?.content ?? "<ul", /<ul/);
  paint.end();
  const outlet = new FakeOutlet();
  instance.adopt(outlet);
  await world.clock.move(20);
  instance.receive(named("act"));
  await world.clock.move(20);
  assert.deepEqual(operations(outlet).slice(-3), [1, "one", "one"]);
  await instance.end("left");
});

Deno.test("what comes between paint and line is done under the limit that was painted", async () => {
  reset();
  given = () => ["a", "b", "c"];
  const { instance, world } = await mounted(Feed);
  feed.streamUpdate("lines", "a");
  feed.streamInsert("lines", "d", { limit: 2 });
  const outlet = new FakeOutlet();
  instance.adopt(outlet);
  await world.clock.move(20);
  assert.deepEqual(operations(outlet), [7, 0, 4, "a", "a", 7, 2, 1, "d", "d"]);
  await instance.end("left");
});

Deno.test("a first page lets go at the end that a live one does", async () => {
  class Limited extends StreamingMixin(LiveView) {
    mount() {
      this.stream<string>("lines", ["a", "b"], { limit: 2, key: (line) => line });
      this.streamInsert("lines", "c", { at: 0 });
    }
    render() {
      return html`<ul dj-stream=${this.streams.lines}></ul>`;
    }
  }
  const { instance } = await mounted(Limited);
  const keys = [...instance.painted().content.matchAll(/dj-key="(.)"/g)].map(([, key]) => key);
  assert.deepEqual(keys, ["c", "a"]);
  await instance.end("left");
});
