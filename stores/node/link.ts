/** Link of a node to the others: what a store's bus and presence send and hear through. */

import type { StoreStatus } from "../../server/world/mod.ts";
import type { NodeChange } from "./leases.ts";

/** What came from another node. */
export type LinkDelivery =
  | { readonly type: "item"; readonly node: string; readonly payload: Uint8Array }
  /** Items of that node were lost; nobody knows on which channels. */
  | { readonly type: "gap"; readonly node: string };

/** One node among those that share a store. */
export interface NodeLink {
  /** 128 random bits. It changes when another process was found under it. */
  readonly node: string;
  /** Another with each start. */
  readonly epoch: string;
  /**
   * Gives the payload to all other nodes that are there: at most once, in order. Resolves when it has
   * left the process.
   */
  send(channel: string, payload: Uint8Array): Promise<void>;
  /** Hears what others send, from when {@linkcode ready} resolves; returns how to stop. */
  listen(channel: string, listener: (delivery: LinkDelivery) => void): () => void;
  /** Hears of nodes that come, go and fall silent; at once of those that are known. */
  nodes(listener: (change: NodeChange) => void): () => void;
  /** Resolves when others are heard, or when a first try failed: then `"late"`, and it is tried on. */
  ready(): "ready" | Promise<"ready" | "late">;
  /** How the store is. */
  status(): StoreStatus;
  /** Says goodbye, and lets go what keeps the process alive. It can still be used. */
  drain(): Promise<void>;
  /** Ends all of it. */
  close(): Promise<void>;
}
