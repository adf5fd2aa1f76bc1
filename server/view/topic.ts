/** Topics with a type: what is published under a name, and what its subscribers get. */

import type { Anything } from "./lifecycle.ts";

/**
 * A name under which messages of one type are published. Made by {@linkcode topic}.
 *
 * @category Views
 */
export class Topic<Message> {
  /** The name, as buses and `gap` messages have it. */
  readonly name: string;
  /** Only a type: a topic holds no message. */
  declare protected readonly message: Message;

  /** A topic of this name. */
  constructor(name: string) {
    this.name = name;
  }
}

/**
 * Topics that begin alike and carry the same type of message, one per id. Made by
 * {@linkcode topic}.
 *
 * @category Views
 */
export interface Topics<Message> {
  /** The topic of an id; without one, where the name needs none. */
  (...id: [] | [id: string | number | bigint]): Topic<Message>;
}

/**
 * The messages of a topic, or of topics that begin alike, for the type of `handleInfo`.
 *
 * @example
 * ```ts
 * import { html, LiveView, type MessageOf, topic } from "@djust/live";
 *
 * const news = topic<{ title: string }>("news");
 *
 * class Headline extends LiveView {
 *   title = "";
 *   mount() {
 *     this.subscribe(news());
 *   }
 *   handleInfo({ title }: MessageOf<typeof news>) {
 *     this.title = title;
 *   }
 *   render() {
 *     return html`<h1>${this.title}</h1>`;
 *   }
 * }
 * ```
 *
 * @category Views
 */
export type MessageOf<Of extends Topic<Anything> | Topics<Anything>> = Of extends
  Topics<infer Message> ? Message
  : Of extends Topic<infer Message> ? Message
  : never;

/**
 * Declares what is published under names that begin so: `publish` and `subscribe` check it. A name
 * that ends in a colon takes an id.
 *
 * @example
 * ```ts
 * import { event, html, LiveView, type Mount, topic } from "@djust/live";
 *
 * interface Move {
 *   from: string;
 *   to: string;
 * }
 *
 * const board = topic<Move>("board:");
 *
 * class Board extends LiveView<{ id: string }> {
 *   moves: Move[] = [];
 *   mount({ params }: Mount<{ id: string }>) {
 *     this.subscribe(board(params.id), (move) => this.moves.push(move));
 *   }
 *   @event
 *   play({ from, to }: Move) {
 *     this.publish(board(this.params.id), { from, to });
 *   }
 *   render() {
 *     return html`<p>${this.moves.length} moves</p>`;
 *   }
 * }
 * ```
 *
 * @category Views
 */
export function topic<Message>(name: string): Topics<Message> {
  if (typeof name !== "string" || name === "") {
    throw new TypeError(`Cannot declare a topic: its name is ${shown(name)}; give a text`);
  }
  return (...ids) => {
    if (ids.length === 0) {
      if (!name.endsWith(":")) return new Topic(name);
      throw new TypeError(
        `Cannot use the topic "${name}" without an id: its name ends in a colon; give the id, or ` +
          `declare it without the colon`,
      );
    }
    const [id] = ids;
    if (typeof id !== "string" && typeof id !== "number" && typeof id !== "bigint") {
      throw new TypeError(
        `Cannot use the topic "${name}": its id is ${shown(id)}; give a text or a number`,
      );
    }
    return new Topic(name + id);
  };
}

/** The name of a topic, however it is given. */
export function topicName(topic: string | Topic<Anything>): string {
  if (typeof topic === "string") return topic;
  if (topic instanceof Topic) return topic.name;
  const state = typeof topic === "function"
    ? "it was not called; write it with (), or with the id in them"
    : `it is ${shown(topic)}; give a text, or what topic() makes`;
  throw new TypeError(`Cannot use this topic: ${state}`);
}

function shown(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  return value === null ? "null" : typeof value === "object" ? "an object" : String(value);
}
