/** Options of streams: what a view says of one, and of one thing that goes into it. */

import type { Child } from "../vdom/mod.ts";

/** Where a row goes: to an end, or before the one that has this place, from 0 up. */
export type StreamPlace = "append" | "prepend" | number;

/**
 * How a stream shows its items.
 *
 * @category Streams
 */
export interface StreamOptions<Item> {
  /**
   * What tells an item from the others: a text or a number. Default: its `id`; texts and numbers are
   * told apart by the order in which they came.
   */
  readonly key?: (item: Item) => string | number;
  /** The row of an item: a template of one element. A text or a number is a row by itself. */
  readonly row?: (item: Item) => Child;
  /** How many rows the page has at most: what comes at one end lets go at the other. */
  readonly limit?: number;
  /** Where items go that say nothing themselves; `"append"` by default. */
  readonly at?: "append" | "prepend";
}

/**
 * Where one item goes.
 *
 * @category Streams
 */
export interface InsertOptions {
  /** At an end, or before the row that has this place, from 0 up. Default: as the stream says. */
  readonly at?: "append" | "prepend" | number;
  /** From now on the page has at most so many rows. */
  readonly limit?: number;
}

/**
 * What becomes of the text that was there.
 *
 * @category Streams
 */
export interface TextOptions {
  /** `"append"` by default. */
  readonly mode?: "append" | "prepend" | "replace";
}

/**
 * What `handleInfo` is given when a page could not be sent all of a stream: it is empty there now.
 *
 * @category Streams
 */
export interface StreamLost {
  /** Tells it from other messages. */
  readonly type: "stream";
  /** The stream. */
  readonly name: string;
  /** Says what happened. */
  readonly lost: true;
}

/**
 * What `handleInfo` is given when the async iterable that feeds a stream has failed: the rows stay,
 * and nothing more comes. `stream()` begins it anew.
 *
 * @category Streams
 */
export interface StreamFailed {
  /** Tells it from other messages. */
  readonly type: "stream";
  /** The stream. */
  readonly name: string;
  /** Says what happened. */
  readonly failed: true;
  /** What was thrown. The log has it, too. */
  readonly error: unknown;
}

const OPTIONS: ReadonlySet<string> = new Set<keyof StreamOptions<unknown>>([
  ...["key", "row", "limit", "at"] as const,
]);

/** Options that are some, or an error that says how to mend them. */
export function checkedOptions(
  options: StreamOptions<unknown>,
  name: string,
): StreamOptions<unknown> {
  for (const [option, value] of Object.entries(options)) {
    if (!OPTIONS.has(option)) {
      throw new TypeError(
        `Cannot stream "${name}": "${option}" is no option; known are ${[...OPTIONS].join(", ")}`,
      );
    }
    const isFunction = option === "key" || option === "row";
    if (isFunction && value !== undefined && typeof value !== "function") {
      throw new TypeError(
        `Cannot stream "${name}": "${option}" is ${shown(value)}; write a function, as in ` +
          (option === "key" ? "(item) => item.id" : "(item) => html`<li>…</li>`"),
      );
    }
  }
  return options;
}

/** What a row function gave, where that is something. */
export function checkedRow(row: unknown, name: string): unknown {
  if (row !== undefined && row !== null && typeof row !== "boolean") return row;
  throw new TypeError(
    `Cannot stream a row into "${name}": its row() gave ${row}; let it return ` +
      "html`<li>…</li>`, and leave out the items that have none",
  );
}

/** A place that makes sense, or an error that says how to mend it. */
export function checkedPlace(place: unknown, member: string, name: string): StreamPlace {
  const isPlace = place === "append" || place === "prepend" ||
    (Number.isSafeInteger(place) && place as number >= 0);
  if (isPlace) return place as StreamPlace;
  throw new RangeError(
    `Cannot ${member} "${name}" at ${
      shown(place)
    }: write "append", "prepend", or a place from 0 up`,
  );
}

/** Refuses what is no end, with how to mend it. */
export function checkEnd(at: unknown, name: string): void {
  if (at === undefined || typeof checkedPlace(at, "stream", name) !== "number") return;
  throw new RangeError(
    `Cannot stream "${name}" at ${shown(at)}: items come at an end; ` +
      `write "append" or "prepend", or give streamInsert() a place`,
  );
}

/** A limit that makes sense; 0 for none. */
export function checkedLimit(limit: unknown, name: string): number {
  if (limit === undefined) return 0;
  if (Number.isSafeInteger(limit) && limit as number > 0) return limit as number;
  throw new RangeError(
    `Cannot limit the stream "${name}" to ${shown(limit)}: write how many rows, from 1 up`,
  );
}

/** A value in an error. Of a promise nobody hears any more: what it comes to would end the process. */
export function shown(value: unknown): string {
  if (value instanceof Promise) {
    value.catch(() => {});
    return "a promise";
  }
  try {
    return typeof value === "string" ? JSON.stringify(value.slice(0, 60)) : String(value);
  } catch {
    // One without a prototype, or with a toString() of its own.
    return "an object";
  }
}
