/** Presets: the served style sheet of transitions and pending changes, adopted once by a page that has any. */

import { adopt, guarded, type Page, report, SERVED } from "../platform/mod.ts";

/** Any hash will do: the server gives the current one. */
const FILE = "transitions.0.css";

/** Marks documents that have it: more than one module may ask. */
const ADOPTED = Symbol.for("djust.transitions");

/** Fetches it; a strict policy allows that, as it would no style element. */
export const adoptPresets: (window: Page) => void = guarded((window) => {
  const document: Document & { [ADOPTED]?: boolean } = window.document;
  // A DOM library draws nothing.
  if (!SERVED || document[ADOPTED]) return;
  document[ADOPTED] = true;
  fetch(new URL(FILE, import.meta.url)).then((answer) => answer.text())
    .then((text) => adopt(window, text)).catch(report);
});
