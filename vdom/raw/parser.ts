/** The HTML parser, loaded when raw HTML is first met: most apps have none, and start sooner. */

import type { defaultTreeAdapter, html, parseFragment } from "parse5";

/** What is used of it. */
export interface Parser {
  readonly defaultTreeAdapter: typeof defaultTreeAdapter;
  readonly html: typeof html;
  readonly parseFragment: typeof parseFragment;
}

/** Thrown where raw HTML is met before its parser is there. Who catches it waits, and tries again. */
export class ParserPending extends Error {
  override readonly name = "ParserPending";
  /** Resolves when the parser is there. */
  readonly loaded: Promise<void>;

  /** Wait for this. */
  constructor(loaded: Promise<void>) {
    super("Cannot read raw HTML yet: its parser is being loaded; await preloadRaw() first");
    this.loaded = loaded;
  }
}

/** Loads the parser once. */
export class ParserLoader {
  readonly #load: () => Promise<Parser>;
  #parser: Parser | undefined;
  #loading: Promise<void> | undefined;

  /** Loads it so. */
  constructor(load: () => Promise<Parser>) {
    this.#load = load;
  }

  /** The parser; throws {@link ParserPending} where it is not there yet. */
  get(): Parser {
    if (this.#parser) return this.#parser;
    throw new ParserPending(this.start());
  }

  /** Begins to load it; the same promise for all who wait. */
  start(): Promise<void> {
    if (this.#loading) return this.#loading;
    const loading = this.#loading = this.#load().then(
      (parser) => void (this.#parser = parser),
      (cause: unknown) => {
        // A disk that was full may have room the next time.
        this.#loading = undefined;
        throw new Error(
          `Cannot load the HTML parser for raw(): run "deno install", or put parse5 into the image`,
          { cause },
        );
      },
    );
    // Who does not wait for it is told when it is needed.
    loading.catch(() => {});
    return loading;
  }
}

/** The one of this process: what it loads does not depend on who asks. */
export const PARSER = new ParserLoader(() => import("parse5"));

/** Loads what `raw()` needs, so that nothing has to wait for it. */
export function preloadRaw(): Promise<void> {
  return PARSER.start();
}

/** Does some work, at once where it can: where it meets raw HTML too early, once more after a wait. */
export function withParser<Result>(work: () => Result): Result | Promise<Result> {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof ParserPending)) throw error;
    return error.loaded.then(work);
  }
}
