/** Joins of embedded views on a line: after the view around them, by what that renders, and once for all asked. */

import assert from "node:assert/strict";
import { event, html, LiveView, type Mount, view } from "@djust/live";
import type { LiveOptions } from "@djust/live/hono";
import { FACTS, FakeSite } from "../../tests/kit/line_kit.ts";

/** Holds up mounts. */
let gate: Promise<void> | undefined;
let ended: string[] = [];

class Leaf extends LiveView<{ n: number }> {
  count = 0;
  async mount({ connected }: Mount<{ n: number }>) {
    if (connected) await gate;
  }
  @event
  more() {
    return ++this.count;
  }
  terminate(reason: string) {
    ended.push(reason);
  }
  render() {
    return html`<b>${this.params.n}</b>`;
  }
}

class Board extends LiveView {
  n = 1;
  async mount({ connected }: Mount) {
    if (connected) await gate;
  }
  @event
  next() {
    this.n++;
  }
  render() {
    return html`
      <p>${this.n}</p>
      <div>${this.n < 3 && view(Leaf, { id: "leaf", params: { n: this.n } })}</div>
    `;
  }
}

async function loaded(options: LiveOptions = {}): Promise<
  { site: FakeSite; page: { claim: string; ticket: string }; name: string }
> {
  gate = undefined;
  ended = [];
  const site = new FakeSite({ "/": Board }, { state: false, secret: "s".repeat(32), ...options });
  const page = await site.load();
  const again = await site.app.request("http://live.test/", { headers: { cookie: site.cookie } });
  const [, name = ""] = /dj-view="([^"]*)"/.exec(await again.text()) ?? [];
  return { site, page, name };
}

const join = (number: number, facts: object): unknown => [
  -1,
  number,
  { ...FACTS, claim: "", ticket: "", ...facts },
];

Deno.test("an embedded view is answered when the one around it is, and only then", async () => {
  const { site, page, name } = await loaded();
  const { promise, resolve } = Promise.withResolvers<void>();
  gate = promise;
  const line = site.connect();
  // Without its claim it is mounted anew, and takes its time.
  line.say([0, join(0, { ...page, claim: "" }), join(1, { in: [0, name] })]);
  await site.clock.move(1_000);
  assert.deepEqual(await line.rest(), []);
  resolve();
  const answers = [await line.next(), await line.next(), await line.next()];
  assert.deepEqual(answers.map(([code, number]) => [code, number]), [[-1, 0], [-1, 1], [-7, 1]]);
  await site.mounted.hub.close();
});

Deno.test("one whose parent is refused, or leaves, is gone", async () => {
  const { site, name } = await loaded();
  const line = site.connect();
  line.say([0, join(0, { ticket: "forged" }), join(1, { in: [0, name] })]);
  const answers = [await line.next(), await line.next()];
  assert.deepEqual(answers, [[-12], [-7, 1, [-10, "gone"]]]);
  await site.mounted.hub.close();
});

Deno.test("an embedded view is painted with its page, adopted by its page, and ends with it", async () => {
  const { site, page, name } = await loaded();
  // Two pages were painted.
  assert.equal(site.mounted.hub.stats().unclaimed, 4);
  const line = site.connect();
  line.say([0, join(0, page), join(1, { in: [0, name] })]);
  assert.deepEqual((await line.next()).slice(0, 3), [-1, 0, 0]);
  assert.deepEqual((await line.next()).slice(0, 3), [-1, 1, 0]);
  assert.equal(site.mounted.hub.stats().unclaimed, 2);
  line.say([-7, 1, ["more", {}, 1]]);
  assert.deepEqual(await line.next(), [-7, 1, [1, { r: [[0, 1]] }]]);
  await site.clock.move(60_000);
  assert.equal(site.mounted.hub.stats().instances, 2, "what nobody claimed is gone");
  line.say([-6]);
  await line.rest();
  assert.equal(site.mounted.hub.stats().instances, 0);
  assert.deepEqual(ended.sort(), ["left", "unclaimed"]);
  await site.mounted.hub.close();
});

Deno.test("who is not rendered any more ends after the frame that takes it out, without a word", async () => {
  const { site, page, name } = await loaded();
  const line = site.connect();
  line.say([0, join(0, page), join(1, { in: [0, name] })]);
  await line.next();
  await line.next();
  line.say('"next"');
  const [answers, , , title, , , place] = await line.next() as unknown[];
  assert.deepEqual([answers, title], [1, 2]);
  const [, next = ""] = /dj-view="([^"]*)"/.exec(JSON.stringify(place).replaceAll("\\", "")) ?? [];
  assert.notEqual(next, name);
  assert.deepEqual(ended, ["left"]);
  assert.deepEqual(await line.rest(), []);
  // The old name is nobody's now, and events for what ended go nowhere.
  line.say([0, [-7, 1, "more"], join(2, { in: [0, name] }), join(3, { in: [0, next] })]);
  assert.deepEqual(await line.next(), [-7, 2, [-10, "gone"]]);
  assert.deepEqual((await line.next()).slice(0, 3), [-1, 3, 1]);
  assert.equal(line.closed, undefined);
  await site.mounted.hub.close();
});

Deno.test("one that is not rendered any more when it is mounted at last is gone", async () => {
  const { site, page, name } = await loaded();
  const line = site.connect();
  line.say(join(0, page));
  await line.next();
  const { promise, resolve } = Promise.withResolvers<void>();
  gate = promise;
  line.say(join(1, { in: [0, name], pristine: 0 }));
  await site.clock.move(100);
  for (const _ of ["other params", "nothing"]) {
    line.say('"next"');
    await line.next();
  }
  resolve();
  assert.deepEqual(await line.next(), [-7, 1, [-10, "gone"]]);
  assert.deepEqual(await line.rest(), []);
  assert.equal(ended.at(-1), "expired");
  await site.mounted.hub.close();
});

Deno.test("a page stays as it was painted whatever its views have painted; those come anew", async () => {
  let paints = 0;
  class Draws extends LiveView {
    drawn = ++paints;
    render() {
      return html`<b>${this.drawn}</b>`;
    }
  }
  class Frame extends LiveView {
    render() {
      return html`<div>${view(Draws, { id: "draws" })}</div>`;
    }
  }
  const options = { state: false, secret: "s".repeat(32) } as const;
  const painted = new FakeSite({ "/": Frame }, options);
  const page = await painted.load();
  const text = await (await painted.app.request("http://live.test/")).text();
  const [, name = ""] = /dj-view="([^"]*)"/.exec(text) ?? [];
  await painted.mounted.hub.close();
  // Another process knows no claim.
  const site = new FakeSite({ "/": Frame }, options);
  site.cookie = painted.cookie;
  const line = site.connect();
  line.say([0, join(0, page), join(1, { in: [0, name] })]);
  assert.deepEqual((await line.next()).slice(0, 3), [-1, 0, 0]);
  assert.deepEqual((await line.next()).slice(0, 3), [-1, 1, 1]);
  assert.match(JSON.stringify(await line.next()), /\[-7,1,\[-9,0,\[0,3\]/);
  await site.mounted.hub.close();
});

Deno.test("the app is asked once for a page and all views in it", async () => {
  let asked = 0;
  const { site, page, name } = await loaded({ user: () => (asked++, "ada") });
  asked = 0;
  const line = site.connect();
  line.say([0, join(0, page), join(1, { in: [0, name] })]);
  await line.next();
  await line.next();
  assert.equal(asked, 1);
  await site.mounted.hub.close();
});
