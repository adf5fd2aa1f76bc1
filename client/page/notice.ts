/** The notice: what the visitor sees of the line, in a shadow root that no rule of the page's reaches. */

import {
  addEventListener,
  body,
  createElement,
  guarded,
  isConnected,
  matches,
  messagesOf,
  type Page,
  setAttribute,
} from "../platform/mod.ts";
import type { LiveHost } from "./live_host.ts";

const WORDS: Record<string, string> = {
  offline: "Connection lost. Reconnecting…",
  reload: "This page is out of date.",
  reloadButton: "Reload",
  online: "The connection is back.",
};

/**
 * The host is nothing to look at, whatever the page says of it. What stands in it is restyled by
 * `::part(notice)`, whose rules win over these.
 */
const CSS = ":host{all:initial!important;display:contents!important}" +
  ".dj-notice{position:fixed;inset:var(--djust-notice-inset,auto 1rem 1rem auto);" +
  "z-index:9999;padding:.5rem 1rem;border-radius:.5rem;" +
  "background:var(--djust-notice-background,#222);color:var(--djust-notice-color,#fff);" +
  "font:var(--djust-notice-font,1rem system-ui)}button{font:inherit}" +
  "p{position:fixed;clip-path:inset(50%)}";

/** The notice of one page. */
export class Notice {
  readonly #window: Page;
  readonly #words: Record<string, string | undefined>;
  readonly #host: HTMLElement;
  readonly #box: HTMLElement;
  /** What is read out: it stands in the page before there is something to say. */
  readonly #said: HTMLElement;
  /** Whether nothing but loading the page anew helps. */
  #isFinal = false;

  constructor({ window, line }: Pick<LiveHost, "window" | "line">) {
    const { document, CSSStyleSheet } = this.#window = window;
    this.#words = { ...WORDS, ...messagesOf(document) };
    const host = this.#host = createElement(document, "djust-notice");
    const box = this.#box = createElement(document, "div");
    box.className = "dj-notice";
    box.hidden = true;
    setAttribute(box, "part", "notice");
    const said = this.#said = createElement(document, "p");
    setAttribute(said, "role", "status");
    const root = host.attachShadow({ mode: "open" });
    if (CSSStyleSheet && root.adoptedStyleSheets) {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(CSS);
      root.adoptedStyleSheets = [sheet];
    }
    root.append(box, said);
    // Some time before it is said that the line is lost.
    addEventListener(document, "djust:disconnected", guarded(() => this.#stand()));
    // A socket would find out in a quarter of a minute; and what is lost will not be back at once.
    addEventListener(
      window,
      "offline",
      guarded(() => {
        if (line.isOpen) line.renew();
        const isLost = matches(body(document), ".dj-disconnected");
        if (isLost && !this.#isFinal) this.show("offline");
      }),
    );
  }

  /** Takes its place in the page, from which it can be read out. */
  #stand(): void {
    // The body may have been emptied since.
    if (!isConnected(this.#host)) body(this.#window.document).append(this.#host);
  }

  /** Shows a text; with a button where there is something to do. */
  show(name: "offline" | "reload", act?: () => void): void {
    const { document } = this.#window;
    const box = this.#box;
    this.#stand();
    box.hidden = false;
    this.#said.textContent = box.textContent = this.#words[name] ?? "";
    this.#isFinal = !!act;
    if (!act) return;
    const button = createElement(document, "button");
    button.textContent = this.#words[name + "Button"] ?? "";
    button.onclick = act;
    box.append(" ", button);
  }

  hide(): void {
    if (!this.#box.hidden) this.#said.textContent = this.#words.online ?? "";
    this.#box.hidden = true;
  }
}
