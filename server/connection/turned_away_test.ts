/** Who is not let in, or not run: a second page of one claim, a join while the server goes, refused events. */

import assert from "node:assert/strict";
import { event, html, LiveView } from "@djust/live";
import { FACTS, FakeSite } from "../../tests/kit/line_kit.ts";

/** Counts its events and its renders. */
class Counter extends LiveView {
  static renders = 0;
  count = 0;
  @event
  increment(): void {
    this.count++;
  }
  render() {
    Counter.renders++;
    return html`<output>${this.count}</output>`;
  }
}

const ROUTES = { "/": Counter };

Deno.test("a claim whose page was never heard of is given to a newer try", async () => {
  const site = new FakeSite(ROUTES);
  const page = await site.load();
  const first = site.connect();
  first.say([-1, 0, { ...FACTS, ...page }]);
  const [, , , token] = await first.next();
  const second = site.connect();
  second.say([-1, 0, { ...FACTS, ...page, try: 2 }]);
  assert.deepEqual(await second.next(), [-1, 0, 0, token, { dev: 1 }]);
  assert.equal(first.closed?.code, 4409);
  await site.mounted.hub.close();
});

Deno.test("a claim whose instance has received events is nobody else's, however new the try", async () => {
  // Answered, waiting, or only counted: the page has heard that it is live.
  for (const said of ['"increment"', '""']) {
    const site = new FakeSite(ROUTES);
    const page = await site.load();
    const first = site.connect();
    first.say([-1, 0, { ...FACTS, ...page }]);
    const [, , , token] = await first.next();
    first.say(said);
    const second = site.connect();
    second.say([-1, 0, { ...FACTS, ...page, try: 9 }]);
    const joined = await second.next();
    assert.deepEqual(joined.slice(0, 3), [-1, 0, 0]);
    assert.notEqual(joined[3], token);
    // Each has a count of its own.
    second.say('"increment"');
    assert.deepEqual(await second.next(), [1, 1, 0, 1]);
    await first.rest();
    first.say('"increment"');
    const count = said === '""' ? 1 : 2;
    assert.deepEqual(await first.next(), [1, 1, 0, count]);
    assert.equal(first.closed, undefined);
    await site.mounted.hub.close();
  }
});

Deno.test("a claim is not given to a try that is not above the last one", async () => {
  const site = new FakeSite(ROUTES);
  const page = await site.load();
  const first = site.connect();
  first.say([-1, 0, { ...FACTS, ...page, try: 3 }]);
  const [, , , token] = await first.next();
  for (const attempt of [2, 3]) {
    const second = site.connect();
    second.say([-1, 0, { ...FACTS, ...page, try: attempt }]);
    assert.notEqual((await second.next())[3], token);
  }
  assert.equal(first.closed, undefined);
  await site.mounted.hub.close();
});

Deno.test("a join or resume on a line that was told to drain gets no answer, and mounts nothing", async () => {
  const site = new FakeSite(ROUTES);
  const page = await site.load();
  const [gone, token] = await site.live();
  gone.cut();
  const [live] = await site.live();
  const line = site.connect();
  const { instances } = site.mounted.hub.stats();
  await site.mounted.hub.drain();
  assert.equal((await line.next())[0], -11);
  line.say([-1, 0, { ...FACTS, ...page }]);
  line.say([-2, 1, { ...FACTS, token, got: 0, answered: 0, try: 2 }]);
  assert.deepEqual(await line.rest(), []);
  assert.equal(line.closed, undefined);
  assert.equal(site.mounted.hub.stats().instances, instances);
  // Who is there already is served until it goes.
  assert.equal((await live.next())[0], -11);
  live.say('"increment"');
  assert.deepEqual(await live.next(), [1, 1, 0, 1]);
  await site.mounted.hub.close();
});

Deno.test("refused events are answered without a render", async () => {
  const site = new FakeSite(ROUTES, { limits: { burst: 1, violations: 1_000 } });
  const [line] = await site.live();
  line.say('"increment"');
  assert.deepEqual(await line.next(), [1, 1, 0, 1]);
  Counter.renders = 0;
  for (let i = 0; i < 20; i++) line.say('"increment"');
  assert.deepEqual(await line.next(), [20, {
    x: Array.from({ length: 20 }, (_, i) => [i, "rate"]),
  }]);
  await site.clock.move(1_000);
  line.say('""');
  assert.deepEqual(await line.next(), [1, { x: [[0, "bad-frame"]] }]);
  assert.equal(Counter.renders, 0);
  await site.mounted.hub.close();
});
