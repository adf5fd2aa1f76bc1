/**
 * State of pages and visitors, kept: packed and sealed, in memory or over a restart.
 *
 * @module
 */

export { compact } from "./compact.ts";
export type { KeptField, KeptFields, KeptSessions, SessionScope } from "./kept_sessions.ts";
export {
  type KeptState,
  type OpenSnapshot,
  PackedState,
  type Saved,
  type SnapshotSize,
} from "./kept_state.ts";
export { LastingState } from "./lasting_state.ts";
export { memoryState } from "./memory_state.ts";
export type { SnapshotContent } from "./snapshot_codec.ts";
