/**
 * Views and the instances that keep them: what users extend, and what pages talk to.
 *
 * @module
 */

export type { AsyncValue } from "./async.ts";
export { type Bus, type Delivery, memoryBus } from "./bus.ts";
export { type LiveHub, type MountedSite, mountSite } from "./endpoints.ts";
export { event, type EventInfo, type EventOptions } from "./event.ts";
export { transient } from "./fields.ts";
export { Instance } from "./instance.ts";
export type {
  FlashState,
  Mount,
  MountFacts,
  MountOutcome,
  Register,
  RequestFacts,
  Restored,
  Session,
  SessionData,
  User,
} from "./mount.ts";
export type { ObserveRecord, Subject } from "./observe.ts";
export type { LiveOptions } from "./options.ts";
export type { Painted } from "./renderer.ts";
export type { FieldErrors, StandardIssue, StandardResult, StandardSchema } from "./schema.ts";
export type { Site } from "./site.ts";
export { memoryState, type Snapshot, type StateStore, type Taken, type Wanted } from "./state.ts";
export type { Receiver, Transport } from "./transport.ts";
export {
  type Anything,
  type Lifecycle,
  LiveView,
  type TerminateReason,
  type ViewClass,
} from "./view.ts";
export type { Carry, Outlet, World } from "./world.ts";
