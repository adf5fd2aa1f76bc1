/** Hooks of a view with cursors: members that it may have, which `live()` checks. */

import type { JsonObject } from "../meta.ts";
import type { CursorOptions } from "./seat.ts";

/**
 * Where a cursor is, as a view reads it.
 *
 * @category Presence
 */
export interface CursorPosition<M = JsonObject> {
  /** From the left. */
  readonly x: number;
  /** From the top. */
  readonly y: number;
  /** Whether x and y are pixels, as somebody gave them, or from 0 to 1 of the anchor's box. */
  readonly unit: "px" | "fraction";
  /** The name of the anchor; none: the container. */
  readonly anchor?: string;
  /** What is known of whose cursor it is. */
  readonly meta: M;
}

/**
 * The members that a view with `LiveCursorMixin` may have besides those of presence. They are checked
 * by `live()`, so no `override` is due.
 *
 * @category Presence
 */
export interface CursorHooks {
  /** What pages may do with their cursors besides moving them. */
  readonly cursors?: CursorOptions;
  /** The page's own cursor moved: called with the latest place, while no handler runs. */
  readonly handleCursorMove?: (x: number, y: number) => unknown;
}
