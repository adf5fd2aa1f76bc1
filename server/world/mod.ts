/**
 * All that an instance can reach outside of itself: the ports, the limits, the facts.
 *
 * @module
 */

export {
  compact,
  type KeptField,
  type KeptFields,
  type KeptSessions,
  type KeptState,
  LastingState,
  memoryState,
  type OpenSnapshot,
  PackedState,
  type Saved,
  type SessionScope,
  type SnapshotContent,
  type SnapshotSize,
} from "./state/mod.ts";
export { Bucket } from "./bucket.ts";
export {
  type Bus,
  copiesOf,
  type Delivery,
  type LocalBus,
  memoryBus,
  type SaveEntry,
  type Seal,
  type Sealed,
  type SealFailure,
  type SessionFields,
  type SessionStore,
  type Snapshot,
  type SnapshotHeader,
  type StateStore,
  type Taken,
  type Wanted,
} from "./ports/mod.ts";
export {
  type ChannelEnd,
  ChannelKinds,
  type ChannelLine,
  type ChannelPort,
} from "./channel/mod.ts";
export { within } from "./deadline.ts";
export { blockedText, describe, errorLines, Log } from "./log/mod.ts";
export {
  checkHubExtensions,
  type HubExtension,
  type HubHost,
  type HubPart,
  type HubPartHost,
  HubParts,
  type HubRequest,
  type HubRoute,
  memoryPresence,
  type PresenceCast,
  type PresenceChange,
  type PresenceCommit,
  type PresenceDelivery,
  type PresenceDiff,
  type PresenceEntry,
  type PresenceHolder,
  type PresenceListener,
  type PresenceLock,
  type PresenceLockOptions,
  type PresenceMember,
  type PresenceNode,
  type PresencePart,
  type PresencePoint,
  type PresencePort,
  type PresenceRecord,
  type PresenceRoom,
  type PresenceSelection,
  type PresenceShard,
  type PresenceStatus,
  type PresenceStore,
} from "./hub/mod.ts";
export {
  type HubRecord,
  Outage,
  type RefusalReason,
  type StorePort,
  type StoreRecord,
  type StoreStatus,
  type UnreadableRecord,
} from "./report/mod.ts";
export { type Limits, limitsWith } from "./limits.ts";
export {
  type Blocked,
  type CarriedFlash,
  type CarriedMessage,
  type FlashState,
  type MountFacts,
  type MountOutcome,
  type ObserveRecord,
  PageLocation,
  type RequestFacts,
  type Restored,
  type Session,
  type SessionData,
  type Subject,
  type TerminateReason,
  type VisitFacts,
} from "./visit/mod.ts";
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
