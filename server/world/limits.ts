/** Every limit with its default, in one place. */

/**
 * How much of everything is allowed. Milliseconds, bytes and counts; override with `limits`.
 *
 * @category Hub
 */
export interface Limits {
  /** How long `mount` and the first render may take: 10 s. */
  readonly mount: number;
  /** How long a handler may run since its last `flush()`: 30 s. */
  readonly handler: number;
  /** How long a handler that timed out may still take before its instance ends: 30 s. */
  readonly unsettled: number;
  /** A handler that blocks the loop longer is logged by name: 100 ms. */
  readonly blocking: number;
  /** Least time between two frames that answer no event: of `flush()`, messages, ticks: 16 ms. */
  readonly flush: number;
  /** Messages waiting in the mailbox of one instance: 1,000. */
  readonly mailbox: number;
  /** Unseen frames kept for a resume: 256. */
  readonly ringFrames: number;
  /** Bytes of unseen frames kept for a resume: 256 KB. */
  readonly ringBytes: number;
  /** Frames that a page has not acknowledged, from which on nothing is rendered: 128. */
  readonly windowFrames: number;
  /** Bytes of such frames, from which on nothing is rendered: 128 KB. */
  readonly windowBytes: number;
  /** Unsent bytes of a socket above which nothing is rendered: 256 KB. */
  readonly softBuffer: number;
  /** Unsent bytes of a socket above which it is cut: 1 MiB. */
  readonly hardBuffer: number;
  /** How long a full buffer, or a full window, may make no progress: 10 s. */
  readonly stall: number;
  /** How long a changed instance waits before its snapshot is written: 1 s. */
  readonly snapshot: number;
  /** How long the store, and the end of an extension of the hub, are waited for: 3 s. */
  readonly restore: number;
  /** How long a snapshot lives in the store: 24 h. */
  readonly snapshotAge: number;

  /** How long the answer with a page may stay open for its late parts: 5 s. */
  readonly late: number;
  /** How long a painted page waits for its socket: 10 s. */
  readonly unclaimed: number;
  /** Painted pages that may wait at once: 1,000. */
  readonly unclaimedInstances: number;
  /** Bytes of painted pages that may wait at once: 64 MiB. */
  readonly unclaimedBytes: number;
  /** How long an instance whose line is gone waits for a resume: 60 s. */
  readonly grace: number;
  /** Instances without a line that may wait at once: 10,000. */
  readonly detachedInstances: number;
  /** Bytes of instances without a line that may wait at once: 256 MiB. */
  readonly detachedBytes: number;
  /** How long a page's ticket is good: 24 h. */
  readonly ticket: number;
  /** Characters of a page's path and query: 4,096. */
  readonly url: number;

  /** Bytes of a message: 64 KB. */
  readonly frame: number;
  /** Nesting of a message: 32. */
  readonly frameDepth: number;
  /** Keys and items of a message: 1,000. */
  readonly frameKeys: number;
  /** Bytes of the first message of a socket: 8 KB. */
  readonly firstFrame: number;
  /** How long a socket may be silent before its first join: 5 s. */
  readonly firstMessage: number;
  /** Instances on one socket, and views of one page with those in them: 64. */
  readonly views: number;

  /** Events a second on one socket: 50. */
  readonly rate: number;
  /** Events at once on one socket: 100. */
  readonly burst: number;
  /** Violations after which a socket is closed: 3. */
  readonly violations: number;
  /** How long a violation is remembered, and the pause that is asked for: 10 s. */
  readonly penalty: number;
  /** Events that may be replayed per grant: 32. */
  readonly grant: number;
  /** Joins and resumes a second on one socket: 10. */
  readonly joins: number;
  /** Joins and resumes at once on one socket: 100. */
  readonly joinsBurst: number;

  /** Sockets of one address (IPv6: one /64): 1,000. */
  readonly socketsPerAddress: number;
  /** Sockets of one visitor's session: 50. */
  readonly socketsPerSession: number;
  /** New sockets a second from one address: 100. */
  readonly connects: number;
  /** New sockets at once from one address: 1,000. */
  readonly connectsBurst: number;

  /** Time without a sign of life after which a socket is closed: 30 s. */
  readonly idle: number;
  /** Least window over which pages return after a drain: 1 s. */
  readonly drainWindow: number;
  /** Pages a second that return after a drain: 500. */
  readonly drainRate: number;
}

/** The defaults of every limit. */
export const DEFAULT_LIMITS: Limits = {
  mount: 10_000,
  handler: 30_000,
  unsettled: 30_000,
  blocking: 100,
  flush: 16,
  mailbox: 1_000,
  ringFrames: 256,
  ringBytes: 262_144,
  windowFrames: 128,
  windowBytes: 131_072,
  softBuffer: 262_144,
  hardBuffer: 1_048_576,
  stall: 10_000,
  snapshot: 1_000,
  restore: 3_000,
  snapshotAge: 86_400_000,
  late: 5_000,
  unclaimed: 10_000,
  unclaimedInstances: 1_000,
  unclaimedBytes: 67_108_864,
  grace: 60_000,
  detachedInstances: 10_000,
  detachedBytes: 268_435_456,
  ticket: 86_400_000,
  url: 4_096,
  frame: 65_536,
  frameDepth: 32,
  frameKeys: 1_000,
  firstFrame: 8_192,
  firstMessage: 5_000,
  views: 64,
  rate: 50,
  burst: 100,
  violations: 3,
  penalty: 10_000,
  grant: 32,
  joins: 10,
  joinsBurst: 100,
  socketsPerAddress: 1_000,
  socketsPerSession: 50,
  connects: 100,
  connectsBurst: 1_000,
  idle: 30_000,
  drainWindow: 1_000,
  drainRate: 500,
};

/** What limits were called before, where somebody may still write it. */
const RENAMED: ReadonlyMap<string, keyof Limits> = new Map([["push", "flush"]]);

/** The defaults, with some replaced. A name that is no limit, or no positive number, is an error. */
export function limitsWith(changes: Partial<Limits> = {}): Limits {
  if (typeof changes !== "object" || changes === null) {
    throw new TypeError(
      `Cannot start: "limits" is ${
        JSON.stringify(changes)
      }; give numbers by name, like { rate: 50 }`,
    );
  }
  for (const [name, value] of Object.entries(changes)) {
    if (!Object.hasOwn(DEFAULT_LIMITS, name)) {
      const now = RENAMED.get(name);
      throw new TypeError(
        now
          ? `Cannot start: "limits.${name}" is called "limits.${now}" now; write that`
          : `Cannot start: "limits.${name}" is not a limit; known are ${
            Object.keys(DEFAULT_LIMITS).join(", ")
          }`,
      );
    }
    if (typeof value !== "number" || !(value > 0)) {
      throw new TypeError(
        `Cannot start: "limits.${name}" is ${JSON.stringify(value)}; give a number above 0`,
      );
    }
  }
  return { ...DEFAULT_LIMITS, ...changes };
}
