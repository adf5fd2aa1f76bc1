/** The answer to a join or a resume: what becomes of the page that asked. */

import type { Resident } from "../instance/mod.ts";

/** The answer to a join or a resume. */
export type JoinAnswer =
  /** The painted instance; the page stays as it is. */
  | { type: "adopt"; resident: Resident }
  /** Adopted before by this page, whose answer was lost. */
  | { type: "again"; resident: Resident }
  /** A new mount that painted what the page shows (`kept`), or something else. */
  | { type: "mounted"; resident: Resident; how: "kept" | "full" }
  /** The same instance goes on, or its snapshot does in this process. */
  | { type: "resume"; resident: Resident; how: "resumed" }
  | { type: "resume"; resident: Resident; how: "restored"; from: Origin }
  /** The page has to be loaded anew, or another one. */
  | { type: "reload"; to?: string }
  /** The app does not let the visitor in. */
  | { type: "refused"; status: number }
  /** The mount failed; a later try may do better. */
  | { type: "failed"; request: string }
  /** Nothing is known under this token: join by the ticket. */
  | { type: "gone"; lives: boolean }
  /** The try is not above the last one seen. */
  | { type: "late" };

/** Where a restored instance comes from. */
export interface Origin {
  /** The process that goes on with it. */
  readonly process: string;
  /** Whether the page has answers of events that are not in the snapshot. */
  readonly isBehind: boolean;
  /** Whether the process where the page was lives. */
  readonly lives: boolean;
}
