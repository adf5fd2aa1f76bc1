import assert from "node:assert/strict";
import { event, html, LiveView } from "@djust/live";
import { seedFrom, size } from "../../tests/seed.ts";
import { until } from "../../tests/until.ts";
import { FACTS, type FakeLine, FakeSite } from "../../tests/kit/line_kit.ts";

class Counter extends LiveView {
  count = 0;
  @event
  increment(): void {
    this.count++;
  }
  render() {
    return html`<output>${this.count}</output>`;
  }
}

const ROUTES = { "/": Counter };

async function end(site: FakeSite): Promise<void> {
  await site.mounted.hub.close();
  const { draining: _, refused: __, listeners: ___, extensions: ____, ...counts } = site.mounted.hub
    .stats();
  assert.deepEqual(new Set(Object.values(counts)), new Set([0]), JSON.stringify(counts));
}

Deno.test("Connection closes 4408 when no join comes in 5 s, and not when one came", async () => {
  const site = new FakeSite(ROUTES);
  const silent = site.connect();
  const [line] = await site.live();
  await site.clock.move(5_001);
  assert.equal(silent.closed?.code, 4408);
  assert.equal(line.closed, undefined);
  await end(site);
});

Deno.test("Connection keeps an instance 60 s for a resume, and no longer", async () => {
  const site = new FakeSite(ROUTES);
  const [line] = await site.live();
  line.cut();
  line.cut();
  await site.clock.move(59_000);
  assert.equal(site.mounted.hub.stats().detached, 1);
  await site.clock.move(1_001);
  assert.equal(site.mounted.hub.stats().instances, 0);
  await end(site);
});

Deno.test("Connection bounds what waits for a resume, the oldest out first", async () => {
  const site = new FakeSite(ROUTES, { limits: { detachedInstances: 2 } });
  const tokens: string[] = [];
  for (let i = 0; i < 4; i++) {
    const [line, token] = await site.live();
    tokens.push(token);
    line.cut();
  }
  assert.equal(site.mounted.hub.stats().detached, 2);
  for (const [index, token] of tokens.entries()) {
    const line = site.connect();
    line.say([-2, 0, { ...FACTS, try: 2, token, got: 0, answered: 0 }]);
    assert.equal((await line.next())[0], index < 2 ? -10 : -2);
    line.cut();
  }
  await end(site);
});

Deno.test("Instances bounds the bytes of pages that wait for a socket, and of those that lost one", async () => {
  class Large extends LiveView {
    render() {
      return html`<p>${"x".repeat(100_000)}</p>`;
    }
  }
  const limits = { unclaimedBytes: 450_000, detachedBytes: 250_000 };
  const site = new FakeSite({ "/": Large }, { limits });
  for (let i = 0; i < 4; i++) await site.load();
  assert.equal(site.mounted.hub.stats().unclaimed, 2);
  for (let i = 0; i < 3; i++) (await site.live())[0].cut();
  assert.equal(site.mounted.hub.stats().detached, 1);
  await end(site);
});

Deno.test("Connection refuses events over the rate and closes 4429 at the third", async () => {
  const site = new FakeSite(ROUTES);
  const [line] = await site.live();
  for (let i = 0; i < 102; i++) line.say('"increment"');
  assert.equal(line.closed, undefined);
  line.say('"increment"');
  assert.deepEqual(line.closed, { code: 4429, reason: "10000" });
  assert.deepEqual(site.refused(), ["rate"]);
  await end(site);
});

Deno.test("Connection forgives who slows down: a violation is remembered for 10 s", async () => {
  const site = new FakeSite(ROUTES, { limits: { burst: 1 } });
  const [line] = await site.live();
  for (let round = 0; round < 6; round++) {
    line.say('"increment"');
    line.say('"increment"');
    await site.clock.move(6_000);
  }
  assert.equal(line.closed, undefined);
  await end(site);
});

