/** Holders: a process learns of another whether it lives, and what it still has to write is written. */

import assert from "node:assert/strict";
import { adopted, FakeWorld, named } from "../../tests/kit/instance_kit.ts";
import { html } from "../../vdom/mod.ts";
import { event } from "../view/event.ts";
import { LiveView } from "../view/view.ts";
import { memoryState } from "../world/state/memory_state.ts";
import { Holders } from "./holders.ts";
import { Instances } from "./instances.ts";

class Counter extends LiveView {
  count = 0;
  @event
  increment() {
    this.count++;
  }
  render() {
    return html`<p>${this.count}</p>`;
  }
}

/** Two processes on one bus. */
function setUp() {
  const [one, two] = ["one_", "two_"].map((process) => {
    const world = new FakeWorld();
    world.process = process;
    return world;
  }) as [FakeWorld, FakeWorld];
  two.bus = one.bus;
  const processOf = (world: FakeWorld) => {
    const instances = new Instances(world.clock, world.limits, (_, error) => {
      throw error;
    });
    const holders = new Holders(world, instances);
    let stop = (): void => assert.fail("it does not listen");
    holders.start({ onClose: (end) => stop = end });
    return { world, instances, holders, stop };
  };
  return { one: processOf(one), two: processOf(two) };
}

/** What has come of it by the end of the wait. */
async function asked(from: ReturnType<typeof setUp>["one"], process: string, token = "token") {
  const answer = from.holders.ask(process, token);
  await from.world.clock.move(500);
  return await answer;
}

Deno.test("a process that lives answers, one that is gone or never was does not", async () => {
  const { one, two } = setUp();
  assert.equal(await asked(one, "two_"), true);
  assert.equal(await asked(one, "gone"), false);
  two.stop();
  assert.equal(await asked(one, "two_"), false);
  assert.equal(one.world.clock.timers, 0);
});

Deno.test("two that ask at once are both answered", async () => {
  const { one } = setUp();
  const both = Promise.all([one.holders.ask("two_", "a"), one.holders.ask("two_", "b")]);
  await one.world.clock.move(0);
  assert.deepEqual(await both, [true, true]);
});

Deno.test("whose page is elsewhere writes at once what it has not written", async () => {
  const { one, two } = setUp();
  const store = two.world.state = memoryState({ now: () => 0 });
  const { instance } = await adopted(Counter, two.world);
  const facts = {
    view: Counter,
    claim: "",
    session: "",
    user: "",
    base: "",
    ticketed: 0,
  };
  const holder = { takenOver() {}, ended() {} };
  two.instances.addHeld({ instance, ...facts }, 1, holder);
  instance.receive(named("increment"));
  await two.world.clock.settled();
  const take = () => store.take(instance.token, { holder: "one", attempt: 1, handled: 1 });
  assert.equal((await take()).type, "none");
  assert.equal(await asked(one, "two_", instance.token), true);
  assert.equal((await take()).type, "snapshot");
  await instance.end("left");
});

Deno.test("a bus that fails, and strange words on it, harm nobody", async () => {
  const { one, two } = setUp();
  for (
    const word of [null, 7, "asked", {}, { type: "asked" }, { type: "asked", by: "x", token: 1 }]
  ) {
    one.world.bus.publish("djust:process:two_", word);
  }
  const { publish } = two.world.bus;
  two.world.bus.publish = () => {
    throw new Error("away");
  };
  assert.equal(await asked(one, "two_"), false);
  assert.equal(await asked(two, "one_"), false);
  two.world.bus.publish = publish.bind(two.world.bus);
  assert.equal(await asked(one, "two_"), true);
});
