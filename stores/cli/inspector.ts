/** Inspector of a store: what an operator may see of it and clear, without a server. */

/** A process, as it stands in the store. */
export interface SeenNode {
  readonly id: string;
  /** `silent`: it has not renewed its lease while it was looked at. */
  readonly state: "up" | "draining" | "silent";
  /** Milliseconds since it started, by its own clock and this one. */
  readonly age: number;
}

/** A snapshot, as it stands in the store; nothing of what is in it. */
export interface SeenInstance {
  /** The hash under which it lies. */
  readonly id: string;
  /** Events of its page that are in it. */
  readonly handled: number;
  readonly epoch: number;
  readonly bytes: number;
  /** Milliseconds since it was written, and until it goes. */
  readonly age: number;
  readonly left: number;
}

/** How much there is of one kind. */
export interface SeenKind {
  readonly kind: string;
  readonly count: number;
  readonly bytes: number;
  /** So many of them have expired, and are still there. */
  readonly expired: number;
}

/** A store, looked at from outside. */
export interface Inspector {
  /** The processes; looks for `ms` whether they renew. */
  nodes(ms: number): Promise<readonly SeenNode[]>;
  /** The snapshots that are alive. */
  instances(): Promise<readonly SeenInstance[]>;
  kinds(): Promise<readonly SeenKind[]>;
  /** Clears what has expired and what dead nodes left; says how much. */
  clear(ms: number): Promise<number>;
  close(): void | Promise<void>;
}

/** A kind of store, and how to open one by its address. */
export interface InspectorKind {
  /** How an address of it reads, for the help. */
  readonly addresses: string;
  /** Whether this is an address of it. */
  readonly takes: (address: string) => boolean;
  readonly open: (address: string, prefix: string | undefined) => Promise<Inspector>;
}
