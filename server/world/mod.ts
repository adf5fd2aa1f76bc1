/**
 * All that an instance can reach outside of itself: the ports, the limits, the facts.
 *
 * @module
 */

export { LastingState } from "./lasting_state.ts";
export { compact } from "./compact.ts";
export { Bucket } from "./bucket.ts";
export { type Bus, type Delivery, type LocalBus, memoryBus } from "./bus.ts";
export { ChannelKinds } from "./channel_kinds.ts";
export type { ChannelEnd, ChannelLine, ChannelPort } from "./channel_port.ts";
export { within } from "./deadline.ts";
export { errorLines } from "./error_text.ts";
export {
  checkHubExtensions,
  type HubExtension,
  type HubHost,
  type HubRequest,
  type HubRoute,
} from "./hub_extension.ts";
export { type HubPart, type HubPartHost, HubParts } from "./hub_part.ts";
export type { HubRecord, RefusalReason, UnreadableRecord } from "./hub_record.ts";
export { type Limits, limitsWith } from "./limits.ts";
export { PageLocation } from "./location.ts";
export { blockedText, describe, Log } from "./log.ts";
export { memoryPresence } from "./memory_presence.ts";
export type {
  PresenceDiff,
  PresenceMember,
  PresencePart,
  PresencePoint,
  PresencePort,
  PresenceRecord,
  PresenceRoom,
  PresenceSelection,
} from "./presence_port.ts";
export type {
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
  PresenceShard,
  PresenceStatus,
  PresenceStore,
} from "./presence_store.ts";
export type { Blocked, ObserveRecord, Subject } from "./record.ts";
export type { KeptField, KeptFields, KeptSessions, SessionScope } from "./kept_sessions.ts";
export {
  type KeptState,
  type OpenSnapshot,
  PackedState,
  type Saved,
  type SnapshotSize,
} from "./kept_state.ts";
export { memoryState } from "./memory_state.ts";
export type { Seal, Sealed, SealFailure } from "./seal.ts";
export type { SnapshotContent } from "./snapshot_codec.ts";
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
export { Outage, type StorePort, type StoreRecord, type StoreStatus } from "./outage.ts";
export { inBatches } from "./save_batches.ts";
export { SteadyBus } from "./steady_bus.ts";
export { WatchedState } from "./watched_state.ts";
export type { Carry, Outlet, World } from "./world.ts";
// What stores ask of the platform: they know no other way to it.
export {
  chance,
  type Clock,
  environment,
  fromBase64Url,
  isDeployment,
  randomText,
  SystemClock,
  toBase64Url,
} from "../platform/mod.ts";
export type {
  CarriedFlash,
  CarriedMessage,
  FlashState,
  MountFacts,
  MountOutcome,
  RequestFacts,
  Restored,
  Session,
  SessionData,
  TerminateReason,
  VisitFacts,
} from "./facts.ts";
