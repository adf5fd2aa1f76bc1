/** Leases of other nodes: who lives, who may be dead and who is, by the reader's own clock. */

/** How a node is. */
export type NodeState =
  /** It renews its lease. */
  | "up"
  /** It was asked to end, and says so. */
  | "draining"
  /** It has not renewed for a while; that may be chance. */
  | "suspect"
  /** It has not renewed for so long that it counts as dead. It may come back. */
  | "down";

/** What became of a node. */
export type NodeChange =
  | {
    readonly node: string;
    readonly epoch: string;
    readonly state: NodeState;
    /** It was taken for dead when it was read first: what it has is to be read now. */
    readonly wasDoubted?: true;
  }
  /** It is dead for so long that what it left is to be cleared. */
  | { readonly node: string; readonly epoch: string; readonly state: "gone" };

/** What a node says of itself whenever it renews. */
export interface Lease {
  /** Another one is another node under the same name. */
  readonly epoch: string;
  readonly state: "up" | "draining";
  /** Anything that changes with each renewal. */
  readonly version: string;
}

/** Times in milliseconds. */
export interface LeasesOptions {
  /** Between two looks. A lease ages by two of them a look at most: a frozen reader blames nobody. */
  readonly interval: number;
  readonly suspect: number;
  readonly timeout: number;
  /** From its death until what it left is to be cleared. */
  readonly purge: number;
  /** The same for one that said goodbye. */
  readonly drained: number;
}

/** The usual times, but for the interval. */
export const LEASE_TIMES = {
  suspect: 7_000,
  timeout: 15_000,
  purge: 600_000,
  drained: 60_000,
} as const satisfies Omit<LeasesOptions, "interval">;

interface Held {
  lease: Lease;
  age: number;
  state: NodeState;
  /** Not there until it renews, and not dead until its time is over. */
  isDoubted: boolean;
}

/** The leases of all nodes that are known. Time is an argument; no clocks of others are read. */
export class Leases {
  readonly #options: LeasesOptions;
  readonly #held = new Map<string, Held>();
  #looked: number | undefined;

  /** None yet. */
  constructor(options: LeasesOptions) {
    this.#options = options;
  }

  /** How a node is; undefined for one that is not known. */
  stateOf(node: string): NodeState | undefined {
    const held = this.#held.get(node);
    return held?.isDoubted && held.state !== "down" ? undefined : held?.state;
  }

  /** The nodes that are not dead. */
  get living(): { readonly node: string; readonly epoch: string; readonly state: NodeState }[] {
    return [...this.#held].flatMap(([node, { lease, state, isDoubted }]) =>
      state === "down" || isDoubted ? [] : [{ node, epoch: lease.epoch, state }]
    );
  }

  /** Whether a lease is so old that it should be read before anybody is called dead. */
  get isAnyStale(): boolean {
    const { suspect } = this.#options;
    return [...this.#held.values()].some(({ age, state }) => state !== "down" && age >= suspect);
  }

  /** A lease as it was read, new or not. An old one that is new here is that of a dead node, perhaps. */
  read(node: string, lease: Lease, looks: "fresh" | "old" = "fresh"): NodeChange[] {
    const { epoch } = lease;
    const held = this.#held.get(node);
    if (!held) {
      const isDoubted = looks === "old";
      this.#held.set(node, { lease, age: 0, state: lease.state, isDoubted });
      return isDoubted ? [] : [{ node, epoch, state: lease.state }];
    }
    if (held.lease.version === lease.version) return [];
    if (held.isDoubted) {
      Object.assign(held, { lease, age: 0, state: lease.state, isDoubted: false });
      return [{ node, epoch, state: lease.state, wasDoubted: true }];
    }
    const before = held.lease.epoch;
    const changes: NodeChange[] = [];
    if (before !== epoch && held.state !== "down") {
      changes.push({ node, epoch: before, state: "down" });
    }
    const isNew = before !== epoch || held.state !== lease.state;
    Object.assign(held, { lease, age: 0, state: lease.state });
    if (isNew) changes.push({ node, epoch, state: lease.state });
    return changes;
  }

  /**
   * The node has cleared up after itself, or another has after one that was dead. One that lived has
   * drained before, also where that was too quick to be seen.
   */
  left(node: string): NodeChange[] {
    const held = this.#held.get(node);
    this.#held.delete(node);
    if (!held || held.isDoubted || held.state === "down") return [];
    const { lease: { epoch }, state } = held;
    const down = { node, epoch, state: "down" } as const;
    return state === "draining" ? [down] : [{ node, epoch, state: "draining" }, down];
  }

  /** Ages all leases. Only after they were read: who reads nothing knows nothing of others. */
  look(now: number): NodeChange[] {
    const { interval } = this.#options;
    const passed = Math.max(0, Math.min(now - (this.#looked ?? now), 2 * interval));
    this.#looked = now;
    const changes: NodeChange[] = [];
    for (const [node, held] of this.#held) {
      held.age += passed;
      const state = this.#stateOf(held);
      if (state === held.state) continue;
      const { epoch } = held.lease;
      if (state === "gone") this.#held.delete(node);
      else held.state = state;
      // Nobody was told that it is there.
      if (held.isDoubted && state !== "gone") continue;
      changes.push({ node, epoch, state });
    }
    return changes;
  }

  #stateOf({ lease, age }: Held): NodeState | "gone" {
    const { suspect, timeout, purge, drained } = this.#options;
    const isDraining = lease.state === "draining";
    if (age >= timeout + (isDraining ? drained : purge)) return "gone";
    if (age >= timeout) return "down";
    if (isDraining) return "draining";
    return age >= suspect ? "suspect" : "up";
  }
}
