/** Connection that the Redis stores share: calls with a time-out, channels with listeners, a status. */

import { type Clock, type StoreStatus, SystemClock, within } from "../../../server/world/mod.ts";
import type { Command, RedisClient, RedisOptions } from "./redis_client.ts";
import { UrlClient } from "./url_client.ts";

/** What a connection stands on. */
export interface ConnectionParts {
  readonly client: RedisClient & { close?(): void };
  readonly prefix: string;
  readonly clock: Clock;
}

/** What hears one channel. */
type Ear = (message: Uint8Array) => void;

/** A channel that is heard, by one or several. */
interface Channel {
  readonly ears: Set<Ear>;
  /** Resolves when Redis has confirmed it. */
  readonly confirmed: Promise<unknown>;
}

/** A channel, as one listener has it. */
export interface Hearing {
  /** Resolves when Redis has confirmed it, however long that takes, or when it was ended before. */
  readonly confirmed: Promise<unknown>;
  /** Hears it no more. */
  deafen(): Promise<void>;
}

/** How long a call may take. */
export const PATIENCE = 5_000;
/** Before a subscription that Redis refused, or did not confirm, is tried again. */
const AGAIN = 1_000;

/** One connection of a process to Redis. */
export class RedisConnection {
  readonly clock: Clock;
  readonly #client: ConnectionParts["client"];
  readonly #prefix: string;
  readonly #channels = new Map<string, Channel>();
  readonly #back = new Set<() => void>();
  readonly #pauses = new Set<() => void>();
  #seen: StoreStatus = { state: "up" };
  #state: "open" | "closed" = "open";

  constructor({ client, prefix, clock }: ConnectionParts) {
    this.clock = clock;
    this.#client = client;
    this.#prefix = prefix;
    client.onMessage((name, message) => {
      for (const ear of [...this.#channels.get(name)?.ears ?? []]) ear(message);
    });
    client.onBack(() => void this.#heardAgain());
  }

  /** What the options say, opened when it is needed first. */
  static of(options: RedisOptions): RedisConnection {
    const { prefix = "djust", url, client } = (options ?? {}) as Partial<RedisOptions>;
    if (typeof prefix !== "string" || prefix === "" || /[{}\s]/.test(prefix)) {
      throw new TypeError(
        `Cannot open Redis: the "prefix" ${JSON.stringify(prefix)} is none; write one like "shop"`,
      );
    }
    const clock = new SystemClock();
    const parts = { prefix, clock };
    if (url !== undefined && client === undefined) {
      return new RedisConnection({ ...parts, client: new UrlClient(url, clock) });
    }
    if (client === undefined || url !== undefined) {
      throw new TypeError(
        `Cannot open Redis: give either { url: "redis://127.0.0.1:6379" } or { client }`,
      );
    }
    return new RedisConnection({ ...parts, client: checked(client) });
  }

  /** A key or a channel of this app: what kind of thing it is, and its name. */
  key(kind: string, name: string): string {
    return `${this.#prefix}:${kind}:${name}`;
  }

  /** Sends a command, and waits for its answer, but not for ever. */
  async send(command: Command, ms: number = PATIENCE): Promise<unknown> {
    // What is asked for keeps the process until it is answered or given up.
    const timer: Clock["timer"] = (wait, run) => this.clock.timer(wait, run);
    const late = (): Error =>
      new Error(`Cannot reach Redis: ${command[0]} was not answered within ${ms} ms`);
    try {
      if (this.#state === "closed") throw new Error("Cannot reach Redis: the store was closed");
      const reply = await within(this.#client.send(command), ms, { world: { timer }, late });
      this.#seen = { state: "up" };
      return reply;
    } catch (error) {
      // What Redis itself refuses was answered all the same.
      this.#failed(error);
      throw error;
    }
  }

  /** Hears a channel until it is told not to. */
  hear(name: string, ear: Ear): Hearing {
    // A client that the app brought is not ours any more.
    if (this.#state === "closed") return { confirmed: Promise.resolve(), deafen: async () => {} };
    let channel = this.#channels.get(name);
    if (!channel) {
      const ears = new Set<Ear>();
      const confirmed = Promise.resolve().then(() => this.#subscribe(name, ears));
      this.#channels.set(name, channel = { ears, confirmed });
    }
    const { ears, confirmed } = channel;
    ears.add(ear);
    return { confirmed, deafen: () => this.#deafen(name, ears, ear) };
  }

  /** Calls the listener each time channels are heard again; returns how to stop. */
  onBack(listener: () => void): () => void {
    this.#back.add(listener);
    return () => void this.#back.delete(listener);
  }

  /** How it is: by what its client says, or by the last call. */
  status(): StoreStatus {
    return this.#client.status?.() ?? this.#seen;
  }

  /** Ends what was opened here; a client that the app brought is only let go. */
  async close(): Promise<void> {
    if (this.#state === "closed") return;
    const channels = [...this.#channels.keys()];
    this.#channels.clear();
    this.#back.clear();
    this.#state = "closed";
    for (const end of this.#pauses) end();
    if (this.#client.close) return this.#client.close();
    await Promise.allSettled(channels.map((channel) => this.#client.unsubscribe(channel)));
  }

  /** Asks until Redis confirms it. */
  async #subscribe(name: string, ears: Set<Ear>): Promise<void> {
    const late = (): Error =>
      new Error(`Cannot reach Redis: it confirmed no subscription within ${PATIENCE} ms`);
    while (this.#channels.get(name)?.ears === ears) {
      try {
        await within(this.#client.subscribe(name), PATIENCE, { world: this.clock, late });
        return;
      } catch (error) {
        if (this.#state === "closed") return;
        this.#failed(error);
        await this.#pause();
      }
    }
  }

  /** A moment, or less where it is closed. */
  async #pause(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const cancel = this.clock.timer(AGAIN, resolve, { unref: true });
    this.#pauses.add(resolve);
    await promise;
    this.#pauses.delete(resolve);
    cancel();
  }

  async #deafen(name: string, ears: Set<Ear>, ear: Ear): Promise<void> {
    if (!ears.delete(ear) || ears.size > 0 || this.#channels.get(name)?.ears !== ears) return;
    this.#channels.delete(name);
    if (this.#state === "open") await this.#client.unsubscribe(name);
  }

  async #heardAgain(): Promise<void> {
    // Of a client that the app brought nobody knows whether its channels are heard by now.
    if (!this.#client.close) {
      const again = [...this.#channels.keys()].map((channel) => this.#client.subscribe(channel));
      await Promise.allSettled(again);
    }
    for (const listener of [...this.#back]) listener();
  }

  #failed(error: unknown): void {
    const since = this.#seen.state === "up" ? this.clock.date() : this.#seen.since;
    const reason = error instanceof Error ? error.message : String(error);
    this.#seen = { state: "degraded", since, reason };
  }
}

function checked(client: RedisClient): RedisClient {
  for (const member of ["send", "subscribe", "unsubscribe", "onMessage", "onBack"] as const) {
    if (typeof client[member] === "function") continue;
    throw new TypeError(
      `Cannot open Redis: the "client" has no ${member}(); see RedisClient for how to wrap ioredis or @redis/client, or give a "url"`,
    );
  }
  return client;
}
