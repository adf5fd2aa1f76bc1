/** Parts of a node on Deno KV: what it is made of, and what of it is refused. */

import { type Clock, environment, isDeployment } from "../../server/world/mod.ts";
import type { KvHandle } from "./handle.ts";
import type { Kv } from "./port.ts";

/** How often the lease is renewed, and when it has run out. */
const HEARTBEAT = 5_000;
const TIMEOUT = 15_000;

/** What a node is made of; all of it is optional. */
export interface KvNodeParts {
  readonly kv?: Kv | undefined;
  readonly path?: string | undefined;
  readonly prefix?: string | undefined;
  readonly clock?: Clock | undefined;
  /** Shared with a state store. */
  readonly handle?: KvHandle | undefined;
  readonly random?: ((bytes: number) => string) | undefined;
  /** Milliseconds between two renewals of the lease, 5,000 unless told. */
  readonly heartbeat?: number | undefined;
  /** Milliseconds without one after which a node counts as dead, 15,000 unless told. */
  readonly timeout?: number | undefined;
}

/** The times of a lease; those that cannot work are refused. */
export function leaseOf({ heartbeat = HEARTBEAT, timeout = TIMEOUT }: KvNodeParts) {
  if (!(heartbeat >= 100)) {
    throw new TypeError(`Cannot use a heartbeat of ${heartbeat} ms; choose 100 or more`);
  }
  if (!(timeout >= 2 * heartbeat)) {
    throw new TypeError(
      `Cannot use a timeout of ${timeout} ms: a node renews every ${heartbeat} ms; ` +
        `choose at least twice as much`,
    );
  }
  return { heartbeat, timeout };
}

/** Whether watching sees what other processes write: not in a file. */
export function seesEverybody(path: string | undefined): boolean {
  if (path !== undefined) return /^https?:/.test(path);
  return isDeployment() || /^https?:/.test(environment("DENO_KV_DEFAULT_PATH") ?? "");
}
