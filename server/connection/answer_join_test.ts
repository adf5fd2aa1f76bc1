/** An answer to a join that is out of date when it comes: the app is asked again. */

import assert from "node:assert/strict";
import { html } from "../../vdom/mod.ts";
import { Connection } from "./connection.ts";
import { event } from "../view/event.ts";
import { Instances, type Resident } from "../instance/instances.ts";
import type { JoinAnswer } from "./join_answer.ts";
import { mounted } from "../../tests/kit/instance_kit.ts";
import { FACTS, FakeLine } from "../../tests/kit/line_kit.ts";
import { LiveView } from "../view/view.ts";

/** A view that shows what happened since its paint. */
class Page extends LiveView {
  news = "none";
  connected() {
    this.news = "connected";
  }
  @event
  nothing() {}
  render() {
    return html`<p>${this.news}</p>`;
  }
}

/** Instances, one of which was painted, and lines whose joins are answered as a test says. */
async function desk(): Promise<{
  instances: Instances;
  resident: Resident;
  line: (...answers: (JoinAnswer | Promise<JoinAnswer>)[]) => FakeLine;
}> {
  const { instance, world } = await mounted(Page);
  const instances = new Instances(world.clock, world.limits, () => {});
  const about = { base: "", claim: "claim", session: "visitor", user: "", ticketed: 0 };
  const resident = { ...about, instance, view: Page };
  instances.addPainted(resident);
  const line = (...answers: (JoinAnswer | Promise<JoinAnswer>)[]): FakeLine => {
    const transport = new FakeLine(world.clock);
    const headers = new Headers();
    const facts = { origin: "http://a", site: {}, base: "", env: {} };
    const upgrade = { ...facts, headers, address: "9.9.9.9", session: "" };
    new Connection(transport, upgrade, {
      clock: world.clock,
      limits: world.limits,
      instances,
      development: false,
      answer: () => Promise.resolve(answers.shift() ?? { type: "gone", lives: false }),
      ticket: () => Promise.resolve(""),
      observe: () => {},
      requestId: () => "id",
      gone: () => {},
    });
    return transport;
  };
  return { instances, resident, line };
}

const joins = (
  attempt: number,
): unknown => [-1, 0, { ...FACTS, claim: "c", ticket: "t", try: attempt }];

Deno.test("an instance that ended while the app was asked is not had: the app is asked again", async () => {
  const { instances, resident, line } = await desk();
  await instances.end(resident, "unclaimed");
  const page = line({ type: "adopt", resident }, { type: "reload" });
  page.say(joins(1));
  assert.deepEqual(await page.next(), [-12]);
  assert.equal(page.closed, undefined);
});

Deno.test("an instance that a newer try has taken meanwhile stays where it is", async () => {
  const { resident, line } = await desk();
  const newer = line({ type: "adopt", resident });
  newer.say(joins(5));
  assert.equal((await newer.next())[0], -1);
  const older = line({ type: "adopt", resident }, { type: "late" });
  older.say(joins(4));
  await older.rest();
  assert.equal(older.closed?.code, 4409);
  assert.equal(newer.closed, undefined);
});

Deno.test("a page that changes hands again and again is closed, to come back later", async () => {
  const { instances, resident, line } = await desk();
  await instances.end(resident, "unclaimed");
  const answer = { type: "adopt", resident } as const;
  const page = line(answer, answer, answer, answer);
  page.say(joins(1));
  await page.rest();
  assert.equal(page.closed?.code, 1012);
});

Deno.test("an instance is adopted once: a second page that was told to adopt it asks again", async () => {
  const { resident, line } = await desk();
  const told = Promise.withResolvers<JoinAnswer>();
  const first = line({ type: "adopt", resident });
  const second = line(told.promise, { type: "again", resident });
  first.say(joins(1));
  second.say(joins(2));
  assert.equal((await first.next())[0], -1);
  assert.deepEqual(await first.next(), [0, 1, 0, "connected"]);
  told.resolve({ type: "adopt", resident });
  assert.equal((await second.next())[0], -1);
  // What changed since the paint comes again: this page does not have it.
  assert.deepEqual(await second.next(), [0, 1, 0, "connected"]);
  assert.equal(first.closed?.code, 4409);
  await resident.instance.end("left");
});

Deno.test("a view that is refused, or fails, closes its line only when it is alone there", async () => {
  const cases: readonly (readonly [JoinAnswer, unknown[], number])[] = [
    [{ type: "refused", status: 403 }, [-10, "refused", "id", 403], 4401],
    [{ type: "refused", status: 404 }, [-10, "refused", "id", 404], 4401],
    [{ type: "failed", request: "r" }, [-10, "mount", "r"], 1012],
  ];
  for (const [answer, told, code] of cases) {
    const { resident, line } = await desk();
    const alone = line(answer);
    alone.say(joins(1));
    assert.deepEqual(await alone.next(), told);
    assert.equal(alone.closed?.code, code);
    const beside = line({ type: "adopt", resident }, answer);
    beside.say(joins(1));
    assert.equal((await beside.next())[0], -1);
    assert.deepEqual(await beside.next(), [0, 1, 0, "connected"]);
    beside.say([-1, 1, { ...FACTS, claim: "c", ticket: "t" }]);
    assert.deepEqual(await beside.next(), [-7, 1, told]);
    assert.equal(beside.closed, undefined);
    await resident.instance.end("left");
  }
});

Deno.test("an app that cannot answer now is asked again later: the page comes back", async () => {
  for (const status of [429, 500, 503]) {
    const { line } = await desk();
    const page = line({ type: "refused", status });
    page.say(joins(1));
    assert.deepEqual(await page.next(), [-10, "refused", "id", status]);
    assert.equal(page.closed?.code, 1012);
  }
});
