/** this.exec(): commands that go to the page with the next frame, after what changed. */

import assert from "node:assert/strict";
import { html, js } from "../../vdom/mod.ts";
import { adopted, named } from "../../tests/kit/instance_kit.ts";
import { event } from "./event.ts";
import { LiveView } from "./view.ts";

class Page extends LiveView {
  count = 0;
  @event
  add() {
    this.count++;
    this.exec(js.focus("#a"));
  }
  @event
  titled() {
    this.pageTitle = "New";
    this.exec(js.focus("#a").pushEvent(this.add));
  }
  @event
  slipped() {
    this.exec(js.transition("fdae", "#a"));
  }
  @event
  closure() {
    this.exec(js.pushEvent(() => {}));
  }
  @event
  text() {
    this.exec('[["focus","#a"]]' as never);
  }
  @event
  reserved() {
    this.pushEvent("dj-js", [["focus", "#a"]]);
  }
  render() {
    return html`<p>${this.count}</p>`;
  }
}

Deno.test("exec() goes with the frame that shows the change; an empty head has its page fetch the rest", async () => {
  const { instance, world, outlet } = await adopted(Page);
  instance.receive(named("add"));
  await world.clock.settled();
  assert.deepEqual(outlet.take(), [[1, 1, 0, 1, { e: [["dj-js", [[["focus", "#a"]]]]], h: {} }]]);
});

Deno.test("exec() names the handler that its event goes to, beside a head that changed", async () => {
  const { instance, world, outlet } = await adopted(Page);
  instance.receive(named("titled"));
  await world.clock.settled();
  const steps = [["focus", "#a"], ["pushEvent", null, {}]];
  assert.deepEqual(outlet.take(), [[1, { h: { title: "New" }, e: [["dj-js", [steps, "add"]]] }]]);
});

Deno.test("exec() takes commands and nothing else, and nobody pushes under its name", async () => {
  const { instance, world } = await adopted(Page);
  for (const name of ["closure", "text", "reserved"]) instance.receive(named(name));
  await world.clock.settled();
  const told = world.records.filter(({ type }) => type === "error").map((record) =>
    String((record as { error?: Error }).error?.message)
  );
  assert.match(told[0] ?? "", /push a closure.*@event/);
  assert.match(told[1] ?? "", /Cannot exec string.*js\.focus/);
  assert.match(told[2] ?? "", /Cannot push "dj-js".*choose another/);
});

Deno.test("exec() tells of a transition that is nearly a preset", async () => {
  const { instance, world } = await adopted(Page);
  world.development = true;
  instance.receive(named("slipped"));
  await world.clock.settled();
  assert.deepEqual(world.told("warning").map(({ message }) => message), [
    'exec: js.transition("fdae") names no preset; did you mean "fade"?',
  ]);
});
