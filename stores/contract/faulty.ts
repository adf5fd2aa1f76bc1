/** Faulty stores: wrappers that lose, delay, refuse or never answer, as a test tells them to. */

import type { Bus, StateStore } from "../../server/world/mod.ts";

/**
 * What happens to one call of a store that {@linkcode faultyState} or {@linkcode faultyBus} wraps.
 *
 * - `pass`: nothing;
 * - `drop`: the store never hears of it, and the caller is told that all is well;
 * - `throw`: the store never hears of it, and the caller is told so;
 * - `lost`: the store does it, and its answer is an error;
 * - `hang`: nobody ever hears of it again;
 * - `late`: the caller waits in vain; the store does it once `wait` resolves;
 * - `delay`: it is done, and answered, once `wait` resolves;
 * - `twice`: the store does it twice, as a line that repeats would.
 *
 * @category Stores
 */
export type Fault =
  | { readonly type: "pass" | "drop" | "throw" | "lost" | "hang" | "twice" }
  | { readonly type: "late" | "delay"; readonly wait: Promise<unknown> };

/**
 * Says what happens to a call: its name (`take`, `save`, `remove`, `publish`, `subscribe`), and how many
 * calls there were before.
 *
 * @category Stores
 */
export type Faults = (call: string, before: number) => Fault;

/**
 * A state store whose calls fail as they are told.
 *
 * @category Stores
 */
export function faultyState(store: StateStore, faults: Faults): StateStore {
  const through = faultyLine(faults);
  return {
    take: (key, wanted) => through("take", () => store.take(key, wanted), { type: "none" }),
    save: (key, snapshot, options) =>
      through("save", () => store.save(key, snapshot, options), true),
    remove: (key, options) => through("remove", () => store.remove(key, options), undefined),
    ...(store.sessions && { sessions: store.sessions }),
    ...endsOf(store),
  };
}

/**
 * A bus whose calls fail as they are told. What it delivers is as the bus delivers it.
 *
 * @category Stores
 */
export function faultyBus(bus: Bus, faults: Faults): Bus {
  const through = faultyLine(faults);
  return {
    publish: (topic, message) =>
      through("publish", async () => await bus.publish(topic, message), undefined),
    subscribe: (topic, listener) =>
      through<() => void | Promise<void>>(
        "subscribe",
        async () => await bus.subscribe(topic, listener),
        () => {},
      ),
    ...endsOf(bus),
  };
}

function endsOf(port: Pick<StateStore, "close" | "status">): Pick<StateStore, "close" | "status"> {
  return {
    ...(port.close && { close: () => port.close?.() }),
    ...(port.status && { status: () => port.status?.() ?? { state: "up" } }),
  };
}

type Through = <Value>(call: string, run: () => Promise<Value>, nothing: Value) => Promise<Value>;

function faultyLine(faults: Faults): Through {
  let calls = 0;
  return async (call, run, nothing) => {
    const fault = faults(call, calls++);
    switch (fault.type) {
      case "pass":
        return await run();
      case "drop":
        return nothing;
      case "throw":
        throw new Error(`Cannot ${call}: the line was cut, as the test wants it`);
      case "lost":
        await run();
        throw new Error(`Cannot ${call}: the answer was lost, as the test wants it`);
      case "hang":
        return await new Promise<never>(() => {});
      case "late":
        // What comes of it is nobody's: the caller has given up.
        fault.wait.then(run).catch(() => {});
        return await new Promise<never>(() => {});
      case "delay":
        await fault.wait;
        return await run();
      case "twice":
        await run();
        return await run();
    }
  };
}
