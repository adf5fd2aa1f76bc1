/** How large a message may be. */

/** Limits of what a page may send. */
export interface FrameLimits {
  /** Bytes of one message. */
  bytes: number;
  /** Nesting of its JSON. */
  depth: number;
  /** Keys and items in all of its JSON. */
  keys: number;
}

/** 64 KB, 32 deep, 1,000 keys. */
export const FRAME_LIMITS: FrameLimits = { bytes: 65_536, depth: 32, keys: 1_000 };

/** Characters of an event's name: those of handlers are short, operations say what they are about. */
export const NAME_LENGTH = 1_024;

/** What a page keeps while there is no connection. */
export const QUEUE_LIMITS: { events: number; bytes: number } = { events: 1_000, bytes: 262_144 };
