/** Redis client as the stores need it: what an app may bring, and what a URL is opened with. */

import type { StoreStatus } from "../../../server/world/mod.ts";

/** One command: its name and its arguments. */
export type Command = readonly (string | Uint8Array)[];

/**
 * A client that the app brings. It opens its connections again by itself, and is ended by the app.
 *
 * With ioredis:
 *
 * ```ts ignore
 * const redis = new Redis(url);
 * const heard = redis.duplicate();
 * const client: RedisClient = {
 *   send: ([name = "", ...args]) => redis.callBuffer(String(name), ...args.map((arg) => Buffer.from(arg))),
 *   subscribe: (channel) => heard.subscribe(channel),
 *   unsubscribe: (channel) => heard.unsubscribe(channel),
 *   onMessage: (listener) => heard.on("messageBuffer", (channel, message) => listener(String(channel), message)),
 *   onBack: (listener) => heard.on("ready", listener),
 * };
 * ```
 *
 * @category Stores
 */
export interface RedisClient {
  /** Sends a command. Strings of the answer that hold bytes come as bytes. */
  send(command: readonly (string | Uint8Array)[]): Promise<unknown>;
  /** Begins to hear a channel, on a connection of its own; resolves when Redis has confirmed it. */
  subscribe(channel: string): Promise<unknown>;
  /** Hears it no more. */
  unsubscribe(channel: string): Promise<unknown>;
  /** Calls the listener with every message of every channel. Called once. */
  onMessage(listener: (channel: string, message: Uint8Array) => void): unknown;
  /**
   * Calls the listener each time the connection of the subscriptions was lost, and hears its channels
   * again: what was published meanwhile is lost. Called once.
   */
  onBack(listener: () => void): unknown;
  /** How its connections are; what the stores have seen of them, where it does not say. */
  status?(): StoreStatus;
}

/**
 * Where Redis is: a URL, or a client of the app's own. And what stands before all keys.
 *
 * @category Stores
 */
export type RedisOptions =
  & {
    /** Stands before all keys and channels: two apps on one Redis have two. `"djust"` unless told. */
    readonly prefix?: string;
  }
  & (
    | {
      /** `redis://user:password@host:6379/0`, or `rediss://…` for TLS. */
      readonly url: string;
      readonly client?: never;
    }
    | {
      /** A client of the app's own: see {@link RedisClient}. */
      readonly client: RedisClient;
      readonly url?: never;
    }
  );

/**
 * Where Redis is, and how soon a silent process counts as dead.
 *
 * @category Stores
 */
export type RedisNodeOptions = RedisOptions & {
  /** Milliseconds between two signs of life. 5,000 unless told. */
  readonly heartbeat?: number;
  /** Milliseconds without one after which a process counts as dead. 15,000 unless told. */
  readonly timeout?: number;
};
