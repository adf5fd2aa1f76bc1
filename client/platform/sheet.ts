/** Style sheets of the client's own, which a strict policy allows as it would no style element. */

import type { Page } from "./clock.ts";
import { adoptedStyleSheets } from "./dom.ts";

/** Adds these rules to a page. */
export function adopt(window: Page, rules: string): void {
  const sheet = new window.CSSStyleSheet();
  sheet.replaceSync(rules);
  adoptedStyleSheets(window.document).push(sheet);
}
