/**
 * Log: what is printed, errors among it.
 *
 * @module
 */

export { errorLines } from "./error_text.ts";
export { blockedText, describe, Log } from "./log.ts";
