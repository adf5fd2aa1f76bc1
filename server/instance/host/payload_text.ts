/** Payload of a pushed event, as JSON. */

import { Executed } from "../../view/mod.ts";

/** Throws for what does not fit, and names the event. */
export function payloadText(name: string, payload: unknown): string {
  if (name.startsWith("dj-") && !(payload instanceof Executed)) {
    throw new TypeError(
      `Cannot push "${name}": names that begin with "dj-" are the framework's; choose another`,
    );
  }
  try {
    return JSON.stringify(payload) ?? "null";
  } catch (cause) {
    throw new TypeError(
      `Cannot push "${name}": its payload does not fit into JSON (${
        cause instanceof Error ? cause.message : String(cause)
      }); give plain data`,
      { cause },
    );
  }
}
