/** The only place that prints. */

/** Says that something of ours, or of the page's, threw. */
export function report(error: unknown): void {
  console.error("djust:", error);
}

/** Prints a message while `djust.debug` is on. */
export function trace(direction: string, text: unknown): void {
  console.debug("djust", direction, text);
}

/** Says something to the developer. */
export function print(level: "warn" | "error", text: string): void {
  console[level](`djust: ${text}`);
}
