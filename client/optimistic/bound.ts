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

/** A cache of what stands in pages. */
const BOUND = new WeakMap<EventView, Set<Bound>>();

/** A bound element comes. */
export function bind(one: Bound): void {
  BOUND.set(one.view, (BOUND.get(one.view) ?? new Set()).add(one));
}

/** It goes. */
export function unbind(one: Bound): void {
  BOUND.get(one.view)?.delete(one);
}

/** Those that show a field. */
export function boundTo(view: EventView, field: string): Bound[] {
  return [...BOUND.get(view) ?? []].filter(({ value }) => value.trim() === field);
}
