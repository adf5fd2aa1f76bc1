/** Layer above a page: an element beside the body, where no view paints, with a style of its own. */

import {
  createElement,
  documentElement,
  insertBefore,
  isConnected,
  ownerDocument,
  type Page,
  SERVED,
} from "../platform/mod.ts";

const STYLE = ":host{all:initial;position:fixed;inset:0;z-index:2147483647;pointer-events:none}";

/** A new one; it is in the page once it is raised. */
export function layerOf(window: Page, name: string, style: string): ShadowRoot {
  const root = createElement(window.document, name).attachShadow({ mode: "open" });
  // A DOM library draws nothing.
  if (!SERVED && !window.CSSStyleSheet?.prototype.replaceSync) return root;
  const sheet = new window.CSSStyleSheet();
  sheet.replaceSync(STYLE + style);
  root.adoptedStyleSheets = [sheet];
  return root;
}

/** Puts it into the page, where it is not. */
export function raise({ host }: ShadowRoot): void {
  const document = ownerDocument(host);
  if (document && !isConnected(host)) insertBefore(documentElement(document), host, null);
}
