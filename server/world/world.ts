/** World of an instance: all that it can reach outside of itself, passed in. */

import type { TimerOptions } from "../platform/mod.ts";
import type { LocalBus } from "./ports/mod.ts";
import type { HubParts } from "./hub/mod.ts";
import type { ChannelKinds, ChannelLine, ChannelPort } from "./channel/mod.ts";
import type { Limits } from "./limits.ts";
import type { CarriedFlash, ObserveRecord, Session, SessionData } from "./visit/mod.ts";
import type { KeptState } from "./state/mod.ts";

/** Where an instance speaks while a socket is there. */
export interface Outlet {
  /** Sends one wire message of this instance (the connection wraps it for instance ≥ 1). */
  send(text: string): void;
  /** Bytes the socket has not sent yet. */
  readonly buffered: number;
  /** An address for a channel; undefined where there is none left. */
  open?(port: ChannelPort): ChannelLine | undefined;
  /** Cuts the socket. */
  close(code: number, reason: string): void;
}

/** What a redirect out of a live page takes along. */
export interface Carry {
  /** Where `/_djust` is, as the page's browser sees it. */
  readonly base: string;
  /** What to write into the visitor's session. */
  readonly session?: SessionData;
  /** The messages to show on the next page. */
  readonly flash: CarriedFlash;
  /** Whose session it is. */
  readonly visitor: Session;
}

/** All that an instance needs from outside. One is shared by all instances of a hub. */
export interface World {
  /** Monotonic milliseconds. */
  now(): number;
  /** Runs once after `ms`; returns how to cancel. */
  timer(ms: number, run: () => void, options?: TimerOptions): () => void;
  /** Tells this process from others, to its pages too: four characters. */
  readonly process: string;
  /** That many random bytes as base64url. */
  random(bytes: number): string;
  /** Carries messages between instances. */
  readonly bus: LocalBus;
  /** Keeps snapshots; without one nothing is kept. */
  readonly state?: KeptState | undefined;
  /** What extensions of views brought to the hub. */
  readonly parts?: HubParts;
  /** Whose world it is, where a hub serves several. */
  readonly tenant?: string;
  /** How much of everything is allowed. */
  readonly limits: Limits;
  /** Told what happens. What it throws is swallowed. */
  observe(record: ObserveRecord): void;
  /** "errors": event and render records are left out, since nobody reads them. */
  readonly detail: "errors" | "all";
  /** Kinds of channel so far. */
  readonly kinds: ChannelKinds;
  /** Events that pages may have besides those of browsers. */
  readonly events?: ReadonlySet<string>;
  /** Whether answers to first pages stay open for what is loaded, where a load does not say. */
  readonly late?: boolean;
  /** Whether the page and the log are told more. */
  readonly development: boolean;
  /** Whether style maps are painted for a strict content security policy. */
  readonly strictStyles: boolean;
  /** The URL to leave for when a redirect carries something (a signed one-use URL). */
  leave?(to: string, carry: Carry): string | Promise<string>;
}
