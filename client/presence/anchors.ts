/** Anchors of a page: boxes in which places are fractions, so that all point at the same thing. */

import { CURSOR_LIMITS, type CursorMove, moveOf, PLACE } from "../../protocol/mod.ts";
import {
  closest,
  contains,
  getAttribute,
  getBoundingClientRect,
  hasAttribute,
  isConnected,
  matches,
  querySelectorAll,
  scrollLeft,
  scrollTop,
} from "../platform/mod.ts";
import type { Area } from "./arrange.ts";

const CONTAINER = "dj-cursors";
const ANCHOR = "data-dj-cursor-anchor";

/** The content of an element, as it lies in the window. */
export interface Box {
  readonly left: number;
  readonly top: number;
  /** Of all of it, or of one of its own pixels. */
  readonly width: number;
  readonly height: number;
}

/** The content's box: what is scrolled away belongs to it, a border does not. */
export function boxOf(element: Element, isInPixels = false): Box {
  const { left, top, width, height } = getBoundingClientRect(element);
  // Absent or 0 where there is no box of its own, as in SVG or a line of text.
  const { offsetWidth, clientLeft, clientTop, scrollWidth, scrollHeight } = element as HTMLElement;
  const scale = offsetWidth ? width / offsetWidth : 1;
  const isWindow = matches(element, ":root");
  const [away, up] = isWindow ? [0, 0] : [scrollLeft(element), scrollTop(element)];
  return {
    left: left + ((clientLeft || 0) - away) * scale,
    top: top + ((clientTop || 0) - up) * scale,
    width: isInPixels ? scale : scrollWidth * scale || width,
    height: isInPixels ? scale : scrollHeight * scale || height,
  };
}

/** A point of the window. */
export type Point = readonly [x: number, y: number];

/** A point of the window in the numbers of a box. */
export function pointIn({ left, top, width, height }: Box, [x, y]: Point): [x: number, y: number] {
  return [(x - left) / width, (y - top) / height];
}

/** The container of cursors in a view; undefined where it has none. */
export function containerIn(root: Element | undefined): Element | undefined {
  if (!root || hasAttribute(root, CONTAINER)) return root;
  return querySelectorAll(root, `[${CONTAINER}]`)[0];
}

/** The anchors of one container, and the places they were given on one line. */
export class Anchors {
  readonly container: Element;
  /** Names by their places, from 1 on. */
  readonly #names: string[] = [];
  readonly #found = new Map<string, Element>();
  #next = 0;
  /** Told of an anchor that is new on this line. */
  readonly #name: (place: number, anchor: string) => void;

  constructor(container: Element, name: (place: number, anchor: string) => void) {
    this.container = container;
    this.#name = name;
  }

  /** Where a point of the window is, over this element. */
  placeOf(target: Element | null, point: Point): CursorMove | undefined {
    const { container } = this;
    if (!target || !contains(container, target)) return undefined;
    const near = closest(target, `[${ANCHOR}]`);
    const id = near && contains(container, near) ? getAttribute(near, ANCHOR) : "";
    const isKnown = near && id && new TextEncoder().encode(id).length <= CURSOR_LIMITS.anchor;
    const place = isKnown ? this.#placeFor(id) : PLACE.container;
    // Of a box without an extent there is no part.
    return moveOf(place, ...pointIn(boxOf(isKnown ? near : container), point));
  }

  /** The element that another page means; undefined where this one has none. */
  find(name: string | undefined): Element | undefined {
    const { container } = this;
    if (!name) return container;
    const isMeant = (element: Element): boolean => getAttribute(element, ANCHOR) === name;
    const known = this.#found.get(name);
    if (known && isConnected(known) && isMeant(known)) return known;
    const found = [container, ...querySelectorAll(container, `[${ANCHOR}]`)].find(isMeant);
    if (found) this.#found.set(name, found);
    return found;
  }

  /** Places are given anew once all are: the oldest first. */
  #placeFor(id: string): number {
    const known = this.#names.indexOf(id);
    if (known > 0) return known;
    const place = 1 + this.#next++ % CURSOR_LIMITS.anchors;
    this.#names[place] = id;
    this.#name(place, id);
    return place;
  }
}

/** What is visible of an element in its window; all of the window where nothing is. */
export function areaOf(element: Element, { innerWidth, innerHeight }: Window): Area {
  const box = getBoundingClientRect(element);
  const left = Math.max(box.left, 0);
  const top = Math.max(box.top, 0);
  const right = Math.min(box.right, innerWidth);
  const bottom = Math.min(box.bottom, innerHeight);
  return left < right && top < bottom
    ? { left, top, right, bottom }
    : { left: 0, top: 0, right: innerWidth, bottom: innerHeight };
}
