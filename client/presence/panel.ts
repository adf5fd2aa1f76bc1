/** Panel of a page: what people use and hear beside the cursors, in one place above the page. */

import {
  createElement,
  documentElement,
  insertBefore,
  type Page,
  remove,
  setAttribute,
} from "../platform/mod.ts";

const STYLE = `
:host{all:initial;position:fixed;inset:0;z-index:2147483647;pointer-events:none;font:500 14px/1.5 system-ui,sans-serif}
p{position:absolute;width:1px;height:1px;margin:0;overflow:hidden;clip-path:inset(50%)}
input,button{pointer-events:auto;font:inherit;color:#111;background:#fff;border:2px solid var(--c,#334155);border-radius:8px;padding:2px 10px}
input{position:absolute;width:220px;max-width:calc(100% - 24px);box-sizing:border-box}
div{position:absolute;left:50%;top:8px;translate:-50%;display:flex;gap:8px;align-items:center;max-width:90%;padding:4px 6px 4px 14px;border-radius:12px;color:#fff;background-color:var(--c,#334155)}
:focus-visible{outline:3px solid #0ea5e9;outline-offset:2px}
`;

/** How long what is to be announced is gathered. */
const GATHER = 1_000;

/** What is above one page for everybody to use. */
export class Panel {
  readonly #window: Page;
  readonly #after: (ms: number, run: () => void) => () => void;
  #root: ShadowRoot | undefined;
  #region: HTMLElement | undefined;
  /** By whom: their latest word counts. */
  readonly #news = new Map<string, string>();
  #stopNews: (() => void) | undefined;

  constructor(window: Page, after: (ms: number, run: () => void) => () => void) {
    this.#window = window;
    this.#after = after;
  }

  /** A new element of the panel. */
  add<Name extends "input" | "button" | "div" | "p">(name: Name): HTMLElementTagNameMap[Name] {
    const element = createElement(this.#window.document, name) as HTMLElementTagNameMap[Name];
    insertBefore(this.#open(), element, null);
    return element;
  }

  /** Announces what somebody did, politely, with what others did meanwhile. */
  announce(name: string, text: string): void {
    this.#region ??= this.#live();
    this.#news.set(name, text);
    this.#stopNews?.();
    this.#stopNews = this.#after(GATHER, () => {
      const region = this.#region;
      const lines = [...this.#news].map(([name, text]) => `${name}: ${text}`);
      this.#news.clear();
      if (region) region.textContent = lines.join("; ");
    });
  }

  /** A bar with words and buttons, in somebody's color; what takes it away. */
  bar(text: string, color: string, buttons: Readonly<Record<string, () => void>>): () => void {
    const bar = this.add("div");
    setAttribute(bar, "role", "status");
    bar.textContent = text;
    bar.style.setProperty("--c", color || "#334155");
    for (const [name, run] of Object.entries(buttons)) {
      const button = createElement(this.#window.document, "button") as HTMLButtonElement;
      button.type = "button";
      button.textContent = name;
      button.addEventListener("click", run);
      insertBefore(bar, button, null);
    }
    return () => remove(bar);
  }

  /** Takes it out of the page. */
  end(): void {
    this.#stopNews?.();
    if (this.#root) remove(this.#root.host);
  }

  #live(): HTMLElement {
    const region = this.add("p");
    setAttribute(region, "aria-live", "polite");
    return region;
  }

  #open(): ShadowRoot {
    if (this.#root?.host.isConnected) return this.#root;
    const { document } = this.#window;
    const host = this.#root?.host ?? createElement(document, "djust-together");
    insertBefore(documentElement(document), host, null);
    if (this.#root) return this.#root;
    const root = this.#root = host.attachShadow({ mode: "open" });
    const sheet = new this.#window.CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
    return root;
  }
}
