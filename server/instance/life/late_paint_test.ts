/** Late paints: which regions have marks, and what is painted of them while an answer is open. */

import assert from "node:assert/strict";
import { each, html, raw } from "../../../vdom/mod.ts";
import {
  factsFor,
  FakeOutlet,
  FakeWorld,
  mounted,
  named,
} from "../../../tests/kit/instance_kit.ts";
import type { AsyncValue } from "../../view/async.ts";
import { event } from "../../view/event.ts";
import { LiveView } from "../../view/view.ts";
import { Instance } from "../instance.ts";

/** The load that waits. */
let waiting = Promise.withResolvers<string>();
let late: boolean | undefined = true;

class Report extends LiveView {
  report?: AsyncValue<string>;
  clicks = 0;
  mount() {
    waiting = Promise.withResolvers();
    const { promise } = waiting;
    this.assignAsync("report", () => promise, late === undefined ? {} : { late });
  }
  @event
  click() {
    this.clicks++;
  }
  render() {
    const { report } = this;
    return html`
      <h1>${this.clicks}</h1>
      <div>${report?.ok ? html`<b>${report.result}</b>` : html`<i>loading</i>`}</div>
      <ul>${each([1, 2], (n) => n, (n) => html`<li>${html`<u>${n}</u>`}</li>`)}</ul>
      <svg viewBox="0 0 1 1">
        <g>${html`<rect></rect>`}</g>
      </svg>
      <section>${raw("<em>raw</em>")}</section>
    `;
  }
}

/** A page whose answer is open, and what it was told. */
async function opened(world = new FakeWorld()) {
  const { instance } = await mounted(Report, world);
  const told: string[] = [];
  const paint = instance.late({ told: () => told.push("told"), taken: () => told.push("taken") });
  return { instance, world, told, paint };
}

const bare = (html: string): string => html.replace(/ dj(?:=\w+)?(?=[ >])/g, "");

Deno.test("regions of a late page have marks: no texts, rows, pictures, or raw HTML", async () => {
  const { instance, paint } = await opened();
  assert(paint);
  const content = bare(instance.painted().content).replace(/\s*\n\s*/g, "");
  assert.equal(
    content.replaceAll(/<\?start name="r6-\d+-\d-(\d)">/g, "<$1>").replaceAll("<?end>", "</>"),
    "<0><!--,--><h1>0</h1>" +
      "<div><1><i>loading</i></></div>" +
      "<ul><2><li><u>1</u></li><li><u>2</u></li></></ul>" +
      '<svg viewBox="0 0 1 1"><g><rect></rect></g></svg>' +
      "<section><em>raw</em></section></>",
  );
});

Deno.test("a page that nobody may wait for has no marks", async () => {
  for (const change of ["late: false", "none", "join"] as const) {
    late = change === "late: false" ? false : change === "none" ? undefined : true;
    const instance = new Instance(Report, new FakeWorld());
    await instance.mount(factsFor(), change === "join" ? "join" : "paint");
    late = true;
    assert.doesNotMatch(instance.painted().content, /<\?start/, change);
    assert.equal(instance.late({ told() {}, taken() {} }), undefined);
    await instance.end("unclaimed");
  }
});

Deno.test("what is loaded while the answer is open is painted anew, with names of its own", async () => {
  const { paint, told, world } = await opened();
  assert(paint);
  assert.equal(paint.isDone, false);
  waiting.resolve("ready");
  await world.clock.settled();
  assert.deepEqual([told, paint.isDone], [["told"], true]);
  const painted = await paint.paint();
  assert.match(bare(painted?.content ?? ""), /<\?start name="r6-\d+-2-1"><b>ready<\/b><\?end>/);
});

Deno.test("once the answer has ended, what is loaded waits for the line, and numbers are those of the last paint", async () => {
  const { instance, paint, told, world } = await opened();
  assert(paint);
  waiting.resolve("ready");
  await world.clock.settled();
  await paint.paint();
  paint.end();
  paint.end();
  const outlet = new FakeOutlet();
  instance.adopt(outlet);
  await world.clock.settled();
  assert.deepEqual([outlet.take(), told], [[], ["told"]]);
  instance.receive(named("click"));
  await world.clock.settled();
  // Block 1 of the page is the view's own template.
  assert.deepEqual(outlet.take(), [[1, 1, 0, 1]]);
});

Deno.test("a line that takes the view while the answer is open ends it, and gets all of it", async () => {
  const { instance, told, world } = await opened();
  const outlet = new FakeOutlet();
  instance.adopt(outlet);
  await world.clock.settled();
  assert.deepEqual(told, ["taken"]);
  assert.equal(outlet.take()[0]?.[0], -9);
});

Deno.test("a load that is called off, or replaced, leaves nothing to wait for", async () => {
  class Hasty extends Report {
    override mount() {
      super.mount();
      hasty = this;
    }
  }
  let hasty: Hasty | undefined;
  const { instance, world } = await mounted(Hasty);
  const told: string[] = [];
  const paint = instance.late({ told: () => told.push("told"), taken() {} });
  hasty?.cancelAsync("report");
  assert.deepEqual([told, paint?.isDone], [["told"], true]);
  assert.match((await paint?.paint())?.content ?? "", /loading/);
  await world.clock.settled();
});

Deno.test("what is loaded before it is known whether the answer is open waits for that", async () => {
  for (const way of ["open", "a line"] as const) {
    const { instance, world } = await mounted(Report);
    waiting.resolve("ready");
    await world.clock.settled();
    if (way === "open") {
      const told: string[] = [];
      const paint = instance.late({ told: () => told.push("told"), taken() {} });
      assert.deepEqual([told, paint?.isDone], [["told"], true]);
      assert.match((await paint?.paint())?.content ?? "", /ready/);
    } else {
      const outlet = new FakeOutlet();
      instance.adopt(outlet);
      await world.clock.settled();
      assert.match(outlet.sent.join(), /ready/);
    }
    await instance.end("left");
  }
});
