/** Presets of transitions: the served style sheet, adopted once by a page that has a transition. */

import { adoptedStyleSheets, guarded, type Page, report, SERVED } from "../platform/mod.ts";

/** Any hash will do: the server gives the current one. */
const FILE = "transitions.0.css";

/** Fetches it; a strict policy allows that, as it would no style element. */
export const adoptPresets: (window: Page) => void = guarded((window) => {
  const { document } = window;
  // A DOM library draws nothing.
  if (!SERVED) return;
  fetch(new URL(FILE, import.meta.url)).then((answer) => answer.text()).then((text) => {
    const sheet = new window.CSSStyleSheet();
    sheet.replaceSync(text);
    adoptedStyleSheets(document).push(sheet);
  }).catch(report);
});
