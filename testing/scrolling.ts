/** Scrolling in a page without places: what is in sight there is what a test scrolls to. */

import type { Document, Element } from "./dom.ts";

/** What an observer is told of an element. */
interface Entry {
  readonly target: Element;
  readonly isIntersecting: boolean;
}

type Tell = (entries: readonly Entry[]) => void;

/** The observers of a page. One that is let go observes nothing, and goes with what it stood for. */
const observers = new WeakMap<Document, Set<ScrollObserver>>();

/** Takes the place of `IntersectionObserver`: nothing is in sight before somebody scrolls there. */
class ScrollObserver {
  readonly #tell: Tell;
  readonly #seen = new Map<Element, boolean>();

  /** Tells this function. */
  constructor(tell: Tell) {
    this.#tell = tell;
  }

  observe(target: Element): void {
    const all = observers.get(target.ownerDocument) ?? new Set();
    observers.set(target.ownerDocument, all.add(this));
    if (!this.#seen.has(target)) this.#seen.set(target, false);
  }

  unobserve(target: Element): void {
    this.#seen.delete(target);
  }

  disconnect(): void {
    this.#seen.clear();
  }

  /** Whether it looks at this element; hears of a change. */
  hear(target: Element, isIntersecting: boolean): boolean {
    const before = this.#seen.get(target);
    if (before === undefined) return false;
    this.#seen.set(target, isIntersecting);
    if (before !== isIntersecting) this.#tell([{ target, isIntersecting }]);
    return true;
  }
}

/** What a window has for it. */
export const scrolling: { readonly IntersectionObserver: new (tell: Tell) => unknown } = {
  IntersectionObserver: ScrollObserver,
};

/** An element comes into sight, or goes out of it; false where nobody waits for that. */
export function scroll(element: Element, isSeen: boolean): boolean {
  const all = [...observers.get(element.ownerDocument) ?? []];
  return all.filter((observer) => observer.hear(element, isSeen)).length > 0;
}
