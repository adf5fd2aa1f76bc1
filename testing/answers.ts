/** What a message waits for, and what another answers: how a test knows that all is settled. */

import { CODE, type Up } from "../protocol/mod.ts";

/** How many answers a message waits for. */
export function awaiting(message: Up): number {
  switch (message.type) {
    case "batch":
      return message.messages.reduce((sum, inner) => sum + awaiting(inner), 0);
    case "instance":
      return awaiting(message.message);
    case "event":
    case "closure":
    case "join":
    case "resume":
      return 1;
    default:
      return 0;
  }
}

/** How many of them a message answers. */
export function answersOf(message: readonly unknown[]): number {
  const [code, first, second] = message as [number, unknown, unknown];
  if (code >= 0) {
    const extras = message.at(-1);
    const isOutOfOrder = typeof extras === "object" && extras !== null && "n" in extras;
    return code + (isOutOfOrder ? 1 : 0);
  }
  if (code === CODE.instance) return answersOf(second as unknown[]);
  if (code === CODE.full) return first as number;
  return code === CODE.join || code === CODE.resume || code === CODE.reload ? 1 : 0;
}
