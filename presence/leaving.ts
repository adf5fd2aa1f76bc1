/** Leaving of a room: for good or for a moment, by why a view ended. */

import type { TerminateReason } from "../server/view/mod.ts";

/** How somebody leaves whose view ends so. */
export function leavingOf(reason: TerminateReason): "now" | "closed" | "lost" {
  switch (reason) {
    case "disconnected":
    case "unclaimed":
      return "now";
    case "left":
    case "replaced":
    case "timeout":
    case "failed":
      return "closed";
    case "drained":
    case "expired":
    case "evicted":
      return "lost";
    default:
      return reason satisfies never;
  }
}
