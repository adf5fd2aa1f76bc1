/** A flash of the page's own: for what the server cannot say, since it does not know what was shown. */

import type { EventView } from "../events/mod.ts";
import { createElement, messagesOf, setAttribute } from "../platform/mod.ts";

/** How long it stays. */
const TIME = 6_000;

/** What the page says, where the app has no words of its own. */
const WORDS = { undone: "That did not work. It was taken back." };

type Surroundings = Pick<EventView, "regions" | "window" | "clock" | "lodge">;

/** The page's flash in one view, one at a time: an error, which a screen reader reads at once. */
export function flashIn(view: Surroundings): (word: keyof typeof WORDS) => void {
  const { regions: [, region], window, clock, lodge } = view;
  let end = (): void => {};
  return (word) => {
    end();
    if (!region) return;
    const words: Record<string, string | undefined> = { ...WORDS, ...messagesOf(window.document) };
    const message = createElement(window.document, "p");
    message.className = "djust-flash djust-flash-error";
    setAttribute(message, "role", "alert");
    message.textContent = words[word] ?? null;
    const takeOut = lodge(message, region, null);
    const stop = clock.after(TIME, () => end());
    end = () => {
      stop();
      takeOut();
      end = () => {};
    };
  };
}
