/** Posts of one process: messages with their places, and the news of those that were lost. */

import type { RedisConnection } from "../line/mod.ts";
import type { Place } from "./places.ts";

/** Topics whose last number is known. The number of one that is forgotten begins anew. */
const MOST_TOPICS = 10_000;
/** Between two tries to tell of a loss. */
const AGAIN = 1_000;

/** What posts stand on. */
export interface PostsParts<Content> {
  readonly connection: RedisConnection;
  /** The channel of a topic. */
  channelOf(topic: string): string;
  /** A message as it is sent; without content it says that messages were lost. */
  pack(place: Place, content: Content | undefined): Uint8Array;
}

/** Publishes, in order. */
export class Posts<Content> {
  readonly #parts: PostsParts<Content>;
  readonly #sent = new Map<string, number>();
  /** Topics that lost a message: who hears them is told as soon as that is possible. */
  readonly #lost = new Set<string>();
  #number = 0;
  #state: "open" | "closed" = "open";
  #cancel: (() => void) | undefined;

  /** Nothing is sent yet. */
  constructor(parts: PostsParts<Content>) {
    this.#parts = parts;
  }

  /** Sends a message. Where that fails, it may have arrived all the same. */
  async send(topic: string, content: Content | undefined): Promise<void> {
    const { connection, channelOf, pack } = this.#parts;
    const place = { number: ++this.#number, before: this.#sent.get(topic) ?? 0 };
    this.#sent.delete(topic);
    this.#sent.set(topic, place.number);
    for (const oldest of this.#sent.keys()) {
      if (this.#sent.size <= MOST_TOPICS) break;
      this.#sent.delete(oldest);
    }
    try {
      await connection.send(["PUBLISH", channelOf(topic), pack(place, content)]);
    } catch (error) {
      this.#owe(topic);
      throw error;
    }
  }

  /** Tells of no loss any more. */
  close(): void {
    this.#state = "closed";
    this.#cancel?.();
    this.#lost.clear();
  }

  /** Who published last may have nothing more to say: the loss is told by itself. */
  #owe(topic: string): void {
    // What was under way at the end fails after it.
    if (this.#state === "closed") return;
    if (this.#lost.size < MOST_TOPICS) this.#lost.add(topic);
    this.#cancel ??= this.#parts.connection.clock.timer(AGAIN, () => {
      this.#cancel = undefined;
      const topics = [...this.#lost];
      this.#lost.clear();
      // One that fails is owed again.
      for (const lost of topics) this.send(lost, undefined).catch(() => {});
    }, { unref: true });
  }
}
