/** Overlay of a page: draws cursors above it, for eyes only, and takes no pointer. */

import {
  createElement,
  documentElement,
  getBoundingClientRect,
  insertBefore,
  type Page,
  remove,
  setAttribute,
} from "../platform/mod.ts";
import { type Area, arrange, type Label, nearest, spotAt } from "./arrange.ts";

const STYLE = `
:host{all:initial;position:fixed;inset:0;z-index:2147483647;pointer-events:none;contain:strict}
i{position:absolute;left:0;top:0;font:500 12px/1.5 system-ui,sans-serif;color:#fff;will-change:transform;transition:opacity .3s}
i.out{opacity:0}
b{position:absolute;width:14px;height:20px;background-color:var(--c);clip-path:polygon(0 0,0 85%,28% 64%,48% 100%,66% 92%,47% 58%,82% 58%)}
i.far b{width:12px;height:12px;margin:-6px;clip-path:polygon(0 12%,100% 50%,0 88%)}
i.laser b{width:10px;height:10px;margin:-5px;border-radius:50%;clip-path:none;box-shadow:0 0 10px 3px var(--c)}
span{position:absolute;left:0;top:0;padding:0 7px;border-radius:9px;background-color:var(--c);white-space:nowrap;max-width:180px;overflow:hidden;text-overflow:ellipsis}
i.dark{color:#111}
u{position:absolute;left:-14px;top:-14px;font:28px/1 system-ui,sans-serif;text-decoration:none;animation:fly 1.5s ease-out both}
@keyframes fly{from{translate:0 0;opacity:1}to{translate:0 -90px;opacity:0}}
canvas{position:absolute}
@media (prefers-reduced-motion:reduce){i{transition:none}u{animation:none}}
@media print{:host{display:none}}
`;

/** What of a cursor is drawn. */
export interface Drawn {
  readonly key: number;
  readonly name: string;
  readonly color: string;
  /** Where, in pixels of the window. */
  readonly x: number;
  readonly y: number;
  readonly isLaser: boolean;
}

/** One that is drawn. */
interface Figure {
  readonly node: HTMLElement;
  readonly arrow: HTMLElement;
  readonly text: HTMLElement;
  readonly label: { -readonly [Member in keyof Label]: Label[Member] };
  name: string;
  color: string;
  transform: string;
}

/** How near to the edge who is out of sight is hinted at. */
const EDGE = 10;
/** Names that are drawn; of others there is the arrow. */
const MOST_NAMES = 20;
/** How long it takes to fade. */
const FADE = 300;

/** One page's overlay. It is in the page while there is something to draw. */
export class Overlay {
  readonly #window: Page;
  readonly #after: (ms: number, run: () => void) => void;
  readonly #figures = new Map<number, Figure>();
  #host: HTMLElement | undefined;
  #root: ShadowRoot | undefined;
  #scale = 1;

  constructor(window: Page, after: (ms: number, run: () => void) => void) {
    this.#window = window;
    this.#after = after;
  }

  /** Shows these, and no others; those within `area` where they are, others at its edge. */
  draw(shown: readonly Drawn[], areaFor: (key: number) => Area): void {
    const keys = new Set(shown.map(({ key }) => key));
    for (const [key, figure] of this.#figures) if (!keys.has(key)) this.#fade(key, figure);
    const root = this.#open(shown.length > 0);
    if (!root) return;
    // A page that is zoomed by a style zooms this, too.
    const { offsetWidth } = root.host as HTMLElement;
    this.#scale = offsetWidth ? getBoundingClientRect(root.host).width / offsetWidth : 1;
    const labels = new Map<Area, Label[]>();
    for (const [at, one] of shown.entries()) {
      const figure = this.#figureOf(one, root);
      const area = areaFor(one.key);
      this.#place(figure, one, area);
      figure.text.hidden = at >= MOST_NAMES || one.name === "";
      if (!figure.text.hidden) labels.set(area, [...labels.get(area) ?? [], figure.label]);
    }
    for (const [area, those] of labels) arrange(those, area);
    for (const { label, text } of this.#figures.values()) {
      const [left, top] = spotAt(label);
      text.style.transform = `translate(${left - label.x}px,${top - label.y}px)`;
    }
  }

  /** Takes one away at once. */
  drop(key: number): void {
    const figure = this.#figures.get(key);
    this.#figures.delete(key);
    if (figure) remove(figure.node);
  }

  /** A node above the page, for what others draw. */
  add(node: Element): void {
    const root = this.#open(true);
    if (root) insertBefore(root, node, null);
  }

  #place(figure: Figure, { x, y, isLaser }: Drawn, area: Area): void {
    const { node, arrow, label } = figure;
    const isFar = x < area.left || x > area.right || y < area.top || y > area.bottom;
    const [left, top] = isFar ? nearest(area, x, y, EDGE) : [x, y];
    label.x = left;
    label.y = top;
    node.classList.toggle("far", isFar);
    node.classList.toggle("laser", isLaser && !isFar);
    arrow.style.transform = isFar ? `rotate(${Math.atan2(y - top, x - left)}rad)` : "";
    const [own, down] = [left / this.#scale, top / this.#scale];
    const transform = `translate(${own.toFixed(2)}px,${down.toFixed(2)}px)`;
    if (transform === figure.transform) return;
    figure.transform = node.style.transform = transform;
  }

  #figureOf({ key, name, color }: Drawn, root: ShadowRoot): Figure {
    const figure = this.#figures.get(key) ?? this.#newFigure(root);
    this.#figures.set(key, figure);
    if (figure.name === name && figure.color === color) return figure;
    const { node, arrow, text, label } = figure;
    figure.name = text.textContent = name;
    figure.color = color;
    node.style.setProperty("--c", "#64748b");
    // What is no color leaves the one before.
    arrow.style.color = "";
    arrow.style.color = color;
    if (arrow.style.color) node.style.setProperty("--c", color);
    text.hidden = false;
    node.classList.toggle("dark", isLight(this.#window.getComputedStyle(text).backgroundColor));
    label.width = text.offsetWidth;
    label.height = text.offsetHeight;
    return figure;
  }

  #newFigure(root: ShadowRoot): Figure {
    const { document } = this.#window;
    const node = createElement(document, "i");
    const arrow = createElement(document, "b");
    const text = createElement(document, "span");
    for (const child of [arrow, text]) insertBefore(node, child, null);
    insertBefore(root, node, null);
    const label = { x: 0, y: 0, width: 0, height: 0, spot: 0 };
    return { node, arrow, text, label, name: "", color: "", transform: "" };
  }

  #fade(key: number, { node }: Figure): void {
    this.#figures.delete(key);
    node.classList.add("out");
    this.#after(FADE, () => remove(node));
  }

  /** Its host stands beside the body: no view paints there. */
  #open(isNeeded: boolean): ShadowRoot | undefined {
    const { document } = this.#window;
    if (this.#root?.host.isConnected || !isNeeded) return this.#root;
    const host = this.#host ??= createElement(document, "djust-cursors");
    setAttribute(host, "aria-hidden", "true");
    insertBefore(documentElement(document), host, null);
    if (this.#root || !host.attachShadow) return this.#root;
    const root = this.#root = host.attachShadow({ mode: "open" });
    const sheet = new this.#window.CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
    return root;
  }
}

/** Whether black is read better on a color than white. */
function isLight(color: string): boolean {
  const [red = 0, green = 0, blue = 0] = (color.match(/[\d.]+/g) ?? []).map(Number);
  return red * 0.299 + green * 0.587 + blue * 0.114 > 150;
}
