/** Case of the contract of presence stores: what it is run with, and two processes for it. */

import type {
  PresenceChange,
  PresenceCommit,
  PresenceEntry,
  PresenceNode,
  PresenceShard,
  PresenceStore,
} from "../../server/world/mod.ts";
import type { ContractCase } from "./expect.ts";
import { type Heard, heardBy } from "./presence_heard.ts";

/**
 * What the cases are run with: one per case, on a store where nothing is.
 *
 * @category Stores
 */
export interface PresenceKit {
  /** Another process on the same data; the first call is the first process. */
  store(): PresenceStore | Promise<PresenceStore>;
  /** Resolves when the condition holds; rejects, naming what was waited for, when it never does. */
  until(what: string, condition: () => boolean | Promise<boolean>): Promise<void>;
  /** Lets the locks' time pass, by a clock of the test or by waiting. */
  pass(ms: number): void | Promise<void>;
  /** Ends a node without a goodbye, as a killed process does; absent where that cannot be. */
  kill?(node: PresenceNode): void | Promise<void>;
}

/** A process that takes part, and what it heard. */
export interface Taker {
  readonly node: PresenceNode;
  readonly heard: Heard;
}

/** A connection. */
export const entry = (connection: string, more: Partial<PresenceEntry> = {}): PresenceEntry => ({
  connection,
  user: `user of ${connection}`,
  joinedAt: 1_700_000_000_000,
  updatedAt: 1_700_000_000_500,
  status: "active",
  meta: { name: connection },
  ...more,
});

/** It came, or changed. */
export const put = (entry: PresenceEntry): PresenceChange => ({ type: "put", entry });

/** A batch of one commit. */
export function commit(
  room: string,
  version: number,
  changes: readonly PresenceChange[],
  entries: readonly PresenceEntry[],
): readonly PresenceCommit[] {
  return [{ room, version, changes, entries: () => entries }];
}

/** Two that have seen each other. */
async function two(kit: PresenceKit): Promise<[Taker, Taker]> {
  const [one, other] = [await take(kit), await take(kit)];
  await kit.until("two nodes see each other", () => one.heard.isUp(other) && other.heard.isUp(one));
  return [one, other];
}

async function take(kit: PresenceKit): Promise<Taker> {
  const heard = heardBy();
  const node = await (await kit.store()).start(heard.listener);
  return { node, heard };
}

/** The shard of a node, as another one reads it. */
export async function shardOf(
  reader: Taker,
  of: Taker,
  room: string,
): Promise<PresenceShard | undefined> {
  return (await reader.node.read(room)).find(({ node }) => node === of.node.id);
}

/** Runs a case with two processes, and ends both. */
export function between(
  name: string,
  run: (kit: PresenceKit, one: Taker, other: Taker) => Promise<void>,
): ContractCase<PresenceKit> {
  return {
    name,
    async run(make) {
      const kit = await make();
      const [one, other] = await two(kit);
      try {
        await run(kit, one, other);
      } finally {
        await one.node.close();
        await other.node.close();
      }
    },
  };
}
