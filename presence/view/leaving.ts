/** Leaving of a room: for good or for a moment, by why a view ended. */

import type { TerminateReason } from "../../server/view/mod.ts";

/** How somebody leaves whose view ends so; undefined where they have their time already. */
export function leavingOf(
  reason: TerminateReason,
  line: "there" | "lost",
): "now" | "closed" | "lost" | undefined {
  switch (reason) {
    case "disconnected":
    case "unclaimed":
      return "now";
    case "replaced":
      // Another user has the page, or the same one in another process, where they are by now.
      return "closed";
    case "left":
    case "timeout":
    case "failed":
      return line === "lost" ? undefined : "closed";
    case "drained":
    case "expired":
    case "evicted":
      return line === "lost" ? undefined : "lost";
    default:
      return reason satisfies never;
  }
}
