/** How much one instance may take: time, memory, waiting. */

/** Limits of one instance; the hub's `Limits` extend them. Times in milliseconds. */
export interface InstanceLimits {
  /** How long a paint waits for `mount`. */
  mount: number;
  /** How long a handler may run since its last `push()`; unsettled as long again, the view ends. */
  handler: number;
  /** A handler that keeps the loop longer than this is logged by name. */
  blocking: number;
  /** Messages waiting in a mailbox. */
  mailbox: number;
  /** Unsent bytes above which an instance is only marked dirty. */
  soft: number;
  /** Unsent bytes, or bytes of waiting pushes, above which something is given up. */
  hard: number;
  /** How long a socket may make no progress before it is cut. */
  stall: number;
  /** Frames kept for a replay. */
  ringFrames: number;
  /** Bytes of frames kept for a replay. */
  ringBytes: number;
  /** How long after the first unsaved change a snapshot is written. */
  snapshotAfter: number;
  /** How long a state store keeps a snapshot. */
  snapshotTtl: number;
}

/** The defaults. */
export const INSTANCE_LIMITS: InstanceLimits = {
  mount: 10_000,
  handler: 30_000,
  blocking: 100,
  mailbox: 1_000,
  soft: 262_144,
  hard: 1_048_576,
  stall: 10_000,
  ringFrames: 256,
  ringBytes: 262_144,
  snapshotAfter: 1_000,
  snapshotTtl: 86_400_000,
};
