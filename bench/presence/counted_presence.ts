/** Presence store that counts what it is asked. */

import type { PresenceNode, PresenceStore } from "../../stores/mod.ts";

/** What it was asked. */
export interface Asked {
  /** Calls of `commit`. */
  commits: number;
  /** Rooms in them. */
  rooms: number;
  /** Changes in those. */
  changes: number;
  /** Calls of `read`. */
  reads: number;
  /** Calls of `cast`. */
  casts: number;
}

/** The same store. */
export function counted(store: PresenceStore, asked: Asked): PresenceStore {
  return {
    tick: store.tick,
    cursors: store.cursors,
    spans: store.spans,
    ...store.part && { part: store.part },
    async start(listener) {
      return countedNode(await store.start(listener), asked);
    },
  };
}

function countedNode(node: PresenceNode, asked: Asked): PresenceNode {
  return {
    get id() {
      return node.id;
    },
    commit(batch) {
      asked.commits++;
      asked.rooms += batch.length;
      for (const { changes } of batch) asked.changes += changes.length;
      return node.commit(batch);
    },
    read(room) {
      asked.reads++;
      return node.read(room);
    },
    cast(...cast) {
      asked.casts++;
      node.cast(...cast);
    },
    follow: (room) => node.follow(room),
    unfollow: (room) => node.unfollow(room),
    lock: (...lock) => node.lock(...lock),
    renew: (...lock) => node.renew(...lock),
    unlock: (...lock) => node.unlock(...lock),
    drain: () => node.drain(),
    close: () => node.close(),
    ...node.status && { status: node.status.bind(node) },
  };
}
