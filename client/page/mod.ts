/**
 * The page: its views, and their life from the first join to the last frame.
 *
 * @module
 */

export type { Djust, OptimisticEffect, StartOptions } from "./api.ts";
export { run } from "./page.ts";
export { start } from "./start.ts";
export type { Tap, TapRecord } from "./tap.ts";
