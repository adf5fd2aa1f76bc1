/** Cluster on Deno KV: state, bus and presence behind one node, to be spread into `live()`. */

import {
  type Bus,
  type HubExtension,
  type PresenceStore,
  type StateStore,
  SystemClock,
} from "../../server/world/mod.ts";
import { LinkBus } from "./bus.ts";
import { Keys, KvHandle } from "./handle/mod.ts";
import { KvNode } from "./node/mod.ts";
import { KvPresence } from "./presence/mod.ts";
import { KvState } from "./state/mod.ts";
import type { KvNodeOptions } from "./stores.ts";

/**
 * All that processes share, as options of `live()`.
 *
 * @category Stores
 */
export interface KvCluster {
  /** See {@linkcode kvState}. */
  readonly state: StateStore;
  /** See {@linkcode kvBus}. */
  readonly bus: Bus;
  /** See {@linkcode kvPresence}. */
  readonly presence: PresenceStore;
  /** Begins and ends with the hub. With extensions of your own: `[...cluster.extend, audit]`. */
  readonly extend: readonly HubExtension[];
}

/**
 * State, bus and presence on one Deno KV: one connection, one lease, one outbox for the process.
 *
 * @example
 * ```ts ignore
 * live(app, routes, { ...kvCluster({ path: "live.db" }) });
 * ```
 *
 * @category Stores
 */
export function kvCluster(options: KvNodeOptions = {}): KvCluster {
  const clock = new SystemClock();
  const handle = new KvHandle({ kv: options.kv, path: options.path, clock });
  const node = new KvNode({ ...options, handle, clock });
  return {
    state: new KvState({ handle, keys: new Keys(options.prefix), clock }),
    bus: new LinkBus(node),
    presence: presenceOn(node, () => new KvNode({ ...options, handle, clock })),
    extend: [extensionOf(node, handle)],
  };
}

/** The first hub has the cluster's node; every other one that it serves has a node of its own. */
function presenceOn(node: KvNode, another: () => KvNode): PresenceStore {
  let isTaken = false;
  return new KvPresence(() => {
    if (!isTaken) {
      isTaken = true;
      // The bus goes on: it ends with the hub.
      return { node, end: () => Promise.resolve() };
    }
    const own = another();
    return { node: own, end: () => own.close() };
  });
}

function extensionOf(node: KvNode, handle: KvHandle): HubExtension {
  let hubs = 0;
  return {
    name: "kv",
    start: () => {
      hubs++;
      // Pages are served whether the store is there or not.
      void node.ready();
    },
    drain: async (saved) => {
      await saved;
      await node.drain();
    },
    stats: () => ({ ...node.status(), node: node.node, nodes: node.living, unknown: node.unknown }),
    close: async () => {
      if (--hubs > 0) return;
      await node.close();
      await handle.close();
    },
  };
}
