/**
 * What events show before their answers: effects, pending changes, and how they are taken back.
 *
 * @module
 */

export { bind, unbind } from "./bound.ts";
export { optimism } from "./optimism.ts";