Deno.test("Connection counts what is sent to an instance that has ended", async () => {
  class Stuck extends Counter {
    @event
    override increment(): Promise<void> {
      return new Promise(() => {});
    }
  }
  const site = new FakeSite({ "/": Stuck }, { limits: { handler: 10, unsettled: 10 } });
  const [line] = await site.live();
  line.say('"increment"');
  await site.clock.move(100);
  assert.equal(site.mounted.hub.stats().instances, 0);
  assert.equal(line.closed, undefined);
  for (let i = 0; i < 110; i++) line.say('"increment"');
  assert.equal((line as FakeLine).closed?.code, 4429);
  await end(site);
});

Deno.test("Connection paces what a page declares to replay, however often it joins", async () => {
  let ran = 0;
  class Counted extends Counter {
    @event
    override increment(): void {
      ran++;
    }
  }
  const site = new FakeSite({ "/": Counted });
  const page = await site.load();
  const line = site.connect();
  for (let number = 0; number < 10; number++) {
    line.say([-1, number, { ...FACTS, ...page, queued: 1_000 }]);
    assert.deepEqual((await line.next()).slice(0, 2), [-1, number]);
    // Whatever is granted is used.
    for (let credit = 32; credit > 0 && !line.closed;) {
      for (; credit > 0; credit--) line.say([-7, number, "increment"]);
      await site.clock.move(10);
      for (const message of await line.rest()) {
        const [code, count] = (message[0] === -7 ? message[2] : message) as number[];
        if (code === -8) credit += count!;
      }
    }
  }
  const seconds = site.clock.now() / 1_000;
  assert.equal(line.closed, undefined);
  assert(ran >= 1_000 && ran <= 1_000 + 10 * 32 + seconds * 50, `${ran} ran in ${seconds} s`);
  await end(site);
});

Deno.test("Connection counts pings, acknowledgements, heals, goodbyes and joins too", async () => {
  const join = [-1, 1, { ...FACTS, ticket: "", claim: "" }];
  for (const message of [[-3, 0], [-4, 77], [-5], [-6], join]) {
    const site = new FakeSite(ROUTES);
    const [line] = await site.live();
    for (let i = 0; i < 110 && !line.closed; i++) {
      line.say(message);
      await site.clock.settled();
      await line.rest();
    }
    assert.equal(line.closed?.code, 4429);
    await end(site);
  }
});

Deno.test("Connection is cut when its peer does not read for 10 s", async () => {
  const site = new FakeSite(ROUTES);
  const [line] = await site.live();
  line.buffered = 2_000_000;
  line.say([-5]);
  await site.clock.move(9_000);
  line.say([-5]);
  assert(!line.closed);
  await site.clock.move(2_000);
  line.say([-5]);
  assert.equal((line as FakeLine).closed?.code, 4430);
  assert.equal(site.mounted.hub.stats().detached, 1);
  await end(site);
});

Deno.test("Connection that takes over from itself leaves its instance for a resume, not for ever", async () => {
  const site = new FakeSite(ROUTES);
  const [line, token] = await site.live();
  line.say([-2, 1, { ...FACTS, try: 2, token, got: 0, answered: 0 }]);
  assert.equal((await until("the line is closed", () => line.closed)).code, 4409);
  assert.equal(site.mounted.hub.stats().detached, 1);
  await site.clock.move(60_001);
  assert.equal(site.mounted.hub.stats().instances, 0);
  await end(site);
});

Deno.test("Connection lets go of a mount whose page left while it was asked", async () => {
  const site = new FakeSite(ROUTES);
  const page = await site.load();
  const line = site.connect();
  line.say([-1, 0, { ...FACTS, ...page, claim: "" }]);
  line.cut();
  const isEnd = ({ type }: { type: string }): boolean => type === "close";
  await until("what was mounted has ended", () => site.records.some(isEnd));
  assert.equal(site.mounted.hub.stats().instances, 1);
  await site.clock.move(10_001);
  assert.equal(site.mounted.hub.stats().instances, 0);
  await end(site);
});

class Slow extends LiveView {
  static open = (): void => {};
  mount(): Promise<void> {
    return new Promise((resolve) => Slow.open = resolve);
  }
  render() {
    return html`<p>here</p>`;
  }
}

