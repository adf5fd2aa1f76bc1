/** What a page may say on a line, and when: joins, events before them, and what comes after the end. */

import assert from "node:assert/strict";
import { event, html, LiveView, memoryState } from "@djust/live";
import { until } from "../../tests/until.ts";
import { FACTS, FakeSite } from "../../tests/kit/line_kit.ts";

/** Remembers what ran, and how its instances ended. */
class Counter extends LiveView {
  static ran = 0;
  static ends: string[] = [];
  count = 0;
  @event
  increment(): void {
    Counter.ran++;
    this.count++;
  }
  terminate(reason: string): void {
    Counter.ends.push(reason);
  }
  render() {
    return html`<output>${this.count}</output>`;
  }
}

/** A site that counts how often the app was asked for a page, by a request or by a join. */
class AskedSite extends FakeSite {
  asked = 0;

  constructor(options: ConstructorParameters<typeof FakeSite>[1] = {}) {
    super({ "/": Counter }, { user: () => void this.asked++, ...options });
    Counter.ran = 0;
    Counter.ends = [];
  }

  /** Waits until the app was asked so often; what follows from it needs no time. */
  async hasBeenAsked(times: number): Promise<void> {
    await until(`the app was asked ${times} times`, () => this.asked >= times);
    await this.clock.settled();
  }
}

Deno.test("an event that comes before its join was answered closes 4400, and nothing runs", async () => {
  const here = new AskedSite();
  const page = await here.load();
  const line = here.connect();
  line.say([-1, 0, { ...FACTS, ...page }]);
  line.say('"increment"');
  assert.equal(line.closed?.code, 4400);
  await here.hasBeenAsked(2);
  assert.equal(Counter.ran, 0);
  await here.mounted.hub.close();
});

Deno.test("an event for an instance that never joined closes 4400, beside one that did", async () => {
  const here = new AskedSite();
  const [line] = await here.live();
  line.say([-7, 1, "increment"]);
  assert.equal(line.closed?.code, 4400);
  assert.equal(Counter.ran, 0);
  await here.mounted.hub.close();
});

Deno.test("a join that comes twice before it was answered closes 4400", async () => {
  const here = new AskedSite();
  const page = await here.load();
  const line = here.connect();
  line.say([-1, 0, { ...FACTS, ...page }]);
  line.say([-1, 0, { ...FACTS, ...page, try: 2 }]);
  assert.equal(line.closed?.code, 4400);
  await here.hasBeenAsked(2);
  await here.mounted.hub.close();
});

Deno.test("a page has as many instances on a line as it may, and one more closes 4400", async () => {
  const here = new AskedSite({ limits: { views: 2 } });
  const [line] = await here.live();
  line.say([-1, 1, { ...FACTS, ...await here.load() }]);
  assert.deepEqual((await line.next()).slice(0, 2), [-1, 1]);
  line.say([-1, 2, { ...FACTS, ...await here.load() }]);
  assert.equal(line.closed?.code, 4400);
  await here.mounted.hub.close();
});

Deno.test("a page that joins anew on its line gives up the instance it had", async () => {
  const here = new AskedSite();
  const [line, token] = await here.live();
  line.say('"increment"');
  assert.deepEqual(await line.next(), [1, 1, 0, 1]);
  line.say([-1, 0, { ...FACTS, ...await here.load() }]);
  assert.deepEqual(Counter.ends, ["left"]);
  const joined = await line.next();
  assert.deepEqual(joined.slice(0, 3), [-1, 0, 0]);
  assert.notEqual(joined[3], token);
  line.say('"increment"');
  assert.deepEqual(await line.next(), [1, 1, 0, 1]);
  assert.equal(here.mounted.hub.stats().instances, 1);
  await here.mounted.hub.close();
});

Deno.test("a first message may join several times, and do nothing else", async () => {
  const here = new AskedSite();
  const join = (
    number: number,
    page: unknown,
  ): unknown => [-1, number, { ...FACTS, ...page as object }];
  const pages = [await here.load(), await here.load()];
  const line = here.connect();
  line.say([0, ...pages.map((page, number) => join(number, page))]);
  const answers = [await line.next(), await line.next()];
  assert.deepEqual(new Set(answers.map(([, number]) => number)), new Set([0, 1]));
  const other = here.connect();
  other.say([0, join(0, await here.load()), [-5]]);
  assert.equal(other.closed?.code, 4400);
  await here.mounted.hub.close();
});

Deno.test("a page that says goodbye before its join was answered adopts nothing", async () => {
  const here = new AskedSite();
  const page = await here.load();
  const line = here.connect();
  line.say([-1, 0, { ...FACTS, ...page }]);
  line.say([-6]);
  await here.hasBeenAsked(2);
  assert.deepEqual(await line.rest(), []);
  assert.equal(here.mounted.hub.stats().unclaimed, 1);
  // It may change its mind.
  line.say([-1, 0, { ...FACTS, ...page, try: 2 }]);
  assert.deepEqual((await line.next()).slice(0, 3), [-1, 0, 0]);
  assert.equal(here.mounted.hub.stats().unclaimed, 0);
  await here.mounted.hub.close();
});

