/** A `dj-<event>` attribute, taken apart. */

/** What an attribute's name says. */
export interface Binding {
  readonly attribute: string;
  /** The attribute without `dj-`, exactly as it is painted. */
  readonly on: string;
  readonly type: string;
  /** Modifiers and keys. */
  readonly words: readonly string[];
  /** Where the event is listened for: `outside` and `document` are one. */
  readonly place: "region" | "document" | "window";
  readonly passive: boolean;
}

const FLAGS = /^(?:prevent|stop|self|once|capture|passive|outside|document|window)$/;
const KEYS: Record<string, string> = { space: " ", esc: "escape" };

/** Reads `dj-keydown.ctrl.s`, or `dj-keydown:ctrl-s` as JSX spells it. */
export function bindingOf(attribute: string): Binding {
  const on = attribute.slice(3);
  const [type = "", ...rest] = on.split(/[.:]/);
  const words = on.includes(":") ? rest.join("-").split("-") : rest;
  return {
    attribute,
    on,
    type,
    words,
    place: words.includes("window")
      ? "window"
      : words.some((word) => /^(?:outside|document)$/.test(word))
      ? "document"
      : "region",
    // Otherwise a page could not scroll before a handler has run.
    passive: words.includes("passive") ||
      (/^(?:wheel|touch)/.test(type) && !words.includes("prevent")),
  };
}

/** Whether the keys of an event are those the modifiers name. */
export function hasKeys(words: readonly string[], event: Event): boolean {
  return words.every((word) => {
    if (FLAGS.test(word)) return true;
    const held = (event as unknown as Record<string, unknown>)[word + "Key"];
    if (typeof held === "boolean") return held;
    if (!event.type.startsWith("key")) return true;
    // Browsers that fill in a form send keys without a name: those are nobody's.
    const key = (event as KeyboardEvent).key?.toLowerCase();
    return key === (KEYS[word] ?? word) || key === "arrow" + word;
  });
}
