/** Options of a lease: how often it is renewed, and when it has run out. */

const HEARTBEAT = 5_000;
const TIMEOUT = 15_000;

/** As an app gives them. */
export interface LeaseOptions {
  /** Milliseconds between two renewals of the lease, 5,000 unless told. */
  readonly heartbeat?: number | undefined;
  /** Milliseconds without one after which a node counts as dead, 15,000 unless told. */
  readonly timeout?: number | undefined;
}

/** Both of them. */
export interface LeaseTimes {
  readonly heartbeat: number;
  readonly timeout: number;
}

/** The times of a lease; those that cannot work are refused. */
export function leaseOf({ heartbeat = HEARTBEAT, timeout = TIMEOUT }: LeaseOptions): LeaseTimes {
  if (!(heartbeat >= 100)) {
    throw new TypeError(`Cannot use a heartbeat of ${heartbeat} ms; choose 100 or more`);
  }
  if (!(timeout >= 2 * heartbeat)) {
    throw new TypeError(
      `Cannot use a timeout of ${timeout} ms: a node renews every ${heartbeat} ms; ` +
        `choose at least twice as much`,
    );
  }
  return { heartbeat, timeout };
}
