/** Typed text, kept for the page that is loaded anew; that it is there says that this was tried. */

import { guarded, type Page } from "../platform/mod.ts";
import { retype as typeAgain, typedIn } from "./keep.ts";

/** Where it is kept in the tab. */
const STORE = "djust";

/** Types what was typed at this address before it was loaded anew. */
export function retype(window: Page, regions: readonly Element[]): void {
  const typed = keptAt(window);
  if (typed) typeAgain(regions, typed);
}

/** Loads the page anew, unless that was tried already or what was typed cannot be kept. */
export function reload(window: Page, regions: readonly Element[]): boolean {
  if (keptAt(window)) return false;
  let typed: Record<string, string> = {};
  guarded(() => typed = typedIn(regions))();
  try {
    window.sessionStorage.setItem(STORE, JSON.stringify({ path: pathOf(window), typed }));
  } catch {
    return false;
  }
  window.location.reload();
  return true;
}

/** The page is live: the next trouble may try that again. */
export function forget(window: Page): void {
  try {
    window.sessionStorage.removeItem(STORE);
  } catch {
    // Then nothing is there.
  }
}

/** Kept for its address only; undefined where it was not loaded anew. */
function keptAt(window: Page): Record<string, string> | undefined {
  try {
    const { path, typed } = JSON.parse(window.sessionStorage.getItem(STORE) ?? "{}");
    return path === pathOf(window) ? typed : undefined;
  } catch {
    // Some browsers forbid even to ask for their storage.
    return undefined;
  }
}

/** Without the hash: that is a place in the same page. */
function pathOf(window: Page): string {
  const { pathname, search } = new URL(window.location.href);
  return pathname + search;
}
