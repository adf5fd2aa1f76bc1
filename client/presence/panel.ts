/** Panel of a page: what people use and hear beside the cursors, in one place above the page. */

import type { OwnPage } from "../channels/mod.ts";
import { createElement } from "../platform/mod.ts";
import { layerOf, raise } from "./layer.ts";

const STYLE = `:host{font:500 14px/1.5 system-ui,sans-serif}
p{position:absolute;clip-path:inset(50%)}
input,button{pointer-events:auto;font:inherit;color:#111;background:#fff;border:2px solid #334155;border-radius:8px;padding:2px 10px}
input{position:absolute;width:220px;max-width:calc(100% - 24px);box-sizing:border-box}
div{position:absolute;left:50%;top:8px;translate:-50%;display:flex;gap:8px;align-items:center;max-width:90%;padding:4px 10px;border-radius:8px;color:#fff;background:#334155}
:focus-visible{outline:3px solid #0ea5e9;outline-offset:2px}`;

/** How long what is to be announced is gathered. */
const GATHER = 1_000;

/** What is above one page for everybody to use. */
export class Panel {
  readonly #page: OwnPage;
  readonly #root: ShadowRoot;
  #region: HTMLElement | undefined;
  /** By whom: their latest word counts. */
  readonly #news = new Map<string, string>();
  #stopNews: (() => void) | undefined;

  constructor(page: OwnPage) {
    this.#page = page;
    this.#root = layerOf(page.window, "djust-together", STYLE);
  }

  /** A new element, in the panel unless it has another place. */
  add<Name extends "input" | "button" | "div" | "p">(
    name: Name,
    place: ParentNode = this.#root,
  ): HTMLElementTagNameMap[Name] {
    raise(this.#root);
    const element = createElement(this.#page.window.document, name);
    place.append(element);
    return element as HTMLElementTagNameMap[Name];
  }

  /** Announces what somebody did, politely, with what others did meanwhile. */
  announce(name: string, text: string): void {
    const region = this.#region ??= this.add("p");
    region.setAttribute("aria-live", "polite");
    this.#news.set(name, text);
    this.#stopNews?.();
    this.#stopNews = this.#page.clock.after(GATHER, () => {
      region.textContent = [...this.#news].map(([name, text]) => `${name}: ${text}`).join("; ");
      this.#news.clear();
    });
  }

  /** A bar with words and buttons, in somebody's color; what takes it away. */
  bar(text: string, color: string, buttons: Readonly<Record<string, () => void>>): () => void {
    const bar = this.add("div");
    bar.setAttribute("role", "status");
    bar.textContent = text;
    // Of a background an address would be asked for.
    bar.style.backgroundColor = color;
    for (const [name, run] of Object.entries(buttons)) {
      const button = this.add("button", bar);
      button.type = "button";
      button.textContent = name;
      button.onclick = run;
    }
    return () => bar.remove();
  }

  /** Takes it out of the page. */
  end(): void {
    this.#stopNews?.();
    this.#root.host.remove();
  }
}
