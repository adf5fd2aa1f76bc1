/** What the tests of instances share: a world with hand-moved time, and a line that remembers. */

import { ManualClock } from "../../testing/mod.ts";
import type { Json, Params, Seen } from "../../protocol/mod.ts";
import { memoryBus } from "../../server/world/ports/bus.ts";
import { Instance } from "../../server/instance/instance.ts";
import { type Limits, limitsWith } from "../../server/world/limits.ts";
import { Outage, type StoreRecord } from "../../server/world/report/outage.ts";
import { WatchedState } from "../../server/world/watched_state.ts";
import { ChannelKinds, type MountFacts, PageLocation } from "../../server/world/mod.ts";
import type { ObserveRecord } from "../../server/world/visit/record.ts";
import type { ViewClass } from "../../server/view/view.ts";
import {
  type KeptState,
  type OpenSnapshot,
  PackedState,
} from "../../server/world/state/kept_state.ts";
import type { HubRecord } from "../../server/world/report/hub_record.ts";
import type { Seal } from "../../server/world/ports/seal.ts";
import type { StateStore } from "../../server/world/ports/state_store.ts";
import { loadPacking } from "../../server/platform/mod.ts";
import type { Outlet, World } from "../../server/world/world.ts";

/** Loaded before any test: with a clock moved by hand nothing else waits for it. */
const PACKING = await loadPacking();

/** A world whose clock stands still and which keeps what it was told. */
export class FakeWorld implements World {
  readonly clock = new ManualClock();
  readonly records: ObserveRecord[] = [];
  bus = memoryBus();
  /** Outages of the store. */
  readonly outages: StoreRecord[] = [];
  readonly limits: Limits;
  readonly detail = "all";
  development = false;
  process = "proc";
  readonly kinds = new ChannelKinds();
  readonly strictStyles = false;
  /** What was told of the store's content. */
  readonly unreadable: HubRecord[] = [];
  seal: Seal | undefined;
  #state: KeptState | undefined;
  leave?: NonNullable<World["leave"]>;
  #random = 0;

  constructor(limits: Partial<Limits> = {}) {
    this.limits = limitsWith(limits);
  }

  /** The store as instances see it: watched and packed as that of a hub is, its keys are tokens. */
  get state(): KeptState | undefined {
    return this.#state;
  }

  set state(store: StateStore | undefined) {
    const tell = (record: StoreRecord): void => void this.outages.push(record);
    const outage = new Outage({ port: "state", date: () => this.clock.date(), tell });
    const timer: World["timer"] = (ms, run) => this.timer(ms, run);
    this.#state = store && new PackedState({
      store: new WatchedState({ store, outage, timer, patience: this.limits.restore }),
      seal: this.seal,
      packing: () => Promise.resolve(PACKING),
      hash: (text) => Promise.resolve(text.replace("djust snapshot\0", "").replaceAll("\0", "|")),
      date: () => this.clock.date(),
      age: this.limits.snapshotAge,
      tell: (record) => void this.unreadable.push(record),
    });
  }

  now(): number {
    return this.clock.now();
  }

  timer(ms: number, run: () => void): () => void {
    return this.clock.timer(ms, run);
  }

  random(bytes: number): string {
    return `r${bytes}-${this.#random++}`;
  }

  observe(record: ObserveRecord): void {
    this.records.push(record);
  }

  /** Records of one type. */
  told<Type extends ObserveRecord["type"]>(type: Type): Extract<ObserveRecord, { type: Type }>[] {
    return this.records.filter((record) => record.type === type) as Extract<
      ObserveRecord,
      { type: Type }
    >[];
  }
}

/** A line that keeps what was sent. */
export class FakeOutlet implements Outlet {
  readonly sent: string[] = [];
  closed: { code: number; reason: string } | undefined;
  buffered = 0;

  send(text: string): void {
    this.sent.push(text);
  }

  close(code: number, reason: string): void {
    this.closed ??= { code, reason };
  }

  /** What was sent since the last look, parsed. */
  take(): Json[][] {
    return this.sent.splice(0).map((text) => JSON.parse(text) as Json[]);
  }
}

/** Where a page of this path and query is. */
export function locationOf(target: string): PageLocation {
  const url = new URL(target, "http://localhost");
  return new PageLocation({ url, route: url.pathname, params: {} });
}

/** Facts of a request nobody made. */
export function factsFor(changes: Partial<MountFacts> = {}): MountFacts {
  return {
    location: locationOf("/page?tab=1"),
    session: { id: "visitor" },
    user: undefined,
    locale: "en",
    request: { id: "request", method: "GET", headers: new Headers() },
    base: "",
    ...changes,
  };
}

/** An instance that was mounted. */
export async function mounted(
  view: ViewClass,
  world: FakeWorld = new FakeWorld(),
  facts: Partial<MountFacts> = {},
): Promise<{ instance: Instance; world: FakeWorld }> {
  const instance = new Instance(view, world);
  const outcome = await instance.mount(factsFor(facts), "paint");
  if (outcome.type !== "mounted") {
    throw new Error(`not mounted: ${outcome.type}`, {
      cause: outcome.type === "failed" ? outcome.error : undefined,
    });
  }
  return { instance, world };
}

/** An instance that was mounted and adopted, with its line. */
export async function adopted(
  view: ViewClass,
  world: FakeWorld = new FakeWorld(),
  facts: Partial<MountFacts> = {},
): Promise<{ instance: Instance; world: FakeWorld; outlet: FakeOutlet }> {
  const { instance } = await mounted(view, world, facts);
  const outlet = new FakeOutlet();
  instance.adopt(outlet);
  await world.clock.settled();
  return { instance, world, outlet };
}

/** A named event. */
export function named(name: string, params: Params = {}, reply = false): {
  type: "event";
  name: string;
  params: Params;
  reply: boolean;
} {
  return { type: "event", name, params, reply };
}

/** An event on a closure. */
export function closure(block: number, anchor: number, on = "click", params: Params = {}): {
  type: "closure";
  block: number;
  anchor: number;
  params: Params;
  on: string;
} {
  return { type: "closure", block, anchor, params, on };
}

/** What a page has seen that got one answer in each frame, unless told. */
export function seen(got: number, answered = got, apart: readonly number[] = []): Seen {
  return { got, answered, apart };
}

/** The snapshot that a process takes over, however many events it holds. */
export async function takenFrom(
  store: KeptState | undefined,
  key: string,
  attempt: number,
): Promise<OpenSnapshot | undefined> {
  if (!store) throw new Error("This world has no store");
  const taken = await store.take(key, { holder: `taker ${attempt}`, attempt, handled: 0 });
  return taken.type === "snapshot" ? taken.snapshot : undefined;
}
