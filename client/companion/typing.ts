/** Typing in a region: heard as it goes on, and a word that is composed is told when it has ended. */

import { dispatchEvent } from "../platform/mod.ts";
import type { CompanionHost } from "./companion_host.ts";

/** Who is told of typing. */
interface Hearers {
  /** The user changed this. */
  typed(target: Element): void;
  /** The user left this. */
  left(target: EventTarget | null): void;
}

/** Hears what is typed in a region, for as long as its events are heard. */
export function hearTyping(
  region: Element,
  { page: { window, clock }, events }: CompanionHost,
  { typed, left }: Hearers,
): void {
  // What holds a word that was not told yet, and where such a word has just ended.
  let composing: EventTarget | null = null;
  let composed: EventTarget | null = null;
  // The browser told no input after a word's end.
  const endWord = (target: EventTarget | null): void => {
    if (!target || composed !== target) return;
    dispatchEvent(target, new window.Event("input", { bubbles: true }));
  };
  events.listen(region, "input", (event) => {
    const { target, isComposing } = event as InputEvent;
    composing = isComposing ? target : null;
    composed = null;
    typed(target as Element);
  });
  // A word ends before its field is left.
  events.listen(region, "focusout", ({ target }) => {
    endWord(target);
    left(target);
  });
  // Some browsers send one more input event after it, some have sent the last one before.
  events.listen(region, "compositionend", ({ target }) => {
    if (composing !== target) return;
    composed = target;
    clock.after(0, () => endWord(target));
  });
}
