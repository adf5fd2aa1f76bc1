/** Cluster on Deno KV: state, bus and presence behind one node, to be spread into `live()`. */

import {
  type Bus,
  type HubExtension,
  type HubHost,
  type PresenceStore,
  type StateStore,
  SystemClock,
} from "../../server/world/mod.ts";
import { LinkBus } from "./bus.ts";
import { Keys, KvHandle, lackingFlags } from "./handle/mod.ts";
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
  const users = new Users(async () => {
    await node.close();
    await handle.close();
  });
  return {
    state: new KvState({ handle, keys: new Keys(options.prefix), clock }),
    bus: new LinkBus(node),
    presence: presenceOn(node, users, () => new KvNode({ ...options, handle, clock })),
    extend: [extensionOf(node, users, options.kv ? undefined : options.path)],
  };
}

/** Who uses a cluster: hubs, and their presence, which says goodbye after its hub's extensions have. */
class Users {
  readonly #end: () => Promise<void>;
  #hubs: "none yet" | "some" | "over" = "none yet";
  #count = 0;
  #presences = 0;

  /** `end` is called when the last hub has ended, and its presence. */
  constructor(end: () => Promise<void>) {
    this.#end = end;
  }

  begin(who: "hub" | "presence"): void {
    if (who === "presence") this.#presences++;
    else {
      this.#hubs = "some";
      this.#count++;
    }
  }

  async leave(who: "hub" | "presence"): Promise<void> {
    if (who === "presence") this.#presences--;
    else if (--this.#count <= 0) this.#hubs = "over";
    if (this.#hubs === "over" && this.#presences === 0) await this.#end();
  }
}

/** The first hub has the cluster's node; every other one that it serves has a node of its own. */
function presenceOn(node: KvNode, users: Users, another: () => KvNode): PresenceStore {
  let isTaken = false;
  return new KvPresence(() => {
    users.begin("presence");
    const end = (): Promise<void> => users.leave("presence");
    if (!isTaken) {
      isTaken = true;
      // The bus goes on: it ends with the hub.
      return { node, end };
    }
    const own = another();
    return { node: own, end: () => own.close().finally(end) };
  });
}

/** Says which flags the process was started without. */
async function tellLacking(path: string | undefined, host: HubHost): Promise<void> {
  const flags = await lackingFlags(path);
  if (flags.length === 0) return;
  const message =
    `Deno KV cannot open "${path}", so nothing is shared or kept: this process lacks ` +
    `the permission; start it with ${flags.join(" ")}`;
  host.observe({ type: "notice", message });
}

function extensionOf(node: KvNode, users: Users, path: string | undefined): HubExtension {
  return {
    name: "kv",
    start: (host) => {
      users.begin("hub");
      // Pages are served whether the store is there or not.
      void node.ready();
      void tellLacking(path, host);
    },
    drain: async (saved) => {
      await saved;
      await node.drain();
    },
    stats: () => ({ ...node.status(), node: node.node, nodes: node.living, unknown: node.unknown }),
    close: () => users.leave("hub"),
  };
}
