/** Bus over Redis: a channel per topic, heard only while somebody here listens. */

import type { Bus, Delivery, StoreStatus } from "../../server/world/mod.ts";
import { RedisConnection } from "./connection.ts";
import { packEnvelope, packMessage, unpackEnvelope } from "./envelope.ts";
import type { RedisOptions } from "./redis_client.ts";
import { randomBytes } from "./rim.ts";
import { Topic } from "./topic.ts";

/** How long a topic that nobody listens to is still heard: pages come and go. */
const COOLDOWN = 30_000;
/** Topics whose last number is known here. The number of one that is forgotten begins anew. */
const MOST_TOPICS = 10_000;

/** A topic that is heard. */
interface Heard {
  readonly topic: Topic;
  /** Resolves when Redis knows. */
  readonly confirmed: Promise<unknown>;
  /** Takes back the end that comes after the cooldown. */
  keep: (() => void) | undefined;
}

/** Carries messages between processes over Redis, at most once. */
export class RedisBus implements Bus {
  readonly #connection: RedisConnection;
  readonly #id = randomBytes(16).toBase64({ alphabet: "base64url", omitPadding: true });
  readonly #heard = new Map<string, Heard>();
  /** The number of the last message to each topic. */
  readonly #sent = new Map<string, number>();
  /** Topics that lost a message of ours: who hears them is told as soon as that is possible. */
  readonly #lost = new Set<string>();
  readonly #stops: (() => void)[] = [];
  #number = 0;
  #unread = 0;
  #cancel: (() => void) | undefined;

  /** On this connection. */
  constructor(connection: RedisConnection) {
    this.#connection = connection;
    this.#stops.push(connection.onBack(() => this.#gap()));
  }

  /** Messages that could not be read: of another version, or of somebody else. */
  get unread(): number {
    return this.#unread;
  }

  /** See {@link Bus.publish}. Listeners of this process hear it at once, whatever Redis does. */
  publish(topic: string, message: unknown): Promise<void> {
    const bytes = packMessage(topic, message);
    const sent = this.#send(topic, bytes);
    this.#heard.get(topic)?.topic.deliver(() => ({
      type: "message",
      message: structuredClone(message),
    }));
    return sent;
  }

  /** See {@link Bus.subscribe}. What this process publishes is heard from now on. */
  async subscribe(
    topic: string,
    listener: (delivery: Delivery) => void,
  ): Promise<() => void> {
    const heard = this.#hear(topic);
    heard.keep?.();
    heard.keep = undefined;
    const stop = heard.topic.listen(listener);
    await heard.confirmed;
    return () => {
      stop();
      this.#cool(topic, heard);
    };
  }

  /** See {@link Bus.close}. */
  async close(): Promise<void> {
    this.#end();
    await this.#connection.close();
  }

  /** Ends the bus, but not its connection. */
  #end(): void {
    for (const stop of this.#stops.splice(0)) stop();
    for (const { keep } of this.#heard.values()) keep?.();
    this.#heard.clear();
    this.#cancel?.();
  }

  /** See {@link Bus.status}. */
  status(): StoreStatus {
    return this.#connection.status();
  }

  async #send(topic: string, bytes: Uint8Array | undefined): Promise<void> {
    const before = this.#sent.get(topic) ?? 0;
    const number = ++this.#number;
    this.#sent.delete(topic);
    this.#sent.set(topic, number);
    for (const oldest of this.#sent.keys()) {
      if (this.#sent.size <= MOST_TOPICS) break;
      this.#sent.delete(oldest);
    }
    const envelope = packEnvelope({ from: this.#id, number, before }, bytes);
    try {
      await this.#connection.send(["PUBLISH", this.#channelOf(topic), envelope]);
    } catch (error) {
      this.#owe(topic);
      throw error;
    }
  }

  /** Tells of the loss when Redis is back: who published last may have nothing more to say. */
  #owe(topic: string): void {
    if (this.#lost.size < MOST_TOPICS) this.#lost.add(topic);
    this.#cancel ??= this.#connection.clock.timer(1_000, () => {
      this.#cancel = undefined;
      const topics = [...this.#lost];
      this.#lost.clear();
      // One that fails is owed again.
      for (const topic of topics) this.#send(topic, undefined).catch(() => {});
    }, { unref: true });
  }

  #hear(name: string): Heard {
    const known = this.#heard.get(name);
    if (known) return known;
    const topic = new Topic();
    const message = (bytes: Uint8Array): void => this.#message(topic, bytes);
    const confirmed = this.#connection.hear(this.#channelOf(name), { message });
    const heard: Heard = { topic, confirmed, keep: undefined };
    this.#heard.set(name, heard);
    return heard;
  }

  #cool(name: string, heard: Heard): void {
    if (heard.topic.isHeard || this.#heard.get(name) !== heard) return;
    heard.keep?.();
    heard.keep = this.#connection.clock.timer(COOLDOWN, () => {
      this.#heard.delete(name);
      // What Redis still sends is for nobody: no harm.
      this.#connection.deafen(this.#channelOf(name)).catch(() => {});
    }, { unref: true });
  }

  #message(topic: Topic, bytes: Uint8Array): void {
    const envelope = unpackEnvelope(bytes);
    if (!envelope) {
      this.#unread++;
      return;
    }
    // Its own were delivered when they were published.
    if (envelope.from === this.#id) return;
    if (topic.follow(envelope)) topic.deliver(() => ({ type: "gap" }));
    const { content } = envelope;
    if (!content) return;
    topic.deliver(() => ({ type: "message", message: structuredClone(content.message) }));
  }

  /** The line was away: whoever listens may have missed something. */
  #gap(): void {
    for (const { topic } of [...this.#heard.values()]) topic.deliver(() => ({ type: "gap" }));
  }

  #channelOf(topic: string): string {
    return this.#connection.key("t", topic);
  }
}

/**
 * Carries messages between all processes that share a Redis 6 or later, at most once, with a gap
 * where some were lost.
 *
 * @example
 * ```ts
 * import { redisBus } from "@djust/live/redis";
 *
 * const bus = redisBus({ url: "redis://127.0.0.1:6379", prefix: "shop" });
 * await bus.close?.();
 * ```
 *
 * @category Redis
 */
export function redisBus(options: RedisOptions): Bus {
  return new RedisBus(RedisConnection.of(options));
}
