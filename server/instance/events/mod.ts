/**
 * Events: their handlers found, called and answered, one letter at a time.
 *
 * @module
 */

export { FlushPace } from "./flush_pace.ts";
export { HandlerRun } from "./handler_run.ts";
export { called, Handlers, labelOf, labelOfLetter } from "./handlers.ts";
export type { Told } from "./object_events.ts";
export { type Work, Worker } from "./worker.ts";