Deno.test("what was restored for a page that left while it was asked ends again", async () => {
  const state = memoryState();
  const old = new AskedSite({ state });
  const [first, token] = await old.live();
  first.say('"increment"');
  await first.next();
  await old.mounted.hub.close();
  const here = new AskedSite({ state });
  here.cookie = old.cookie;
  const resume = [-2, 0, { ...FACTS, token, got: 1, answered: 1, try: 2 }];
  const line = here.connect();
  line.say(resume);
  line.cut();
  await until("it has ended", () => Counter.ends.length > 0);
  assert.deepEqual(Counter.ends, ["unclaimed"]);
  assert.equal(here.mounted.hub.stats().instances, 0);
  // The state is still there for the next try.
  const next = here.connect();
  next.say([-2, 0, { ...FACTS, token, got: 1, answered: 1, try: 3 }]);
  assert.deepEqual((await next.next()).slice(0, 3), [-2, 0, 1]);
  assert.match(JSON.stringify(await next.next()), /^\[-9,0,.*1/);
  await here.mounted.hub.close();
});

Deno.test("a page is granted what it declared to replay, and no more", async () => {
  for (
    const [queued, grants] of [[3, [2, 1]], [2, [2]], [1, [1]], [0, []]] as const
  ) {
    const here = new AskedSite({ limits: { grant: 2, burst: 50 } });
    const page = await here.load();
    const line = here.connect();
    line.say([-1, 0, { ...FACTS, ...page, queued }]);
    const joined = await line.next();
    assert.equal((joined[4] as { credit?: number }).credit, 2);
    const granted: number[] = [];
    // The first grant is known to the page, which never uses more than it declared.
    for (let credit = Math.min(2, queued); credit > 0;) {
      granted.push(credit);
      for (; credit > 0; credit--) line.say('"increment"');
      await here.clock.move(10);
      for (const [code, count] of await line.rest()) if (code === -8) credit = count as number;
    }
    assert.deepEqual(granted, grants, `${queued} were declared`);
    await here.mounted.hub.close();
  }
});

Deno.test("a page that takes its own instance over by its claim leaves it for a resume, not for ever", async () => {
  const here = new AskedSite();
  const page = await here.load();
  const line = here.connect();
  line.say([-1, 0, { ...FACTS, ...page }]);
  await line.next();
  line.say([-1, 1, { ...FACTS, ...page, try: 2 }]);
  await until("the line is closed", () => line.closed);
  assert.equal(line.closed?.code, 4409);
  assert.equal(here.mounted.hub.stats().detached, 1);
  await here.clock.move(60_001);
  assert.deepEqual(Counter.ends, ["expired"]);
  await here.mounted.hub.close();
});

Deno.test("a first message that is no join closes 4400, whatever it is, and is not answered", async () => {
  const messages: unknown[] = ["increment", [1, 0], [-3, 0], [-4, 1], [-5], [-6]];
  for (const message of messages.flatMap((message) => [message, [-7, 0, message], [0, message]])) {
    const here = new AskedSite();
    const line = here.connect();
    line.say(JSON.stringify(message));
    assert.equal(line.closed?.code, 4400, JSON.stringify(message));
    assert.deepEqual(await line.rest(), [[-10, "bad-frame"]]);
    await here.mounted.hub.close();
  }
});

Deno.test("a line that was closed hears nothing more, not even the rest of a batch", async () => {
  const here = new AskedSite();
  const [line] = await here.live();
  line.say([0, [-7, 5, "nobody"], [-7, 6, "nobody"], "increment", [-6]]);
  for (const message of ["increment", [-5], [-7, 7, "nobody"], [-1, 0, {}], "{"]) line.say(message);
  assert.equal(line.closed?.code, 4400);
  assert.deepEqual(here.refused(), ["frame"]);
  assert.deepEqual(await line.rest(), [[-10, "bad-frame"]]);
  assert.equal(Counter.ran, 0);
  // The goodbye behind it was not heard: the page may come back.
  assert.equal(here.mounted.hub.stats().detached, 1);
  await here.mounted.hub.close();
});

Deno.test("a page that lives half as long as its ticket gets a new one with its next ping, once", async () => {
  const here = new AskedSite({ limits: { ticket: 1_000_000 } });
  const [line] = await here.live();
  const ping = async (): Promise<unknown[]> => {
    line.say([-5]);
    assert.deepEqual(await line.next(), [-5]);
    return await line.rest();
  };
  here.clock.skip(499_999);
  assert.deepEqual(await ping(), []);
  here.clock.skip(1);
  line.say([-5]);
  line.say([-5]);
  assert.deepEqual([await line.next(), await line.next()], [[-5], [-5]]);
  const [code, ticket] = await line.next();
  assert.equal(code, -13);
  assert.deepEqual(await ping(), []);
  here.clock.skip(500_000);
  line.say([-5]);
  assert.deepEqual(await line.next(), [-5]);
  assert.equal((await line.next())[0], -13);
  // It is good where the first one is not any more.
  here.clock.skip(100_000);
  line.cut();
  const next = here.connect();
  next.say([-1, 0, { ...FACTS, claim: "", ticket, pristine: 0, try: 2 }]);
  assert.deepEqual((await next.next()).slice(0, 3), [-1, 0, 1]);
  await here.mounted.hub.close();
});
