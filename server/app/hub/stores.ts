/** Stores of a hub: its bus and its snapshots, watched for outages, as an extension of the hub. */

import { type Clock, loadPacking, toBase64Url } from "../../platform/mod.ts";
import { digest } from "../../security/mod.ts";
import {
  type Bus,
  type HubExtension,
  type HubRecord,
  inBatches,
  type KeptState,
  LastingState,
  type Limits,
  type LocalBus,
  memoryBus,
  Outage,
  PackedState,
  type Seal,
  type StateStore,
  SteadyBus,
  type StorePort,
  type StoreStatus,
  WatchedState,
} from "../../world/mod.ts";

/** What the stores of a hub are made from. */
export interface StoresParts {
  readonly clock: Clock;
  readonly limits: Limits;
  /** In this process only, if no other is given. */
  readonly bus: Bus | undefined;
  readonly state: StateStore | undefined;
  /** Where what the store keeps is encrypted. */
  readonly seal?: Seal | undefined;
  observe(record: HubRecord): void;
}

/** A store, as far as it ends and tells of itself. */
interface Port {
  drain?(): void | Promise<void>;
  close?(): void | Promise<void>;
  status?(): StoreStatus;
}

/** Bytes of a key in the store: nobody finds two tokens with the same. */
const HASH_BYTES = 18;
/** The first and the longest wait before a visitor is tried to be forgotten again, and how many wait. */
const WAIT = 1_000;
const MOST_WAIT = 10_000;
const MOST_OWED = 10_000;

/** Bus and state store of one hub. */
export class Stores implements HubExtension {
  readonly name = "stores";
  readonly bus: LocalBus;
  readonly state: KeptState | undefined;
  /** A bus of this process alone reaches no other. */
  readonly spansProcesses: boolean;
  readonly #steady: SteadyBus;
  readonly #clock: Clock;
  readonly #forgetting = new Set<Promise<void>>();
  /** Visitors of whom the store knows still, with what takes back the next try. */
  readonly #owed = new Map<string, () => void>();
  #isClosed = false;
  readonly #ports = new Map<StorePort, { readonly port: Port; readonly outage: Outage }>();
  /** What was not given, but opened here. What was given may serve other hubs, and is its giver's. */
  readonly #opened: Port[] = [];

  /** The stores that were given, and those that have to be there. */
  constructor(parts: StoresParts) {
    const { clock, state } = parts;
    this.#clock = clock;
    const timer: Clock["timer"] = (ms, run, options) => clock.timer(ms, run, options);
    const bus = parts.bus ?? memoryBus();
    this.spansProcesses = parts.bus !== undefined;
    if (!parts.bus) this.#opened.push(bus);
    if (state instanceof LastingState) this.#opened.push(state);
    this.bus = this.#steady = new SteadyBus({
      bus,
      outage: this.#outage("bus", bus, parts),
      timer,
    });
    this.state = state && packedState(state, {
      ...parts,
      outage: this.#outage("state", state, parts),
    });
  }

  /** Resolves when what was published has left this process, or was given up. */
  published(): Promise<void> {
    return this.#steady.published();
  }

  /**
   * Forgets the session fields of a visitor; a drain waits for it. A store that is away is asked until
   * it is back: what a logout forgets must not be there then.
   */
  forget(session: string): void {
    this.#forget(session, WAIT);
  }

  #forget(session: string, wait: number): void {
    const forgotten = this.state?.sessions?.forget(session)
      // The store has told of its outage itself.
      .catch(() => this.#owe(session, wait));
    if (!forgotten) return;
    this.#forgetting.add(forgotten);
    void forgotten.then(() => this.#forgetting.delete(forgotten));
  }

  #owe(session: string, wait: number): void {
    const isFull = this.#owed.size >= MOST_OWED && !this.#owed.has(session);
    if (this.#isClosed || isFull) return;
    this.#owed.get(session)?.();
    const cancel = this.#clock.timer(wait, () => {
      this.#owed.delete(session);
      this.#forget(session, Math.min(2 * wait, MOST_WAIT));
    }, { unref: true });
    this.#owed.set(session, cancel);
  }

  /** See {@link HubExtension}: also what the last snapshots publish leaves the process. */
  readonly drain = async (saved: Promise<void>): Promise<void> => {
    await saved;
    await Promise.all([this.published(), ...this.#forgetting]);
    // Also those that were given: what watches a store keeps the process alive for good.
    for (const { port } of this.#ports.values()) await port.drain?.();
  };

  /** See {@link HubExtension}. */
  readonly stats = (): Record<string, StoreStatus> => {
    const all: Record<string, StoreStatus> = {};
    for (const [name, { port, outage }] of this.#ports) {
      all[name] = port.status?.() ?? outage.status;
    }
    return all;
  };

  /** See {@link HubExtension}. */
  readonly close = async (): Promise<void> => {
    this.#steady.close();
    this.#isClosed = true;
    for (const cancel of this.#owed.values()) cancel();
    this.#owed.clear();
    for (const port of this.#opened) await port.close?.();
  };

  #outage(name: StorePort, port: Port, { clock, observe }: StoresParts): Outage {
    const outage = new Outage({ port: name, date: () => clock.date(), tell: observe });
    this.#ports.set(name, { port, outage });
    return outage;
  }
}

/** A store, watched, as instances use it. */
function packedState(
  store: StateStore,
  { clock, limits, seal, outage, observe }: StoresParts & { readonly outage: Outage },
): KeptState {
  const timer: Clock["timer"] = (ms, run, options) => clock.timer(ms, run, options);
  const watched = new WatchedState({ store, outage, timer, patience: limits.restore });
  return new PackedState({
    store: inBatches(watched, timer),
    seal,
    packing: loadPacking,
    hash: async (text) => toBase64Url(await digest(text, HASH_BYTES)),
    date: () => clock.date(),
    age: limits.snapshotAge,
    tell: observe,
  });
}
