/**
 * One live view and all that keeps it.
 *
 * @module
 */

export { Holders, isProcess } from "./holders.ts";
export { type EmbeddedIn, Instance, type Painted } from "./instance.ts";
export { type Holder, type InstanceCounts, Instances, type Resident } from "./instances.ts";
export { ownTopic } from "./mailbox/mod.ts";
export type { BroughtBack, Posted } from "./life/mod.ts";
export { takeOver } from "./snapshots/mod.ts";
