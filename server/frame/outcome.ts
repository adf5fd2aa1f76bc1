/** What a handler came to. */

import type { FailureCode, Json } from "../../protocol/mod.ts";

/** What became of one event. */
export type Outcome =
  /** It ran; `reply` is JSON text, when the page waits for it. */
  | { readonly type: "done"; readonly reply?: string; readonly state?: "unchanged" }
  | {
    readonly type: "failed";
    readonly code: FailureCode;
    /** Under which the log says more. */
    readonly request?: string;
    readonly detail?: Json;
    /** No code of the view ran: nothing is rendered for it. */
    readonly state?: "unchanged";
  };

/** An event that ran and has nothing to say. */
export const DONE: Outcome = { type: "done" };

/** A letter that nobody took, or that changed nothing. */
export const UNCHANGED: Outcome = { type: "done", state: "unchanged" };

/** An event that ran, and came to no end. */
export function failed(code: FailureCode): Outcome {
  return { type: "failed", code };
}

/** An event that was refused: it did not run. */
export function refused(code: FailureCode, detail?: Json): Outcome & { type: "failed" } {
  return { type: "failed", code, state: "unchanged", ...(detail !== undefined && { detail }) };
}
