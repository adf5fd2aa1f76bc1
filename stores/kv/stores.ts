/** Stores on Deno KV as an app gives them to `live()`. */

import {
  type Bus,
  type Clock,
  type PresenceStore,
  type StateStore,
  SystemClock,
} from "../../server/world/mod.ts";
import { LinkBus } from "./bus.ts";
import { checkKv, Keys, type Kv, KvHandle } from "./handle/mod.ts";
import { KvNode } from "./node/mod.ts";
import { KvPresence } from "./presence/mod.ts";
import { KvState } from "./state/mod.ts";

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
 * Which Deno KV, and how soon a silent process counts as dead.
 *
 * @category Stores
 */
export interface KvNodeOptions extends KvOptions {
  /** Milliseconds between two signs of life. 5,000 unless told. */
  readonly heartbeat?: number;
  /** Milliseconds without one after which a process counts as dead. 15,000 unless told. */
  readonly timeout?: number;
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
export function kvBus(options: KvNodeOptions = {}): Bus {
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

/**
 * Presence on Deno KV: people of all processes that share it meet.
 *
 * @example
 * ```ts ignore
 * live(app, routes, { presence: kvPresence({ path: "live.db" }) });
 * ```
 *
 * @category Stores
 */
export function kvPresence(options: KvNodeOptions = {}): PresenceStore {
  if (!options.kv) checkKv();
  return new KvPresence(() => {
    const node = new KvNode(options);
    return { node, end: () => node.close() };
  });
}
