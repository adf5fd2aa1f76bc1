/**
 * Hub: its extensions, the parts that they bring, and presence as its own code sees it.
 *
 * @module
 */

export {
  checkHubExtensions,
  type HubExtension,
  type HubHost,
  type HubRequest,
  type HubRoute,
} from "./hub_extension.ts";
export { type HubPart, type HubPartHost, HubParts } from "./hub_part.ts";
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
