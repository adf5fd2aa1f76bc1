/**
 * Presence: who is where, and what they do there.
 *
 * @module
 */

export { memoryPresence } from "../server/world/mod.ts";
