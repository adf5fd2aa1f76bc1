/** Mixin of views with streams: lists that their pages have, and they do not keep. */

import type { Anything, Extension, LiveView } from "../server/view/mod.ts";
import type { Child } from "../vdom/mod.ts";
import { containers, type Streams } from "./container.ts";
import type { InsertOptions, StreamOptions, TextOptions } from "./options.ts";
import { streaming, streamsOf } from "./view_streams.ts";

/**
 * The members that {@linkcode StreamingMixin} gives to a view.
 *
 * @category Streams
 */
export interface StreamMembers {
  /** The containers of its streams, for `dj-stream=${this.streams.feed}`. */
  readonly streams: Streams;
  /**
   * Begins a stream: in `mount`, so that a page that is mounted again shows the same. An async
   * iterable starts once the page is live, and goes no faster than that.
   */
  stream<Item>(
    name: string,
    items?: Iterable<Item> | AsyncIterable<Item>,
    options?: StreamOptions<Item>,
  ): void;
  /** One more item. Where a row has its key, that becomes the item's. */
  streamInsert<Item>(name: string, item: Item, options?: InsertOptions): void;
  /** The item with this one's key is another now; it is inserted where it was not there. */
  streamUpdate<Item>(name: string, item: Item): void;
  /** The item with this key goes. */
  streamDelete(name: string, key: string | number): void;
  /** All items go, and these come. */
  streamReset<Item>(name: string, items?: Iterable<Item>): void;
  /** The container shows this, and nothing else of the stream. */
  streamTo(name: string, content: Child): void;
  /** Writes behind the text of the stream, before it, or in its place. */
  streamText(name: string, chunk: string, options?: TextOptions): void;
}

/**
 * A class with streams.
 *
 * @category Streams
 */
export interface StreamClass {
  /** Makes one. */
  new (...args: Anything[]): StreamMembers;
}

/**
 * Gives a view streams: lists that the page has and the view does not keep, however long they grow.
 * What was sent is forgotten, and can still be updated or deleted by its key.
 *
 * @example
 * ```ts
 * import { event, html, LiveView } from "@djust/live";
 * import { StreamingMixin } from "@djust/live/streaming";
 *
 * type Line = { id: number; text: string };
 *
 * class Log extends StreamingMixin(LiveView) {
 *   #last = 0;
 *   mount() {
 *     this.stream<Line>("lines", [], {
 *       row: ({ id, text }) =>
 *         html`<li>${text} <button dj-click=${this.drop} data-id:int=${id}>Drop</button></li>`,
 *       limit: 1_000,
 *     });
 *     this.every(1_000, () => this.streamInsert("lines", { id: ++this.#last, text: "tick" }));
 *   }
 *   @event
 *   drop({ id }: { id: number }) {
 *     this.streamDelete("lines", id);
 *   }
 *   render() {
 *     return html`<ol dj-stream.scroll=${this.streams.lines} role="log"></ol>`;
 *   }
 * }
 * ```
 *
 * @category Streams
 */
export function StreamingMixin<Base extends new (...args: Anything[]) => LiveView<Anything>>(
  base: Base,
): Base & StreamClass {
  return class extends (base as new (...args: Anything[]) => LiveView) implements StreamMembers {
    static use: readonly Extension<Anything>[] = [streaming];

    get streams(): Streams {
      const streams = streamsOf(this, "streams");
      return containers(
        (name) => streams.of(name, "render the stream"),
        (stream) => streams.show(stream),
      );
    }

    stream<Item>(
      name: string,
      items: Iterable<Item> | AsyncIterable<Item> = [],
      options: StreamOptions<Item> = {},
    ): void {
      streamsOf(this, "stream").begin(name, items, options as StreamOptions<unknown>);
    }

    streamInsert<Item>(name: string, item: Item, options: InsertOptions = {}): void {
      streamsOf(this, "streamInsert").of(name, "streamInsert into").insert(item, options);
    }

    streamUpdate<Item>(name: string, item: Item): void {
      streamsOf(this, "streamUpdate").of(name, "streamUpdate").update(item);
    }

    streamDelete(name: string, key: string | number): void {
      streamsOf(this, "streamDelete").of(name, "streamDelete from").delete(key);
    }

    streamReset<Item>(name: string, items: Iterable<Item> = []): void {
      streamsOf(this, "streamReset").reset(name, items);
    }

    streamTo(name: string, content: Child): void {
      streamsOf(this, "streamTo").of(name, "streamTo").show(content);
    }

    streamText(name: string, chunk: string, { mode = "append" }: TextOptions = {}): void {
      streamsOf(this, "streamText").of(name, "streamText into").text(chunk, mode);
    }
  } as unknown as Base & StreamClass;
}
