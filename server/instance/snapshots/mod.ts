/**
 * Snapshots of an instance: what is in them, when they are written, how they are taken over.
 *
 * @module
 */

export { isFinal, snapshotsOf } from "./snapshot_of.ts";
export type { Returning, Snapshots } from "./snapshot_writer.ts";
export { takeOver } from "./takeover.ts";
