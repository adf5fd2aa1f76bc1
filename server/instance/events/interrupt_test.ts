/** An interrupt passes what waits, and what waits stays as it was. */

import assert from "node:assert/strict";
import { html } from "../../../vdom/mod.ts";
import { event } from "../../view/event.ts";
import { adopted, FakeWorld, named } from "../../../tests/kit/instance_kit.ts";
import { LiveView } from "../../view/view.ts";

/** A view that writes down what runs; `slow` ends when it is let go. */
class Desk extends LiveView {
  mount() {
    this.subscribe("news");
  }
  @event
  async slow() {
    log.push("slow begins");
    await new Promise<void>((resolve) => letGo = resolve);
    log.push("slow ends");
  }
  @event
  quick() {
    log.push("quick");
  }
  @event({ interrupt: true })
  stop() {
    log.push("stop");
  }
  handleInfo(message: unknown) {
    log.push(message);
  }
  render() {
    return html`<p>${log.length}</p>`;
  }
}

const log: unknown[] = [];
let letGo = (): void => {};

Deno.test("a message that waits outlives an interrupt in the same batch, and keeps its place", async () => {
  log.length = 0;
  const { instance, world, outlet } = await adopted(Desk);
  instance.receive(named("slow"));
  world.bus.publish("news", "first");
  instance.receive(named("stop"));
  world.bus.publish("news", "second");
  instance.receive(named("quick"));
  world.bus.publish("news", "third");
  instance.receive(named("stop"));
  await world.clock.settled();
  assert.deepEqual(log, ["slow begins", "stop", "stop"]);
  letGo();
  await world.clock.settled();
  assert.deepEqual(log.slice(3), ["slow ends", "first", "second", "quick", "third"]);
  const answers = outlet.take().map((frame) => [frame[0], (frame.at(-1) as { n?: number }).n]);
  assert.deepEqual(answers, [[0, 2], [0, 4], [2, undefined]]);
});

Deno.test("messages that come while a handler runs outlive an interrupt", async () => {
  log.length = 0;
  const { instance, world } = await adopted(Desk);
  instance.receive(named("slow"));
  await world.clock.settled();
  world.bus.publish("news", "first");
  instance.receive(named("stop"));
  world.bus.publish("news", "second");
  letGo();
  await world.clock.settled();
  assert.deepEqual(log, ["slow begins", "stop", "slow ends", "first", "second"]);
});

Deno.test("a refused event and the news of a gap outlive an interrupt too", async () => {
  log.length = 0;
  const { instance, world, outlet } = await adopted(Desk, new FakeWorld({ mailbox: 4 }));
  instance.receive(named("slow"));
  instance.receive(named("stop"));
  instance.refuse("rate");
  world.bus.publish("news", "first");
  world.bus.publish("news", "lost");
  await world.clock.settled();
  letGo();
  await world.clock.move(1);
  assert.deepEqual(log, [
    "slow begins",
    "stop",
    "slow ends",
    "first",
    { type: "gap", topic: "news" },
  ]);
  assert.match(JSON.stringify(outlet.take()), /\[\[1,"rate"\]\]/);
});
