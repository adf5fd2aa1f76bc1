/** Bound elements: those of a view that show one of its fields, by `dj-bind`. */

import type { EventView } from "../events/mod.ts";

/** An element with `dj-bind`. */
export interface Bound {
  readonly element: Element;
  readonly view: EventView;
  /** The field. */
  readonly value: string;
  /** The attribute that shows it, if one is named. */
  readonly words: readonly string[];
}

/** What stands in pages now: each leaves with its element, or with its view. */
const BOUND = new Set<Bound>();

/** A bound element comes. */
export function bind(one: Bound): void {
  BOUND.add(one);
}

/** It goes. */
export function unbind(one: Bound): void {
  BOUND.delete(one);
}

/** Those that show a field of a view. */
export function boundTo(view: EventView | undefined, field: string): Bound[] {
  return [...BOUND].filter((one) => one.view === view && one.value.trim() === field);
}
