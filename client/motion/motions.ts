/** Motions: transitions by classes, and moves from place to place. All that begin together are one. */

import { isElement } from "../dom/mod.ts";
import {
  childNodes,
  classList,
  type Clock,
  getBoundingClientRect,
  guarded,
  inherited,
  localName,
  ownerDocument,
  removeAttribute,
} from "../platform/mod.ts";

/** Classes that an element begins with, and those that it goes over to. */
export type Classes = readonly [from: string, to: string];

/** A transition on its way. */
interface Passage {
  readonly element: HTMLElement;
  /** Of these, what was not there before. */
  readonly from: readonly string[];
  readonly to: readonly string[];
  /** It is over, or another one of the same element has begun. */
  readonly done: () => void;
  /** Where it stood, for what is to stay there without a place of its own. */
  readonly rect: DOMRect | undefined;
}

/** A move. */
interface Move {
  readonly element: HTMLElement;
  readonly rect: DOMRect;
}

/** How long a transition may take, and how long a move does. */
const MOST = 600;
const GLIDE: KeyframeAnimationOptions = { duration: 250, easing: "ease", composite: "add" };

/** The classes of a transition by its name. */
export function classesOf(name: string, phase: "enter" | "leave"): Classes {
  return [`${name}-${phase}-from`, `${name}-${phase}-to`];
}

/** Whether a page is to show no motion. */
export function isStill(node: Node): boolean {
  const window = ownerDocument(node)?.defaultView;
  const calm = window?.matchMedia?.("(prefers-reduced-motion: reduce)");
  return !calm || calm.matches;
}

/** Motions of one page. */
export class Motions {
  #passages: Passage[] = [];
  #moves: Move[] = [];
  readonly #ends = new WeakMap<Element, () => void>();
  readonly #glides = new WeakMap<Element, Animation>();
  #isDue = false;

  /** Shows an element go from these classes to those; one without motion is over at once. */
  pass(
    clock: Clock,
    element: HTMLElement,
    classes: Classes,
    done: () => void = () => {},
    rect?: DOMRect,
  ): void {
    this.end(element);
    if (isStill(element)) return done();
    const tokens = classList(element);
    const [from = [], to = []] = classes.map((text) =>
      text.split(/\s+/).filter((token) => token && !tokens.contains(token))
    );
    tokens.add(...from);
    let isOver = false;
    const end = guarded(() => {
      if (isOver) return;
      isOver = true;
      this.#ends.delete(element);
      tokens.remove(...from, ...to);
      // A fresh paint has no attribute with nothing in it.
      if (tokens.length === 0) removeAttribute(element, "class");
      done();
    });
    this.#ends.set(element, end);
    clock.after(MOST, end);
    this.#passages.push({ element, from, to, done: end, rect });
    this.#soon();
  }

  /** Ends what an element is doing. */
  end(element: Element): void {
    this.#ends.get(element)?.();
  }

  /** Shows an element come from where it stood. */
  move(element: HTMLElement, rect: DOMRect): void {
    this.#moves.push({ element, rect });
    this.#soon();
  }

  /** All that one message brings moves together, and is looked at once. */
  #soon(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    queueMicrotask(guarded(() => this.#begin()));
  }

  #begin(): void {
    const passages = this.#passages;
    const moves = this.#moves;
    this.#passages = [];
    this.#moves = [];
    this.#isDue = false;
    for (const { element } of moves) this.#glides.get(element)?.cancel();
    const detached = passages.flatMap(({ element, rect }) =>
      rect ? [[element, rect] as const] : []
    );
    const cells = detached.flatMap(([element]) => cellsOf(element));
    for (const [element, rect] of detached) detach(element, rect);
    for (const [cell, rect] of cells) fix(cell, rect);
    const offsets = passages.map(({ element, rect }) => rect && offsetOf(element, rect));
    const places = moves.map(({ element, rect }) => offsetOf(element, rect));
    const before = passages.map(({ element }) => element.getAnimations());
    passages.forEach(({ element, from, to }, i) => {
      const offset = offsets[i];
      if (offset) place(element, offset);
      classList(element).remove(...from);
      classList(element).add(...to);
    });
    passages.forEach(({ element, done }, i) => {
      const fresh = element.getAnimations().filter((one) => !before[i]?.includes(one));
      Promise.allSettled(fresh.map(({ finished }) => finished)).then(done);
    });
    moves.forEach(({ element }, i) => {
      const [x, y] = places[i] ?? [0, 0];
      if (!x && !y) return;
      const frames = [{ transform: `translate(${x}px,${y}px)` }, { transform: "translate(0)" }];
      this.#glides.set(element, element.animate(frames, GLIDE));
    });
  }
}

/** How far an element stands from where it stood. */
function offsetOf(element: Element, rect: DOMRect): [x: number, y: number] {
  const { left, top } = getBoundingClientRect(element);
  return [rect.left - left, rect.top - top];
}

/** The cells of a row, as large as they are: out of its table it makes them as narrow as they can be. */
function cellsOf(row: HTMLElement): [HTMLElement, DOMRect][] {
  const cells = localName(row) === "tr" ? [...childNodes(row)].filter(isElement) : [];
  return cells.map((cell) => [cell as HTMLElement, getBoundingClientRect(cell)]);
}

/** Takes an element out of the flow, so that others take its place. */
function detach(element: HTMLElement, rect: DOMRect): void {
  fix(element, rect);
  Object.assign(inherited(element, "style"), { position: "absolute", margin: 0, left: 0, top: 0 });
}

/** Keeps an element as large as it was. */
function fix(element: HTMLElement, { width, height }: DOMRect): void {
  Object.assign(inherited(element, "style"), {
    boxSizing: "border-box",
    width: `${width}px`,
    height: `${height}px`,
  });
}

function place(element: HTMLElement, [x, y]: readonly [number, number]): void {
  Object.assign(inherited(element, "style"), { left: `${x}px`, top: `${y}px` });
}
