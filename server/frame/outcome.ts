/** What a handler came to. */

import type { FailureCode, Json } from "../../protocol/mod.ts";

/** What became of one event. */
export type Outcome =
  /** It ran; `reply` is JSON text, when the page waits for it. */
  | { readonly type: "done"; readonly reply?: string }
  | {
    readonly type: "failed";
    readonly code: FailureCode;
    /** Under which the log says more. */
    readonly request?: string;
    readonly detail?: Json;
  };

/** An event that ran and has nothing to say. */
export const DONE: Outcome = { type: "done" };

/** An event that was refused. */
export function failed(code: FailureCode): Outcome {
  return { type: "failed", code };
}
