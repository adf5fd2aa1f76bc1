/**
 * From what happens in the page to what is told: which handler, with what, and when.
 *
 * @module
 */

export type { Binding } from "./binding.ts";
export { clickOf } from "./data.ts";
export { Events } from "./events.ts";
export { createPace } from "./pace.ts";
export { factsOf, isOfForm, payloadOf } from "./payload.ts";
