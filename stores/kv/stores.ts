/** Stores on Deno KV as an app gives them to `live()`. */

import { type Bus, type Clock, type StateStore, SystemClock } from "../../server/world/mod.ts";
import { LinkBus } from "./bus.ts";
import { KvHandle } from "./handle.ts";
import { Keys } from "./keys.ts";
import { KvNode } from "./node.ts";
import type { Kv } from "./port.ts";
import { KvState } from "./state.ts";

/**
 * Which Deno KV.
 *
 * @category Stores
 */
export interface KvOptions {
  /** One that is open: `await Deno.openKv()`. It is yours to close. */
  readonly kv?: Kv;
  /**
   * What to open: a file, `":memory:"`, or the URL of a KV Connect server, whose token is in
   * `DENO_KV_ACCESS_TOKEN`. Without it, what `Deno.openKv()` opens: on Deno Deploy the app's database.
   */
  readonly path?: string;
  /** Before all keys; two apps on one store need one each. `"djust"` unless told. */
  readonly prefix?: string;
}

/**
 * A bus that spans all processes on one Deno KV.
 *
 * @example
 * ```ts ignore
 * live(app, routes, { bus: kvBus({ path: "live.db" }) });
 * ```
 *
 * @category Stores
 */
export function kvBus(options: KvOptions = {}): Bus {
  return new LinkBus(new KvNode(options));
}

/**
 * Snapshots and session fields on Deno KV, for all processes that share it. A snapshot may have 700 KB.
 *
 * @example
 * ```ts ignore
 * live(app, routes, { state: kvState({ path: "live.db" }) });
 * ```
 *
 * @category Stores
 */
export function kvState(options: KvOptions = {}): StateStore {
  return stateWith(options, new SystemClock());
}

/** The same by a given clock. */
export function stateWith({ kv, path, prefix }: KvOptions, clock: Clock): StateStore {
  const handle = new KvHandle({ kv, path, clock });
  return new KvState({ handle, keys: new Keys(prefix), clock });
}
