/** Keys of a node in Redis, and how all that it left is cleared. */

import { numberOf, type RedisConnection } from "../line/mod.ts";
import { packPresence } from "./presence_message.ts";
import { CLEAR } from "./presence_scripts.ts";

/** The set of all nodes, and the channel on which they tell of themselves. */
export function nodesKey(connection: RedisConnection): string {
  return connection.key("nodes", "");
}

/** What stands before the keys of leases. */
export function leasesKey(connection: RedisConnection): string {
  return connection.key("node", "");
}

/** All nodes, the lease of this one, and the record of what it left. */
export function keysOf(connection: RedisConnection, node: string): [string, string, string] {
  return [nodesKey(connection), `${leasesKey(connection)}${node}`, connection.key("record", node)];
}

/** Clears after a node, and tells the others; false where it lives. */
export async function clearNode(
  connection: RedisConnection,
  node: string,
  why: "dead" | "leaves",
): Promise<boolean> {
  const news = packPresence({ type: "node", node, state: "down" });
  const args = [node, connection.key("room", ""), why, nodesKey(connection), news];
  return numberOf(await CLEAR.run(connection, keysOf(connection, node), args)) === 1;
}
