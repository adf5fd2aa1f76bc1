/** Quiet of a visitor: whether they show their cursor and see those of others, kept in the browser. */

import type { Page } from "../platform/mod.ts";

const KEY = "djust:cursors";

/** What a visitor chose. */
export interface Quiet {
  isHidden: boolean;
  hidesOthers: boolean;
}

/** What was chosen the last time. Storage may be forbidden, and hold anything. */
export function readQuiet(window: Page): Quiet {
  try {
    const text = window.localStorage.getItem(KEY) ?? "";
    return { isHidden: text.includes("me"), hidesOthers: text.includes("others") };
  } catch {
    return { isHidden: false, hidesOthers: false };
  }
}

/** Keeps it for the next time, where that can be. */
export function writeQuiet(window: Page, { isHidden, hidesOthers }: Quiet): void {
  try {
    window.localStorage.setItem(KEY, `${isHidden ? "me " : ""}${hidesOthers ? "others" : ""}`);
  } catch { /* It holds for this page. */ }
}
