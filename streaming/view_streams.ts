/** The streams of one view: its feed, what feeds them, and the view's way to them. */

import {
  advise,
  type Anything,
  type Extension,
  extension,
  type Feed,
  type FeedHost,
  isRendering,
  type LiveView,
  openFeed,
} from "../server/view/mod.ts";
import { preloadRaw } from "../vdom/mod.ts";
import { RowScope } from "./row_scope.ts";
import { Source } from "./source.ts";
import { checkedOptions, shown, type StreamFailed, type StreamOptions } from "./options.ts";
import { Stream, type StreamHost } from "./stream.ts";

/** Bytes that may wait before what feeds a stream is not asked for more. */
const AHEAD = 16_384;

/** All streams of a view. */
export class ViewStreams implements Feed {
  readonly #view: LiveView;
  /** Those that a container of this render shows. */
  readonly #shown = new Set<Stream>();
  readonly #host: FeedHost;
  readonly #inner: StreamHost;
  readonly #streams = new Map<string, Stream>();
  readonly #sources = new Map<Stream, Source>();
  /** Those of which something was taken last. */
  #taken: Stream[] = [];
  #waiting: (() => void)[] = [];
  #page: "none" | "painted" | "empty" | "ended" = "none";

  constructor(view: LiveView) {
    this.#view = view;
    const host = this.#host = openFeed(view, this);
    this.#inner = {
      scope: new RowScope(host.scope),
      most: host.most,
      soon: () => host.soon(),
      lost: (name) => host.inform({ type: "stream", name, lost: true }),
    };
  }

  /** See {@link Feed}. */
  get isEmpty(): boolean {
    for (const { bytes } of this.#streams.values()) if (bytes > 0) return false;
    return true;
  }

  /** See {@link Feed}. */
  get bytes(): number {
    let sum = 0;
    for (const { bytes } of this.#streams.values()) sum += bytes;
    return sum;
  }

  /** The one of this name; throws where none was begun. */
  of(name: string, member: string): Stream {
    const stream = this.#streams.get(name);
    if (stream) return stream;
    const known = [...this.#streams.keys()].map((one) => `"${one}"`).join(", ");
    throw new TypeError(
      `Cannot ${member} ${shown(name)}: "${this.#view.constructor.name}" has no such stream` +
        (known ? ` (it has ${known})` : "") + `; call this.stream(${shown(name)}, …) in mount()`,
    );
  }

  /** A container shows it: another one of the same render would never be sent anything. */
  show(stream: Stream): void {
    stream.isShown = true;
    if (!isRendering(this.#view)) return;
    if (this.#shown.size === 0) queueMicrotask(() => this.#shown.clear());
    if (!this.#shown.has(stream)) return void this.#shown.add(stream);
    const name = shown(stream.name);
    advise(
      this.#view,
      `The stream ${name} has two containers, and only one of them gets its rows: ` +
        `begin another stream for the second`,
      "stream-twice",
    );
  }

  /** What comes is another render. Before a page is live it has what was painted last. */
  rendered(): void {
    this.#shown.clear();
    if (this.#page !== "none") return;
    for (const stream of this.#streams.values()) stream.rendered();
  }

  /** Begins one, or begins it anew. */
  begin(
    name: string,
    items: Iterable<unknown> | AsyncIterable<unknown>,
    options: StreamOptions<unknown>,
  ): void {
    if (typeof name !== "string" || name === "") {
      throw new TypeError(`Cannot stream ${shown(name)}: give it a name, as in stream("feed", …)`);
    }
    checkedOptions(options, name);
    if (isAsync(items)) claim(items, name);
    let stream = this.#streams.get(name);
    if (!stream) {
      stream = new Stream(name, this.#inner);
      // A page that is there may show one of this name from before.
      if (this.#page === "ended") stream.end();
      else if (this.#page !== "none") stream.began("empty");
      this.#streams.set(name, stream);
    }
    this.#sources.get(stream)?.stop();
    const isSource = isAsync(items);
    stream.begin(options, isSource ? [] : checkedItems(items, name));
    if (isSource) this.#feed(stream, items);
  }

  /** Its items are others now. */
  reset(name: string, items: Iterable<unknown>): void {
    const stream = this.of(name, "streamReset");
    stream.reset(checkedItems(items, name));
  }

  /** See {@link Feed}. */
  take(most: number): string[] {
    const pushes: string[] = [];
    this.#taken = [];
    let left = most;
    for (const stream of this.#streams.values()) {
      if (left <= 0) break;
      const push = stream.take(left);
      if (push === undefined) continue;
      if (!stream.isShown) this.#advise(stream);
      left -= push.length;
      pushes.push(push);
      this.#taken.push(stream);
    }
    if (this.bytes <= AHEAD) this.#goOn();
    return pushes;
  }

  /** See {@link Feed}. */
  sent(frame: number): void {
    for (const stream of this.#taken) stream.sent(frame);
  }

  /** See {@link Feed}. */
  began(page: "painted" | "empty"): void {
    this.#page = page;
    for (const stream of this.#streams.values()) stream.began(page);
    for (const source of this.#sources.values()) source.start();
  }

  /** See {@link Feed}. */
  lost(got: number): void {
    for (const stream of this.#streams.values()) stream.lost(got);
  }

  /** The view ends, and all that feeds its streams. */
  end(): void {
    this.#page = "ended";
    for (const stream of this.#streams.values()) stream.end();
    for (const source of [...this.#sources.values()]) source.stop();
    this.#goOn();
  }

  /** A page keeps the rows of one without a container, and nobody sees them. */
  #advise({ name }: Stream): void {
    advise(
      this.#view,
      `The stream ${
        shown(name)
      } of "${this.#view.constructor.name}" is sent, and no render has had ` +
        `its container so far: write dj-stream=\${this.streams.${name}} on the element that has its rows`,
      "unseen-stream",
    );
  }

  #feed(stream: Stream, items: AsyncIterable<unknown>): void {
    if (this.#page === "ended") return;
    const source = new Source(items, {
      take: (item) => stream.insert(item, {}),
      ready: () => this.#ready(),
      failed: (error) => {
        const { name } = stream;
        this.#host.report(`stream "${name}"`, error);
        this.#host.inform({ type: "stream", name, failed: true, error } satisfies StreamFailed);
      },
      over: () => {
        if (this.#sources.get(stream) === source) this.#sources.delete(stream);
      },
    });
    this.#sources.set(stream, source);
    if (this.#page !== "none") source.start();
  }

  /** Once the page takes more: undefined where it does now. */
  #ready(): Promise<void> | undefined {
    if (this.bytes <= AHEAD) return undefined;
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #goOn(): void {
    for (const go of this.#waiting.splice(0)) go();
  }
}

function isAsync(items: unknown): items is AsyncIterable<unknown> {
  return typeof items === "object" && items !== null && Symbol.asyncIterator in items;
}

/** Iterators that feed a stream, or did: none of them begins anew. */
const claimed = new WeakSet<object>();

/** What a generator gave is read once: a second view would get what the first has left, or nothing. */
function claim(items: AsyncIterable<unknown>, name: string): void {
  if (!("next" in items)) return;
  if (claimed.has(items)) {
    throw new TypeError(
      `Cannot stream "${name}" from an iterator that feeds a stream already, here or in another ` +
        `view: call what makes it, as in stream("${name}", feed())`,
    );
  }
  claimed.add(items);
}

function checkedItems(items: unknown, name: string): Iterable<unknown> {
  const isList = typeof items === "object" && items !== null && Symbol.iterator in items;
  if (isList) return items as Iterable<unknown>;
  throw new TypeError(
    `Cannot stream ${shown(items)} as "${name}": give a list of items, or an async iterable`,
  );
}

const STREAMS = new WeakMap<object, ViewStreams>();

/** The streams of a view, for its member of this name; throws before its mount. */
export function streamsOf(view: LiveView, member: string): ViewStreams {
  const streams = STREAMS.get(view);
  if (streams) {
    if (member !== "streams" && isRendering(view)) adviseRender(view, member);
    return streams;
  }
  throw new Error(
    `Cannot use "${member}" in the constructor or a field of "${view.constructor.name}": ` +
      `the view is not mounted yet; use it in mount()`,
  );
}

function adviseRender(view: LiveView, member: string): void {
  const message = `${member}() was called by render(), which runs after every message: ` +
    `call it in mount() or a handler`;
  advise(view, message, "render-acts");
}

/** What {@link StreamingMixin} lists. */
export const streaming: Extension<Anything> = extension({
  name: "streams",
  mount(view) {
    STREAMS.set(view, new ViewStreams(view));
    // A row may be raw HTML, and nobody can wait for its parser then.
    return preloadRaw();
  },
  rendered: (view) => STREAMS.get(view)?.rendered(),
  ended: (view) => STREAMS.get(view)?.end(),
});
