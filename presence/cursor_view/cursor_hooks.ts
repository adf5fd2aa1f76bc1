/** Hooks of a view with cursors: members that it may have, which `live()` checks. */

import { byteLength } from "../../protocol/mod.ts";
import { checkMembers, checkOptions } from "../view/mod.ts";
import type { JsonObject } from "../roster/mod.ts";
import { type CursorOptions, MOST_REACTIONS } from "../cursors/mod.ts";

/** The most bytes of a reaction. */
const BYTES = 32;

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

/** Their names, each with what it is to be. */
const HOOKS: { readonly [Name in keyof CursorHooks]-?: string } = {
  cursors: "object",
  handleCursorMove: "function",
};

const OPTIONS: { readonly [Name in keyof CursorOptions]-?: string } = {
  chat: "boolean",
  // Or a list.
  reactions: "",
  laser: "boolean",
  follow: "boolean",
  locations: "boolean",
};

/** The names of the members that cursors read. */
export const CURSOR_HOOK_NAMES: readonly string[] = Object.keys(HOOKS);

/** Throws where a member of a view is of no type that cursors can read. */
export function checkCursorHooks(view: object): void {
  const { name } = view.constructor;
  checkMembers(view, `"${name}"`, HOOKS);
  const { cursors } = view as CursorHooks;
  checkOptions(cursors, `cursors of "${name}"`, OPTIONS);
  const reactions: unknown = cursors?.reactions;
  if (reactions === undefined || typeof reactions === "boolean") return;
  const isList = Array.isArray(reactions) && reactions.length <= MOST_REACTIONS &&
    reactions.every((one) => typeof one === "string" && one !== "" && byteLength(one) <= BYTES);
  if (isList) return;
  throw new TypeError(
    `Cannot read reactions in cursors of "${name}": give true, or a list like ["👍", "🎉"] of at most ` +
      `${MOST_REACTIONS} texts of ${BYTES} bytes`,
  );
}
