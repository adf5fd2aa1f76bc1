/** Payload of a push: JSON, or an error that says what to give. */

/** The payload as JSON. */
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
