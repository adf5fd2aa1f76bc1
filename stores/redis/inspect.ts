/** Inspector of a Redis: its nodes, snapshots and sizes, and what of it can be cleared. */

import type { SnapshotHeader } from "../../server/world/mod.ts";
import type {
  Inspector,
  InspectorKind,
  SeenInstance,
  SeenKind,
  SeenNode,
} from "../cli/inspector.ts";
import { listOf, numberOf, RedisConnection, textOf } from "./line/mod.ts";
import { SEE_AGE, SEE_SNAPSHOT } from "./inspect_scripts.ts";
import { clearNode, keysOf, leasesKey, LOOK, nodesKey } from "./presence/mod.ts";

/** What there may be of an app in Redis: a word for it, and how its keys begin. */
const KINDS = {
  snapshots: "s",
  sessions: "v",
  nodes: "record",
  rooms: "room",
  locks: "lock",
} as const satisfies Record<string, string>;

/** Looks into a Redis. What has expired is gone there by itself. */
export class RedisInspector implements Inspector {
  readonly #connection: RedisConnection;

  /** On this connection, which it ends. */
  constructor(connection: RedisConnection) {
    this.#connection = connection;
  }

  /** At once: Redis itself knows which leases have run out. */
  async nodes(): Promise<readonly SeenNode[]> {
    const connection = this.#connection;
    const found = listOf(
      await LOOK.run(connection, [nodesKey(connection)], [leasesKey(connection)]),
    );
    const seen: SeenNode[] = [];
    for (let i = 0; i + 2 < found.length; i += 3) {
      const id = textOf(found[i]) ?? "";
      const lease = textOf(found[i + 1]);
      const state = !lease ? "silent" : lease.endsWith(" draining") ? "draining" : "up";
      const [, , record] = keysOf(connection, id);
      seen.push({ id, state, age: numberOf(await SEE_AGE.run(connection, [record], [])) });
    }
    return seen;
  }

  async instances(): Promise<readonly SeenInstance[]> {
    const connection = this.#connection;
    const before = connection.key("s", "");
    const seen = (await this.#keys("s")).map(async (key): Promise<SeenInstance[]> => {
      const reply = listOf(await SEE_SNAPSHOT.run(connection, [key], []));
      const [bytes, handled, epoch, header, removed, left] = reply;
      // It may have gone, and a tombstone is no snapshot.
      if (textOf(removed) !== "" || textOf(header) === undefined) return [];
      const { date } = JSON.parse(textOf(header) ?? "") as Pick<SnapshotHeader, "date">;
      return [{
        id: key.slice(before.length),
        handled: numberOf(handled),
        epoch: numberOf(epoch),
        bytes: numberOf(bytes),
        age: connection.clock.date() - date,
        left: numberOf(left),
      }];
    });
    return (await Promise.all(seen)).flat();
  }

  async kinds(): Promise<readonly SeenKind[]> {
    const seen: SeenKind[] = [];
    for (const [kind, letters] of Object.entries(KINDS)) {
      const keys = await this.#keys(letters);
      const sizes = await Promise.all(
        keys.map((key) => this.#connection.send(["MEMORY", "USAGE", key])),
      );
      // One that went meanwhile has none.
      const bytes = sizes.reduce<number>((sum, one) => sum + (one === null ? 0 : numberOf(one)), 0);
      seen.push({ kind, count: keys.length, bytes, expired: 0 });
    }
    return seen;
  }

  async clear(): Promise<number> {
    let cleared = 0;
    for (const { id, state } of await this.nodes()) {
      if (state === "silent" && await clearNode(this.#connection, id, "dead")) cleared++;
    }
    return cleared;
  }

  close(): Promise<void> {
    return this.#connection.close();
  }

  /** All keys of a kind, without keeping Redis from others. */
  async #keys(kind: string): Promise<string[]> {
    const pattern = `${this.#connection.key(kind, "").replace(/[*?[\]\\]/g, "\\$&")}*`;
    const found = new Set<string>();
    let cursor = "0";
    do {
      const reply = await this.#connection.send(["SCAN", cursor, "MATCH", pattern, "COUNT", "500"]);
      const [next, keys] = listOf(reply);
      for (const key of listOf(keys)) found.add(textOf(key) ?? "");
      cursor = textOf(next) ?? "0";
    } while (cursor !== "0");
    return [...found];
  }
}

/** Redis, by its URL. */
export const redisInspectors: InspectorKind = {
  addresses: "the URL of a Redis (redis://… or rediss://…)",
  takes: (address) => /^rediss?:/.test(address),
  open: (url, prefix) => {
    const options = { url, ...(prefix !== undefined && { prefix }) };
    return Promise.resolve(new RedisInspector(RedisConnection.of(options)));
  },
};
