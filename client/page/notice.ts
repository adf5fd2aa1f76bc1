/** What the visitor sees of the line: a small notice, styled so that any rule of the page's wins. */

import {
  adoptedStyleSheets,
  body,
  createElement,
  getAttribute,
  type Page,
  setAttribute,
} from "../platform/mod.ts";

const TEXTS: Record<string, string> = {
  offline: "Connection lost. Reconnecting…",
  reload: "This page is out of date.",
  reloadButton: "Reload",
};

const CSS =
  ":where(.dj-notice){position:fixed;inset:auto 1rem 1rem auto;z-index:9999;padding:.5rem 1rem;" +
  "border-radius:.5rem;background:#222;color:#fff;font:1rem system-ui}:where(.dj-notice[hidden]){display:none}";

/** The notice of one page. */
export class Notice {
  readonly #window: Page;
  readonly #texts: Record<string, string>;
  #element: HTMLElement | undefined;

  constructor(window: Page) {
    this.#window = window;
    const root = body(window.document).querySelector("[data-messages]");
    this.#texts = { ...TEXTS, ...JSON.parse(root && getAttribute(root, "data-messages") || "{}") };
  }

  /** Shows a text; with a button where there is something to do. */
  show(name: "offline" | "reload", act?: () => void): void {
    const { document } = this.#window;
    const element = this.#element ??= this.#make();
    // The body may have been emptied since.
    body(document).append(element);
    element.hidden = false;
    element.textContent = this.#texts[name] ?? "";
    if (!act) return;
    const button = createElement(document, "button");
    button.textContent = this.#texts[name + "Button"] ?? "";
    button.onclick = act;
    element.append(" ", button);
  }

  hide(): void {
    if (this.#element) this.#element.hidden = true;
  }

  #make(): HTMLElement {
    const { document, CSSStyleSheet } = this.#window;
    if (CSSStyleSheet && adoptedStyleSheets(document)) {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(CSS);
      adoptedStyleSheets(document).push(sheet);
    }
    const element = createElement(document, "div");
    element.className = "dj-notice";
    setAttribute(element, "role", "status");
    return element;
  }
}
