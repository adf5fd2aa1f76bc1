/** Container of a stream: what `dj-stream` binds, the element that has the rows in the page. */

import {
  type Bindable,
  BOUND,
  type BoundAttributes,
  type BoundElement,
  PAINTED,
} from "../vdom/mod.ts";
import type { Stream } from "./stream.ts";

/**
 * What a template gives to `dj-stream`.
 *
 * @category Streams
 */
export interface StreamContainer extends Bindable {
  /** The name of its stream. */
  readonly name: string;
}

/**
 * The containers of a view's streams, by the names of these.
 *
 * @category Streams
 */
export interface Streams {
  /** The one of this name; it throws where `stream()` has not begun it. */
  readonly [name: string]: StreamContainer;
}

/** Attributes that are a container's. */
const CONTAINER = /^dj-stream(?:[.:]scroll)?$/;

class Container implements StreamContainer {
  readonly #stream: Stream;
  readonly #bound: () => void;

  constructor(stream: Stream, bound: () => void) {
    this.#stream = stream;
    this.#bound = bound;
  }

  get name(): string {
    return this.#stream.name;
  }

  [BOUND]({ attribute, tag }: BoundElement): BoundAttributes {
    if (!CONTAINER.test(attribute)) {
      throw new TypeError(
        `Cannot bind the stream "${this.name}" in ${attribute} of <${tag}>: write dj-stream`,
      );
    }
    this.#bound();
    return { [attribute]: this.name };
  }

  [PAINTED](element: BoundElement): string {
    return this.#stream.paint(element);
  }
}

/** The containers of the streams that are found so; `bound` is told of each in a template. */
export function containers(
  find: (name: string) => Stream,
  bound: (stream: Stream) => void,
): Streams {
  return new Proxy({}, {
    get(_, name) {
      if (typeof name !== "string") return undefined;
      const stream = find(name);
      return new Container(stream, () => bound(stream));
    },
  });
}
