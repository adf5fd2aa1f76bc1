/** What travels on a transport: the two unions, and the integers that stand for their types. */

import type { Manners } from "./manner.ts";
import type { Content, Definition, Op } from "./patch.ts";

/** The wire version. A page of another version reloads once. */
export const VERSION = 1;

/** The integers a control message begins with. */
export const CODE = {
  join: -1,
  resume: -2,
  ack: -3,
  heal: -4,
  ping: -5,
  bye: -6,
  instance: -7,
  credit: -8,
  full: -9,
  error: -10,
  drain: -11,
  reload: -12,
  ticket: -13,
  /** A channel opens, closes, or may be written to. */
  channel: -14,
  /** Data of a channel. */
  data: -15,
  /** In development only. */
  warning: -16,
} as const;

/** What else an answered resume says, added up. */
export const RESUMED = {
  /** The state lacks events that were answered. */
  isBehind: 1,
  /** The process where the page was lives: its events did that one no harm. */
  lives: 2,
} as const;

/**
 * A JSON value.
 *
 * @category Views
 */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/**
 * What a handler is given: one plain object without prototype keys.
 *
 * @category Views
 */
export type Params = { [key: string]: Json };

/**
 * What else a page knows of an event: a name each, of a control of the form.
 *
 * @category Client
 */
export interface EventFacts {
  /** The control in which a form changed. */
  t?: string;
  /** The button that submitted it. */
  s?: string;
  /** The region it is about, as `dj-target` says it. */
  r?: string;
}

/** An event that names its handler. */
export interface NamedEvent {
  type: "event";
  name: string;
  params: Params;
  /** The page waits for what the handler returns. */
  reply: boolean;
  facts?: EventFacts;
}

/** An event on a closure: the element the user saw, and the attribute without `dj-`. */
export interface ClosureEvent {
  type: "closure";
  block: number;
  anchor: number;
  params: Params;
  on: string;
  facts?: EventFacts;
}

/** What the first message of an instance says. */
export interface Join {
  type: "join";
  instance: number;
  version: number;
  build: string;
  attempt: number;
  claim: string;
  ticket: string;
  pristine: boolean;
  queued: number;
  within?: Within;
}

/** Where a view stands that is embedded in another one of its page. */
export interface Within {
  /** The number of the instance around it. */
  readonly instance: number;
  /** What that one calls it. */
  readonly name: string;
}

/** What joins and resumes say of their page alike, as it stands on the wire. */
export interface HelloFacts {
  v: number;
  b: string;
  try: number;
  queued: number;
  /** Of an embedded view: the number of the instance around it, and what that one calls it. */
  in?: readonly [instance: number, name: string];
}

/** The facts of a join as they stand on the wire. */
export interface JoinFacts extends HelloFacts {
  claim: string;
  ticket: string;
  pristine: 0 | 1;
}

/** What a page says of its events when it resumes; what is left out has its default. */
export interface SeenFacts {
  on: string;
  answered: number;
  apart?: readonly number[];
  sent?: number;
}

/** The facts of a resume as they stand on the wire. */
export interface ResumeFacts extends HelloFacts, SeenFacts {
  token: string;
  got: number;
}

/** What a page has seen of an instance. */
export interface Seen {
  /** How many counted frames it has. */
  readonly got: number;
  /** The event up to which all are answered. */
  readonly answered: number;
  /** Those behind it that were answered out of order, rising. */
  readonly apart: readonly number[];
}

/** What the first message after a lost connection says. */
export interface Resume extends Seen {
  type: "resume";
  instance: number;
  version: number;
  build: string;
  attempt: number;
  token: string;
  /** The last event that was sent to whoever had the instance. */
  sent: number;
  /** Where the page was last, whose numbers these are; "" where it does not say. */
  process: string;
  queued: number;
  within?: Within;
}

/**
 * An event whose params, name or place cannot be. It counts like any other and is answered with a
 * code: refused as a message, it would be sent again at each resume.
 */
export interface UnreadableEvent {
  type: "unreadable";
}

/** Anything a page may send as text. */
export type TextUp =
  | NamedEvent
  | ClosureEvent
  | UnreadableEvent
  | Join
  | Resume
  | { type: "batch"; messages: TextUp[] }
  | { type: "ack"; got: number }
  | { type: "heal"; block: number; lost?: true }
  | { type: "ping" }
  | { type: "bye" }
  | { type: "data"; address: number; data: Json }
  | { type: "instance"; instance: number; message: TextUp };

/** Anything a page may send. */
export type Up = TextUp | { type: "bytes"; address: number; payload: Uint8Array };

/** What a server says of one instance; a frame's parts as they stand on the wire. */
export type InstanceDown =
  | { type: "frame"; answers: number; ops: readonly Op[]; extras?: Extras }
  | { type: "full"; answers: number; content: Content; flash: Content; extras?: Extras }
  /** Mode 0: the page stays as it is; 1: a full frame follows. */
  | { type: "joined"; instance: number; mode: 0 | 1; token: string; options?: JoinOptions }
  /** `process` where a snapshot goes on, `news` a sum of {@link RESUMED}. */
  | {
    type: "resumed";
    instance: number;
    got: number;
    credit: number;
    process?: string | undefined;
    news?: number;
  }
  | { type: "ack"; got: number }
  | { type: "credit"; count: number }
  | { type: "error"; code: string; request?: string | undefined; detail?: Json | undefined }
  | { type: "ticket"; ticket: string }
  | { type: "warning"; name: string; message: string };

/** What a server says of the whole page. */
export type PageDown =
  | { type: "pong" }
  | { type: "drain"; after: number }
  | { type: "reload"; to?: string | undefined };

/** What a server says of channels, and over them. */
export type ChannelDown =
  | { type: "open"; kind: string; address: number; instance: number; detail?: Json }
  | { type: "close"; address: number; instance: number }
  /** So many more messages may go up. */
  | { type: "grant"; address: number; count: number }
  | { type: "data"; address: number; data: Json };

/** Anything a server may send as text; of instance 0 unless it says another. */
export type TextDown = PageDown | ChannelDown | InstanceDown & { instance?: number };

/** Anything a server may send. */
export type Down = TextDown | { type: "bytes"; address: number; payload: Uint8Array };

/** A message of a server as it travels: an integer that says what it is, and what belongs to it. */
export type Letters = readonly [code: number, ...rest: Json[]];

/** What a frame carries besides its ops. */
export interface Extras {
  t?: Definition[];
  e?: [name: string, payload: Json][];
  x?: [offset: number, code: string, request?: string, detail?: Json][];
  r?: [offset: number, value: Json][];
  n?: number;
  /** The page acknowledges this frame at once. */
  a?: 1;
  h?: Head;
  to?: string;
  m?: Manners;
}

/** Changes of the document's head. */
export interface Head {
  title?: string;
  lang?: string;
  dir?: string;
  meta?: [key: string, content: string][];
}

/** What a join tells the page; a missing member has its default. */
export interface JoinOptions {
  credit?: number;
  rate?: number;
  burst?: number;
  dev?: 1;
}

/** Defaults of the join options. */
export const JOIN_DEFAULTS: Required<Pick<JoinOptions, "credit" | "rate" | "burst">> = {
  credit: 32,
  rate: 50,
  burst: 100,
};

/** How many counted messages, or milliseconds, may pass before an ack. */
export const ACK_EVERY = 32;
/** See {@link ACK_EVERY}. */
export const ACK_AFTER = 1_000;
