/** Bus over Redis: a channel per topic, heard only while somebody here listens. */

import {
  type Bus,
  copiesOf,
  type Delivery,
  randomText,
  type StoreStatus,
} from "../../../server/world/mod.ts";
import { Turns } from "../../node/turns.ts";
import { RedisConnection, type RedisOptions } from "../line/mod.ts";
import { packEnvelope, packMessage, unpackEnvelope } from "./envelope.ts";
import { Posts } from "../posts/mod.ts";
import { Topic } from "./topic.ts";

/** How long a topic that nobody listens to is still heard: pages come and go. */
const COOLDOWN = 30_000;

/** A topic that is heard. */
interface Heard {
  readonly topic: Topic;
  /** Resolves when Redis knows. */
  readonly confirmed: Promise<unknown>;
  /** Ends it. */
  deafen(): Promise<void>;
  /** Takes back the end that comes after the cooldown. */
  keep: (() => void) | undefined;
}

/** Carries messages between processes over Redis, at most once. */
export class RedisBus implements Bus {
  readonly #connection: RedisConnection;
  readonly #close: () => Promise<void>;
  readonly #id = randomText(16);
  readonly #heard = new Map<string, Heard>();
  readonly #posts: Posts<Uint8Array>;
  /** What came all at once is given on without keeping others from their turn. */
  readonly #turns: Turns;
  readonly #stops: (() => void)[] = [];
  #unread = 0;

  /** On this connection, which others may use as well. */
  constructor(connection: RedisConnection, close = () => connection.close()) {
    this.#close = close;
    this.#connection = connection;
    this.#turns = new Turns(connection.clock);
    this.#posts = new Posts({
      connection,
      channelOf: (topic) => this.#channelOf(topic),
      pack: (place, content) => packEnvelope(this.#id, place, content),
    });
    this.#stops.push(connection.onBack(() => this.#gap()));
  }

  /** Messages that could not be read: of another version, or of somebody else. */
  get unread(): number {
    return this.#unread;
  }

  /** See {@link Bus.publish}. Listeners of this process hear it at once, whatever Redis does. */
  publish(topic: string, message: unknown): Promise<void> {
    const bytes = packMessage(topic, message);
    const sent = this.#posts.send(topic, bytes);
    const next = copiesOf(message);
    this.#heard.get(topic)?.topic.deliver(() => ({ type: "message", message: next() }));
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
    await this.#close();
  }

  /** Ends the bus, but not its connection. */
  #end(): void {
    for (const stop of this.#stops.splice(0)) stop();
    for (const { keep } of this.#heard.values()) keep?.();
    this.#heard.clear();
    this.#posts.close();
    this.#turns.close();
  }

  /** See {@link Bus.status}. */
  status(): StoreStatus {
    return this.#connection.status();
  }

  #hear(name: string): Heard {
    const known = this.#heard.get(name);
    if (known) return known;
    const topic = new Topic();
    const hearing = this.#connection.hear(
      this.#channelOf(name),
      (bytes) => this.#message(topic, bytes),
    );
    const heard: Heard = { topic, keep: undefined, ...hearing };
    this.#heard.set(name, heard);
    return heard;
  }

  #cool(name: string, heard: Heard): void {
    if (heard.topic.isHeard || this.#heard.get(name) !== heard) return;
    heard.keep?.();
    heard.keep = this.#connection.clock.timer(COOLDOWN, () => {
      this.#heard.delete(name);
      // What Redis still sends is for nobody: no harm.
      heard.deafen().catch(() => {});
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
    const { from, place, content } = envelope;
    const isGap = topic.places.follow(from, place);
    if (isGap || !content) this.#turns.add(() => topic.deliver(() => ({ type: "gap" })));
    if (!content) return;
    const next = copiesOf(content.message);
    this.#turns.add(() => topic.deliver(() => ({ type: "message", message: next() })));
  }

  /** The line was away: whoever listens may have missed something. */
  #gap(): void {
    for (const { topic } of [...this.#heard.values()]) {
      this.#turns.add(() => topic.deliver(() => ({ type: "gap" })));
    }
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
 * @category Stores
 */
export function redisBus(options: RedisOptions): Bus {
  return new RedisBus(RedisConnection.of(options));
}
