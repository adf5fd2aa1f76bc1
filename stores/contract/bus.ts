/** Contract of buses: what each does, as cases that any test runner can run. */

import type { Bus, Delivery } from "../../server/world/mod.ts";
import { type ContractCase, holds, same } from "./expect.ts";

/**
 * Where the cases of {@linkcode busContract} try a bus.
 *
 * @category Stores
 */
export interface BusStand {
  /** One bus as different processes see it; at least one. */
  readonly buses: readonly [Bus, ...Bus[]];
  /** Ends all of it. */
  close(): void | Promise<void>;
}

/** What one subscription heard. */
class Ear {
  readonly heard: Delivery[] = [];
  readonly #waiting: { readonly isEnough: () => boolean; readonly done: () => void }[] = [];

  readonly hear = (delivery: Delivery): void => {
    this.heard.push(delivery);
    for (const waiting of this.#waiting) if (waiting.isEnough()) waiting.done();
  };

  get messages(): unknown[] {
    return this.heard.flatMap((delivery) => delivery.type === "message" ? [delivery.message] : []);
  }

  /** Resolves when this message was heard. */
  until(message: unknown): Promise<void> {
    const isEnough = (): boolean => this.messages.includes(message);
    if (isEnough()) return Promise.resolve();
    return new Promise((done) => void this.#waiting.push({ isEnough, done }));
  }
}

function busCase(
  name: string,
  run: (bus: Bus, other: Bus) => Promise<void>,
): ContractCase<BusStand> {
  return {
    name,
    run: async (make) => {
      const stand = await make();
      try {
        const [bus, other = bus] = stand.buses;
        await run(bus, other);
      } finally {
        await stand.close();
      }
    },
  };
}

/** Resolves when what was published before, by `from`, has come wherever it is heard. */
async function flushed(from: Bus, to: Bus): Promise<void> {
  const ear = new Ear();
  const stop = await to.subscribe("contract:flushed", ear.hear);
  await from.publish("contract:flushed", "end");
  await ear.until("end");
  await stop();
}

/**
 * What every bus does. Each case rejects where one does otherwise.
 *
 * @example
 * ```ts ignore
 * for (const { name, run } of busContract) {
 *   Deno.test(name, () => run(() => ({ buses: [myBus()], close() {} })));
 * }
 * ```
 *
 * @category Stores
 */
export const busContract: readonly ContractCase<BusStand>[] = [
  busCase("gives every subscriber a copy of its own, the publisher's too", async (bus, other) => {
    const ears = [new Ear(), new Ear(), new Ear()] as const;
    const [first, second, far] = ears;
    await bus.subscribe("t", first.hear);
    await bus.subscribe("t", second.hear);
    await other.subscribe("t", far.hear);
    await bus.subscribe("other", () => holds(false, "another topic's message came"));
    const message = { list: [1], when: new Date(0), map: new Map([["é", "漢"]]) };
    await bus.publish("t", message);
    message.list.push(2);
    await bus.publish("t", "end");
    await Promise.all(ears.map((ear) => ear.until("end")));
    const copies = ears.map((ear) => ear.messages[0]);
    for (const copy of copies) same(copy, { ...message, list: [1] }, "the message as it was");
    same(new Set(copies).size, 3, "copies of their own");
  }),
  busCase("keeps the order of a publisher", async (bus, other) => {
    const ears = [new Ear(), new Ear()] as const;
    await bus.subscribe("t", ears[0].hear);
    await other.subscribe("t", ears[1].hear);
    const sent = Array.from({ length: 50 }, (_, i) => i);
    await Promise.all(sent.map((i) => bus.publish("t", i)));
    for (const ear of ears) {
      await ear.until(49);
      same(ear.messages, sent, "all of them, once, in order");
    }
  }),
  busCase("reaches both ways", async (bus, other) => {
    const ears = [new Ear(), new Ear()] as const;
    await bus.subscribe("t", ears[0].hear);
    await other.subscribe("t", ears[1].hear);
    await Promise.all([bus.publish("t", "a"), other.publish("t", "b")]);
    for (const ear of ears) {
      await ear.until("a");
      await ear.until("b");
      same(ear.messages.length, 2, "each once");
    }
  }),
  busCase("counts two subscriptions of one function as two, each with its own end", async (bus) => {
    const ear = new Ear();
    const first = await bus.subscribe("t", ear.hear);
    const second = await bus.subscribe("t", ear.hear);
    await bus.publish("t", 1);
    await flushed(bus, bus);
    same(ear.heard.length, 2, "heard twice");
    await first();
    await first();
    await bus.publish("t", 1);
    await flushed(bus, bus);
    same(ear.heard.length, 3, "one of them is left");
    await second();
    await bus.publish("t", 1);
    await flushed(bus, bus);
    same(ear.heard.length, 3, "none is left");
  }),
  busCase("lets listeners end and begin inside of a delivery", async (bus) => {
    const heard: string[] = [];
    const later = new Ear();
    const stop = await bus.subscribe("t", () => {
      heard.push("first");
      void bus.subscribe("t", later.hear);
      void stop();
      void stopOther();
    });
    const stopOther = await bus.subscribe("t", () => heard.push("other"));
    await bus.publish("t", 1);
    await flushed(bus, bus);
    same(heard.slice(0, 1), ["first"], "it was called");
    const count = heard.length;
    await bus.publish("t", "two");
    await later.until("two");
    same(heard.length, count, "whoever has stopped hears nothing more");
  }),
  busCase("hears nothing after the end, of other processes neither", async (bus, other) => {
    const ear = new Ear();
    const stop = await other.subscribe("t", ear.hear);
    await bus.publish("t", 1);
    await ear.until(1);
    await stop();
    await bus.publish("t", 2);
    await flushed(bus, other);
    same(ear.messages, [1], "nothing after the end");
  }),
  busCase("tells topics apart, odd ones too", async (bus, other) => {
    const topics = ["a", "a:b", "a:", "", "é漢🎉", "__proto__", "x".repeat(500)];
    const ears = topics.map(() => new Ear());
    for (const [i, topic] of topics.entries()) await other.subscribe(topic, ears[i]?.hear as Hear);
    for (const topic of topics) await bus.publish(topic, topic);
    for (const [i, topic] of topics.entries()) {
      await ears[i]?.until(topic);
      same(ears[i]?.messages, [topic], `only what was published to "${topic.slice(0, 9)}"`);
    }
  }),
  busCase("carries 48 KB, and what is no object", async (bus, other) => {
    const ear = new Ear();
    await other.subscribe("t", ear.hear);
    const large = "x".repeat(48_000);
    for (const message of [null, undefined, 0, 7n, large, "end"]) await bus.publish("t", message);
    await ear.until("end");
    same(ear.messages, [null, undefined, 0, 7n, large, "end"], "as they were");
  }),
  busCase("refuses what cannot be copied, at once, and says how to mend it", async (bus) => {
    let thrown: unknown;
    try {
      await bus.publish("t", () => {});
    } catch (error) {
      thrown = error;
    }
    holds(thrown instanceof TypeError, "a TypeError was thrown");
    holds(/send plain data/.test(thrown.message), "it says what to do");
  }),
];

type Hear = (delivery: Delivery) => void;
