/**
 * Views and the instances that keep them: what users extend, and what pages talk to.
 *
 * @module
 */

export {
  type LiveHub,
  type LiveOptions,
  type MountedSite,
  mountSite,
  type Site,
} from "./app/mod.ts";
export type { Receiver, Transport } from "./connection/mod.ts";
export { type Embedded, type EmbedOptions, view, type ViewError } from "./embed/mod.ts";
export type { Painted } from "./frame/mod.ts";
export { Instance } from "./instance/mod.ts";
export {
  type Anything,
  type AssignOptions,
  type AsyncField,
  type AsyncOptions,
  type AsyncResult,
  type AsyncValue,
  type Call,
  type Channel,
  type ChannelOptions,
  event,
  type EventOptions,
  type Extension,
  extension,
  type FieldErrors,
  type FieldEvent,
  type FieldHost,
  type FieldObject,
  type Letter,
  type LetterAnswer,
  type Lifecycle,
  LiveView,
  type LoadedInto,
  type MembersOf,
  type MessageOf,
  type Mount,
  openChannel,
  type OutputOf,
  type RateLimit,
  Refusal,
  refuse,
  type Register,
  type RetryOptions,
  type StandardIssue,
  type StandardResult,
  type StandardSchema,
  type StateOf,
  type StateScope,
  Topic,
  topic,
  type Topics,
  transient,
  unboundField,
  type User,
  type ViewClass,
} from "./view/mod.ts";
export {
  type Blocked,
  type Carry,
  type ChannelEnd,
  type FlashState,
  memoryBus,
  memoryState,
  type MountFacts,
  type MountOutcome,
  type ObserveRecord,
  type Outlet,
  type RequestFacts,
  type Restored,
  type Session,
  type SessionData,
  type TerminateReason,
  type World,
} from "./world/mod.ts";
