/**
 * For authors of stores and buses: what one must do, and what it is given. A view needs none of it;
 * `memoryState()` and `memoryBus()` are in `@djust/live`.
 *
 * ```ts
 * import type { Bus, Delivery } from "@djust/live/stores";
 *
 * // Carries messages between the processes that share a BroadcastChannel.
 * export function channelBus(name: string): Bus {
 *   const channel = new BroadcastChannel(name);
 *   const listeners = new Map<string, Set<(delivery: Delivery) => void>>();
 *   const deliver = (topic: string, message: unknown): void => {
 *     for (const listener of [...listeners.get(topic) ?? []]) {
 *       listener({ type: "message", message: structuredClone(message) });
 *     }
 *   };
 *   channel.onmessage = ({ data }) => deliver(data.topic, data.message);
 *   return {
 *     publish(topic, message) {
 *       channel.postMessage({ topic, message });
 *       deliver(topic, message);
 *     },
 *     subscribe(topic, listener) {
 *       const own = (delivery: Delivery): void => listener(delivery);
 *       const all = listeners.get(topic) ?? new Set();
 *       listeners.set(topic, all.add(own));
 *       return () => void all.delete(own);
 *     },
 *   };
 * }
 * ```
 *
 * What every store must do is written down as cases, for whatever test runner there is:
 *
 * ```ts
 * import { memoryBus } from "@djust/live";
 * import { busContract } from "@djust/live/stores";
 *
 * for (const { name, run } of busContract) {
 *   Deno.test(`myBus() ${name}`, () => run(() => ({ buses: [memoryBus()], close() {} })));
 * }
 * ```
 *
 * @module
 */

export type {
  Bus,
  Delivery,
  LocalBus,
  PresenceCast,
  PresenceChange,
  PresenceCommit,
  PresenceDelivery,
  PresenceEntry,
  PresenceHolder,
  PresenceListener,
  PresenceLock,
  PresenceLockOptions,
  PresenceNode,
  PresencePart,
  PresencePoint,
  PresenceShard,
  PresenceStatus,
  PresenceStore,
  SaveEntry,
  SessionFields,
  SessionStore,
  Snapshot,
  SnapshotHeader,
  StateStore,
  StorePort,
  StoreRecord,
  StoreStatus,
  Subject,
  Taken,
  Wanted,
} from "../server/world/mod.ts";
export type { ContractCase } from "./contract/expect.ts";
export { stateContract, type StateStand } from "./contract/state.ts";
export { busContract, type BusStand } from "./contract/bus.ts";
export { type Fault, type Faults, faultyBus, faultyState } from "./contract/faulty.ts";
export type { PresenceKit } from "./contract/presence_case.ts";
export { presenceContract } from "./contract/presence.ts";
