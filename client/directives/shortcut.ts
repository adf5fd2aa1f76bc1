/** `dj-shortcut`: keys that are heard anywhere in the page but in fields. */

import { dataOf } from "../events/mod.ts";
import { isControl } from "../forms/mod.ts";
import { guarded, listen, nodeType } from "../platform/mod.ts";
import type { Directive, Directives } from "./directive.ts";

const NAMES: Record<string, string> = { space: " ", esc: "escape", plus: "+" };

const isField = (element: EventTarget | undefined): boolean =>
  !!element && nodeType(element as Node) === 1 &&
  (isControl(element as Element) ||
    (element as HTMLElement).isContentEditable);

/** Whether exactly these keys are pressed: `mod+shift+k`. */
function isPressed(chord: string, event: KeyboardEvent): boolean {
  const isMac = /^(?:mac|ip)/i.test((event.view as Window).navigator.platform);
  const words = chord.toLowerCase().replace("mod", isMac ? "meta" : "ctrl").split("+");
  const wanted = words.pop() ?? "";
  const key = NAMES[wanted] ?? wanted;
  const isHeld = (name: "ctrl" | "alt" | "meta" | "shift"): boolean =>
    event[`${name}Key`] === words.includes(name);
  // A sign like `?` needs it on some keyboards, and not on others.
  const isShifted = isHeld("shift") ||
    (words.every((word) => word !== "shift") && /^[^a-z]$/.test(key));
  const told = event.key.toLowerCase();
  return isHeld("ctrl") && isHeld("alt") && isHeld("meta") && isShifted &&
    // Where letters are others, the place on the keyboard tells.
    (told === key || told === "arrow" + key ||
      (/[^ -~]/.test(told) && event.code.toLowerCase() === "key" + key));
}

const shortcut: Directive<() => void> = {
  kind: "event",
  module: "moments",
  mounted({ element, value, words, view, emit, pushEvent }) {
    const all = words[0]
      ? [words.join("+").replace(/-(?=\d)/, "+")]
      : value.split(/\s+/).filter(Boolean);
    const hear = guarded((event: Event): void => {
      const pressed = event as KeyboardEvent;
      // Browsers that fill in a form send keys without a name.
      if (!pressed.key || pressed.repeat || pressed.isComposing || event.defaultPrevented) return;
      if (isField(event.composedPath()[0])) return;
      for (const one of all) {
        const [, chord = "", name] = /^(.[^:]*)(?::(.+))?$/.exec(one) ?? [];
        if (!isPressed(chord, pressed)) continue;
        event.preventDefault();
        if (words[0]) emit();
        else if (name) void pushEvent(name, dataOf(element));
        else if (isField(element)) element.focus();
        else element.click();
        return;
      }
    });
    return listen(view.window.document, "keydown", hear);
  },
  removed: (end) => end(),
};

/** What this module brings. */
export const directives = { shortcut } satisfies Directives;
