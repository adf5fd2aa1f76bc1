/** Who may open how many sockets: counted by address and by session, before the upgrade. */

import { Bucket, type Limits } from "../world/mod.ts";

/** Whom a socket counts for; undefined: for nobody. */
export interface QuotaKeys {
  readonly address: string | undefined;
  readonly session: string | undefined;
}

/** A place taken by one socket. */
export interface Place {
  type: "place";
  /** Gives it back; more than once is harmless. */
  leave(): void;
}

/** No place: which limit, and the seconds after which to try again. */
export interface NoPlace {
  type: "full";
  limit: "socketsPerAddress" | "socketsPerSession" | "connects";
  retry: number;
}

/** Counts the sockets of addresses and sessions, and how fast they come. */
export class Quota {
  readonly #limits: Limits;
  readonly #addresses = new Map<string, number>();
  readonly #sessions = new Map<string, number>();
  readonly #connects = new Map<string, Bucket>();

  /** Counts against these limits. */
  constructor(limits: Limits) {
    this.#limits = limits;
  }

  /** A place for one more socket, or why there is none. */
  enter({ address, session }: QuotaKeys, now: number): Place | NoPlace {
    if (address !== undefined && !this.#bucket(address, now).take(now)) {
      return { type: "full", limit: "connects", retry: 1 };
    }
    if (count(this.#addresses, address) >= this.#limits.socketsPerAddress) {
      return { type: "full", limit: "socketsPerAddress", retry: 10 };
    }
    if (count(this.#sessions, session) >= this.#limits.socketsPerSession) {
      return { type: "full", limit: "socketsPerSession", retry: 10 };
    }
    add(this.#addresses, address, 1);
    add(this.#sessions, session, 1);
    let isOpen = true;
    return {
      type: "place",
      leave: () => {
        if (!isOpen) return;
        isOpen = false;
        add(this.#addresses, address, -1);
        add(this.#sessions, session, -1);
      },
    };
  }

  /** Addresses and sessions that are remembered. */
  get size(): number {
    return this.#addresses.size + this.#sessions.size;
  }

  #bucket(address: string, now: number): Bucket {
    const known = this.#connects.get(address);
    if (known) return known;
    // Full buckets say nothing: forgetting them keeps the map as small as the rush.
    if (this.#connects.size >= 10_000) {
      for (const [key, bucket] of this.#connects) {
        if (bucket.isFull(now)) this.#connects.delete(key);
      }
    }
    const bucket = new Bucket(this.#limits.connects, this.#limits.connectsBurst, now);
    this.#connects.set(address, bucket);
    return bucket;
  }
}

function count(counts: Map<string, number>, key: string | undefined): number {
  return key === undefined ? 0 : counts.get(key) ?? 0;
}

function add(counts: Map<string, number>, key: string | undefined, by: number): void {
  if (key === undefined) return;
  const next = count(counts, key) + by;
  if (next > 0) counts.set(key, next);
  else counts.delete(key);
}
