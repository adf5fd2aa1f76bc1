/** The rim: all that an instance can reach outside of itself, passed in. */

import type { Bus } from "./bus.ts";
import type { InstanceLimits } from "./instance_limits.ts";
import type { FlashState, Session, SessionData } from "./mount.ts";
import type { ObserveRecord } from "./observe.ts";
import type { StateStore } from "./state.ts";

/** Time: a monotonic clock and one-shot timers. */
export interface Clock {
  /** Monotonic milliseconds. */
  now(): number;
  /** Runs once after `ms`; returns how to cancel. `unref`: does not keep the process alive. */
  timer(ms: number, run: () => void, options?: { unref?: boolean }): () => void;
}

/** Where an instance speaks while a socket is there. */
export interface Outlet {
  /** Sends one wire message of this instance (the connection wraps it for instance ≥ 1). */
  send(text: string): void;
  /** Bytes the socket has not sent yet. */
  readonly buffered: number;
  /** Cuts the socket. */
  close(code: number, reason: string): void;
}

/** What a redirect out of a live page takes along. */
export interface Carry {
  readonly session?: SessionData;
  readonly flash: FlashState;
  readonly visitor: Session;
}

/** All that an instance needs from outside. One is shared by all instances of a hub. */
export interface World extends Clock {
  /** That many random bytes as base64url. */
  random(bytes: number): string;
  readonly bus: Bus;
  readonly state?: StateStore;
  readonly limits: InstanceLimits;
  /** Told what happens. */
  observe(record: ObserveRecord): void;
  /** "errors": mount, join, event and render records are left out, since nobody reads them. */
  readonly detail: "errors" | "all";
  readonly development: boolean;
  readonly strictStyles: boolean;
  /** The URL to leave for when a redirect carries something (a signed one-use URL). */
  leave?(to: string, carry: Carry): string | Promise<string>;
}
