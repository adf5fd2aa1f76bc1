/**
 * What apps extend: views, events, fields, flash messages.
 *
 * @module
 */

export {
  type AssignOptions,
  type AsyncField,
  type AsyncOptions,
  type AsyncResult,
  type AsyncValue,
  isAsyncValue,
  loaded,
  type LoadedInto,
  loading,
  type MembersOf,
  type RetryOptions,
  type Settled,
  stopped,
} from "./async.ts";
export { type Channel, type ChannelOptions, openChannel } from "./channel.ts";
export { declareHandler, type RateLimit, type Refuse } from "./declared.ts";
export { event, type EventInfo, type EventOptions } from "./event.ts";
export {
  type Call,
  type Extension,
  extension,
  type Letter,
  type LetterAnswer,
  Refusal,
  refuse,
} from "./extension.ts";
export { checkUse, type Extensions, extensionsOf, NO_EXTENSIONS } from "./extensions.ts";
export { type Feed, type FeedHost, openFeed } from "./feed.ts";
export {
  type FieldEvent,
  type FieldHost,
  type FieldObject,
  isFieldObject,
  nameOf,
  unboundField,
  UnknownOperation,
} from "./field_object.ts";
export {
  assignFields,
  fieldsOf,
  isPublicField,
  objectsOf,
  sessionFieldsOf,
  transient,
} from "./fields.ts";
export {
  checkState,
  type DeclaredState,
  declaredState,
  type StateOf,
  type StateScope,
} from "./state_declaration.ts";
export { Flash, type FlashMessage } from "./flash.ts";
export type { Host } from "./host.ts";
export type { Mount, Register, User } from "./mount.ts";
export type {
  FlashState,
  MountFacts,
  MountOutcome,
  RequestFacts,
  Restored,
  Session,
  SessionData,
  TerminateReason,
} from "../world/mod.ts";
export { mannersOf, pacedTwice } from "./manners.ts";
export { migrated } from "./migration.ts";
export { nearMisses } from "./near_miss.ts";
export { lonelyMembers } from "./partner.ts";
export type {
  Lacking,
  Misfit,
  Mistaken,
  PathParams,
  RoutesOf,
  ViewFor,
  WrongMember,
} from "./path_params.ts";
export { isPosted } from "./posted.ts";
export { advise, isRendering, partOf, tenantOf } from "./reach.ts";
export { EXEC, Executed } from "./exec.ts";
export { Registry, registryOf } from "./registry.ts";
export {
  check,
  type Checked,
  type FieldErrors,
  type OutputOf,
  type StandardIssue,
  type StandardResult,
  type StandardSchema,
} from "../schema/mod.ts";
export { type MessageOf, Topic, topic, topicName, type Topics } from "./topic.ts";
export type { Anything, Lifecycle } from "./lifecycle.ts";
export { bindView, LiveView, type ViewClass } from "./view.ts";