Deno.test("a hub that has closed keeps no page that was being painted", async () => {
  Slow.open = () => {};
  const site = new FakeSite({ "/slow": Slow });
  const loading = site.load("/slow");
  await until("the page is mounted", () => Slow.open.length === 1);
  await site.mounted.hub.close();
  Slow.open();
  assert.notEqual((await loading).ticket, "");
  const { instances, timers } = site.mounted.hub.stats();
  assert.deepEqual({ instances, timers }, { instances: 0, timers: 0 });
});

Deno.test("a hub that closes waits for joins that are under way, and keeps none of them", async () => {
  Slow.open = () => {};
  const site = new FakeSite({ "/": Counter, "/slow": Slow });
  const loading = site.load("/slow");
  await until("the page is mounted", () => Slow.open.length === 1);
  Slow.open();
  const page = await loading;
  const line = site.connect();
  Slow.open = () => {};
  line.say([-1, 0, { ...FACTS, ...page, claim: "" }]);
  await until("the join is mounted", () => Slow.open.length === 1);
  let isClosed = false;
  const closed = site.mounted.hub.close().then(() => isClosed = true);
  await site.clock.move(1_000);
  assert.equal(isClosed, false);
  Slow.open();
  await closed;
  assert.deepEqual((await line.rest()).filter(([code]) => code === -1), []);
  await end(site);
});

Deno.test("Connection gives each of two instances its own counters", async () => {
  const site = new FakeSite(ROUTES);
  const [line] = await site.live();
  const second = await site.load();
  line.say([-1, 3, { ...FACTS, ...second }]);
  assert.deepEqual((await line.next()).slice(0, 3), [-1, 3, 0]);
  line.say([-7, 3, [0, "increment", "increment"]]);
  assert.deepEqual(await line.next(), [-7, 3, [2, 1, 0, 2]]);
  line.say('"increment"');
  assert.deepEqual(await line.next(), [1, 1, 0, 1]);
  await end(site);
});

Deno.test("Connection stays up and bounded whatever a page sends", async () => {
  const random = seedFrom("fuzzed frames");
  const words: unknown[] = [-12, -10, -9, -8, -7, -6, -5, -4, -3, -2, -1, 0, 1, 2, 1e9, 0.5, null];
  words.push(true, "increment", "", "x".repeat(200), "__proto__", "constructor");
  const value = (depth: number): unknown => {
    if (depth === 0 || random.chance(0.5)) return random.pick(words);
    const items = Array.from({ length: random.integer(0, 4) }, () => value(depth - 1));
    if (random.chance(0.7)) return items;
    return Object.fromEntries(
      items.map((
        item,
      ) => [random.pick(["v", "b", "try", "token", "got", "answered", "apart", "claim"]), item]),
    );
  };
  const site = new FakeSite(ROUTES, {
    limits: { rate: 1e6, burst: 1e6, joins: 1e6, joinsBurst: 1e6, detachedInstances: 20 },
  });
  let [line, token] = await site.live();
  const page = await site.load();
  const frames = size(5_000, 1_000_000);
  for (let i = 0; i < frames; i++) {
    if (line.closed) [line] = await site.live();
    const valid = [
      "increment",
      [1, 0],
      [-4, random.integer(0, 5)],
      [-3, random.integer(0, 1e6)],
      [-1, random.integer(0, 3), { ...FACTS, ...page, try: random.integer(0, 9) }],
      [-2, random.integer(0, 3), {
        ...FACTS,
        token,
        got: random.integer(0, 9),
        answered: random.integer(0, 9),
      }],
    ];
    const message = random.chance(0.5) ? random.pick(valid) : value(4);
    const text = JSON.stringify(message) ?? "";
    line.put(
      random.chance(0.1)
        ? text.slice(0, random.integer(0, text.length))
        : random.chance(0.01)
        ? new ArrayBuffer(random.integer(0, 10))
        : text,
    );
    if (i % 100 === 0) await line.rest();
  }
  assert(!site.records.some((record) => record.type === "failure"), "something threw");
  const { unclaimed, detached } = site.mounted.hub.stats();
  assert(unclaimed <= 1_000 && detached <= 20, JSON.stringify({ unclaimed, detached }));
  [line, token] = await site.live();
  line.say('"increment"');
  assert.deepEqual(await line.next(), [1, 1, 0, 1]);
  await end(site);
});
