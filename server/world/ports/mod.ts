/**
 * Ports of the hub: the bus, the state store, the seal of what is kept.
 *
 * @module
 */

export { type Bus, type Delivery, type LocalBus, memoryBus } from "./bus.ts";
export { copiesOf } from "./copies.ts";
export type { Seal, Sealed, SealFailure } from "./seal.ts";
export type {
  SaveEntry,
  SessionFields,
  SessionStore,
  Snapshot,
  SnapshotHeader,
  StateStore,
  Taken,
  Wanted,
} from "./state_store.ts";
