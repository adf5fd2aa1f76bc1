/** Rim of the Redis stores: their clock, their chance, their hashes. */

import { createHash } from "node:crypto";

/** Time, as the Redis stores are given it. */
export interface RedisClock {
  /** Milliseconds that only grow. */
  now(): number;
  /** Milliseconds since 1970. */
  date(): number;
  /** Runs once after so many milliseconds; returns what cancels it. */
  timer(ms: number, run: () => void, options?: { unref?: boolean }): () => void;
}

/** The platform's clock. */
export const SYSTEM_CLOCK: RedisClock = {
  now: () => performance.now(),
  date: () => Date.now(),
  timer(ms, run, options = {}) {
    const id = setTimeout(run, ms);
    if (options.unref) Deno.unrefTimer(id);
    return () => clearTimeout(id);
  },
};

/** A number at least 0 and below 1. */
export function chance(): number {
  return Math.random();
}

/** So many random bytes. */
export function randomBytes(count: number): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(count));
}

/** A hash of the text that leads nobody back to it. At once: what is asked in order stays in order. */
export function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("base64url");
}
