/** A snapshot shows a view between two handlers, never one that is half done. */

import assert from "node:assert/strict";
import { html } from "../../../vdom/mod.ts";
import { event } from "../../view/event.ts";
import type { Instance } from "../instance.ts";
import { adopted, FakeWorld, named, takenFrom } from "../../../tests/kit/instance_kit.ts";
import { memoryState } from "../../world/state/memory_state.ts";
import type { OpenSnapshot } from "../../world/state/kept_state.ts";
import { opened } from "../../../tests/kit/snapshot_kit.ts";

import { LiveView } from "../../view/view.ts";

/** Handlers that take their time: each begins one thing, waits, and finishes it. */
class Account extends LiveView {
  begun = 0;
  finished = 0;
  async #transfer(): Promise<void> {
    this.begun++;
    await new Promise<void>((resolve) => holds.push(resolve));
    this.finished++;
  }
  @event
  slow() {
    return this.#transfer();
  }
  @event({ interrupt: true })
  beside() {
    return this.#transfer();
  }
  @event
  quick() {
    this.begun++;
    this.finished++;
  }
  @event
  ask() {
    this.send("transfer");
  }
  @event
  later() {
    const stop = this.every(10, () => (stop(), this.#transfer()));
  }
  handleInfo() {
    return this.#transfer();
  }
  render() {
    return html`<p>${this.finished}</p>`;
  }
}

const holds: (() => void)[] = [];

/** An instance with a store, and every snapshot that was written to it. */
async function kept(
  view: typeof Account = Account,
): Promise<{ instance: Instance; world: FakeWorld; written: OpenSnapshot[] }> {
  holds.length = 0;
  const world = new FakeWorld();
  const written: OpenSnapshot[] = [];
  const store = memoryState({ now: () => world.now() });
  world.state = {
    take: (key, attempt) => store.take(key, attempt),
    remove: (key, options) => store.remove(key, options),
    save: (key, snapshot, options) => {
      written.push(opened(snapshot));
      return store.save(key, snapshot, options);
    },
  };
  const { instance } = await adopted(view, world);
  return { instance, world, written };
}

const stateOf = ({ fields }: OpenSnapshot): unknown => [fields["begun"], fields["finished"]];

for (const name of ["slow", "ask", "later"]) {
  Deno.test(`no snapshot is written while what "${name}" began still runs`, async () => {
    const { instance, world, written } = await kept();
    instance.receive(named("quick"));
    instance.receive(named(name));
    await world.clock.move(10);
    assert.equal(holds.length, 1);
    await world.clock.move(5 * world.limits.snapshot);
    assert.deepEqual(written, []);
    holds[0]?.();
    await world.clock.move(2 * world.limits.snapshot);
    assert.deepEqual(stateOf(written.at(-1)!), [2, 2]);
    await instance.end("drained");
  });
}

Deno.test("no snapshot is written while an interrupt runs, also when what it passed is done", async () => {
  const { instance, world, written } = await kept();
  instance.receive(named("slow"));
  instance.receive(named("beside"));
  await world.clock.settled();
  assert.equal(holds.length, 2);
  holds[0]?.();
  await world.clock.move(5 * world.limits.snapshot);
  assert.deepEqual(written, []);
  holds[1]?.();
  await world.clock.move(2 * world.limits.snapshot);
  assert.deepEqual(stateOf(written.at(-1)!), [2, 2]);
  await instance.end("drained");
});

Deno.test("no snapshot is written while disconnected() runs, and one is once it has ended", async () => {
  class Leaving extends Account {
    disconnected() {
      return this.slow();
    }
  }
  const { instance, world, written } = await kept(Leaving);
  instance.detach();
  await world.clock.move(5 * world.limits.snapshot);
  assert.deepEqual([holds.length, written], [1, []]);
  holds[0]?.();
  await world.clock.settled();
  assert.deepEqual(written.map(stateOf), [[1, 1]]);
  await instance.end("drained");
});

Deno.test("nothing is written for a view in which nothing happens", async () => {
  const { instance, world, written } = await kept();
  instance.receive(named("quick"));
  await world.clock.move(10 * world.limits.snapshot);
  assert.equal(written.length, 1);
  await instance.end("drained");
  assert.equal(world.clock.timers, 0);
});

Deno.test("a handler that is stuck takes nothing from whoever has the page by then", async () => {
  const { instance, world, written } = await kept();
  instance.receive(named("quick"));
  await world.clock.move(2 * world.limits.snapshot);
  instance.receive(named("slow"));
  instance.detach();
  const elsewhere = await takenFrom(world.state, instance.token, 1);
  assert(elsewhere);
  await world.clock.move(world.limits.handler + world.limits.unsettled);
  assert.equal(instance.ended, true);
  await instance.end("timeout");
  assert.equal(written.length, 1);
  const next = { ...elsewhere, order: elsewhere.order + 1 };
  const saved = await world.state?.save(instance.token, next, { ttl: 60_000 });
  assert.equal(saved, "saved");
});
