/** Overlay of a page: draws cursors above it, for eyes only, and takes no pointer. */

import type { OwnPage } from "../channels/mod.ts";
import { createElement, getBoundingClientRect } from "../platform/mod.ts";
import { type Area, arrange, type Label, nearest, spotAt } from "./arrange.ts";
import { layerOf, raise } from "./layer.ts";

/**
 * The color of a cursor is that of its text; what a name is filled with is black or white, whichever
 * is read better on it, or white where a browser cannot tell.
 */
const STYLE = `:host{contain:strict}
*{position:absolute;left:0;top:0}
i{font:500 12px/1.5 system-ui,sans-serif;will-change:transform;transition:opacity .3s}
.out{opacity:0}
b,span{background:currentColor}
b{width:14px;height:20px;clip-path:polygon(0 0,0 85%,28% 64%,48% 100%,66% 92%,47% 58%,82% 58%)}
.far b{width:12px;height:12px;margin:-6px;clip-path:polygon(0 12%,100% 50%,0 88%)}
.laser b{width:10px;height:10px;margin:-5px;border-radius:50%;clip-path:none;box-shadow:0 0 10px 3px}
span{padding:0 7px;border-radius:9px;white-space:nowrap;max-width:180px;overflow:hidden;text-overflow:ellipsis;-webkit-text-fill-color:#fff;-webkit-text-fill-color:lch(from currentColor calc((50 - l)*infinity) 0 0)}
@media print{:host{display:none}}`;

/** What of a cursor is drawn. */
export interface Drawn {
  readonly key: number;
  readonly name: string;
  readonly color: string;
  /** Where, in pixels of the window. */
  readonly x: number;
  readonly y: number;
  /** Where it can be seen: else it is hinted at from the edge. */
  readonly area: Area;
  readonly isLaser: boolean;
  /** Whether it has not moved for so long that it fades. */
  readonly isOut: boolean;
}

/** One that is drawn: its name lies at its point. */
interface Figure extends Label {
  readonly drawn: HTMLElement;
  readonly arrow: HTMLElement;
  readonly text: HTMLElement;
  readonly name: string;
  readonly color: string;
}

/** How near to the edge who is out of sight is hinted at. */
const EDGE = 10;
/** Names that are drawn; of others there is the arrow. */
const MOST_NAMES = 20;
/** For who has no color, or one that is none. */
export const GREY = "#64748b";

/** One page's overlay. It is in the page while there is something to draw. */
export class Overlay {
  readonly #page: OwnPage;
  readonly #figures = new Map<number, Figure>();
  readonly #root: ShadowRoot;

  constructor(page: OwnPage) {
    this.#page = page;
    this.#root = layerOf(page.window, "djust-cursors", STYLE);
    this.#root.host.setAttribute("aria-hidden", "true");
  }

  /** Shows these, and no others: they are gone at once. */
  draw(shown: readonly Drawn[]): void {
    for (const [key, { drawn }] of this.#figures) {
      if (shown.some((one) => one.key === key)) continue;
      this.#figures.delete(key);
      drawn.remove();
    }
    if (shown.length === 0) return;
    raise(this.#root);
    // A page that is zoomed by a style zooms this, too.
    const host = this.#root.host as HTMLElement;
    const scale = getBoundingClientRect(host).width / host.offsetWidth || 1;
    const figures = shown.map((one) => this.#place(one, scale));
    const named = figures.filter(({ name }, at) => name && at < MOST_NAMES);
    arrange(named);
    for (const figure of figures) {
      const { x, y, text } = figure;
      const { left, top } = spotAt(figure);
      text.hidden = !named.includes(figure);
      text.style.transform = `translate(${left - x}px,${top - y}px)`;
    }
  }

  /** A node above the page, for what others draw. */
  add(node: Element): void {
    raise(this.#root);
    this.#root.append(node);
  }

  #place(one: Drawn, scale: number): Figure {
    const { x, y, area, isOut, isLaser } = one;
    const figure = this.#figureOf(one);
    const { drawn, arrow } = figure;
    const [inX, inY] = nearest(area, x, y, 0);
    const isFar = x !== inX || y !== inY;
    const [left, top] = isFar ? nearest(area, x, y, EDGE) : [x, y];
    Object.assign(figure, { area, x: left, y: top });
    drawn.classList.toggle("far", isFar);
    drawn.classList.toggle("laser", isLaser && !isFar);
    drawn.classList.toggle("out", isOut);
    arrow.style.transform = isFar ? `rotate(${Math.atan2(y - top, x - left)}rad)` : "";
    drawn.style.transform = `translate(${left / scale}px,${top / scale}px)`;
    return figure;
  }

  /** As it was, or anew where its name or color is another. */
  #figureOf({ key, x, y, area, name, color }: Drawn): Figure {
    const known = this.#figures.get(key);
    if (known?.name === name && known.color === color) return known;
    known?.drawn.remove();
    const { document } = this.#page.window;
    const drawn = createElement(document, "i");
    const arrow = createElement(document, "b");
    const text = createElement(document, "span");
    text.textContent = name;
    drawn.style.color = GREY;
    // What is no color leaves the one before.
    drawn.style.color = color;
    drawn.append(arrow, text);
    this.#root.append(drawn);
    const spot = known?.spot ?? 0;
    const { offsetWidth: width, offsetHeight: height } = text;
    const figure = { drawn, arrow, text, name, color, x, y, area, spot, width, height };
    this.#figures.set(key, figure);
    return figure;
  }
}
