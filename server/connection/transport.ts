/** The port through which a connection speaks: a pipe for texts and bytes, however it is made. */

/** Who listens at a transport. */
export interface Receiver {
  /** Something came: a text, bytes, or what is neither. */
  message(data: unknown): void;
  /** The pipe is gone. May be called more than once. */
  closed(): void;
}

/** A pipe to one page. Nothing here throws, whatever state the pipe is in. */
export interface Transport {
  /** Bytes that were given to `send` and have not left yet. */
  readonly buffered: number;
  /** Sends a text or bytes, or drops them when the pipe is gone. */
  send(data: string | Uint8Array): void;
  /** Ends the pipe. `closed` may come late or never: the caller must not wait for it. */
  close(code: number, reason: string): void;
  /** Names the one who listens. Called once, before anything can have come. */
  open(receiver: Receiver): void;
}
