/** Payload of a pushed event, as JSON. */

/** Throws for what does not fit, and names the event. */
export function payloadText(name: string, payload: unknown): string {
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
