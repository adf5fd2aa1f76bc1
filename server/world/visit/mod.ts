/**
 * Visit of a page: its location, the facts of its request, the records of its views.
 *
 * @module
 */

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
export { PageLocation } from "./location.ts";
export type { Blocked, ObserveRecord, Subject } from "./record.ts";
