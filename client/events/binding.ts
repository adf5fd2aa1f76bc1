/** A `dj-<event>` attribute, taken apart. */

/** What an attribute's name says. */
export interface Binding {
  readonly attribute: string;
  /** The attribute without `dj-`, exactly as it is painted. */
  readonly on: string;
  readonly type: string;
  /** Modifiers and keys. */
  readonly words: readonly string[];
  /** Those of them that are keys. */
  readonly keys: readonly string[];
  /** Where the event is listened for: `outside` and `document` are one. */
  readonly place: "region" | "document" | "window";
  readonly passive: boolean;
}

const FLAGS = /^(?:prevent|stop|self|once|capture|passive|outside|document|window)$/;

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
    keys: words.filter((word) => !FLAGS.test(word)),
    place: words.includes("window")
      ? "window"
      : words.includes("outside") || words.includes("document")
      ? "document"
      : "region",
    // Otherwise a page could not scroll before a handler has run.
    passive: words.includes("passive") ||
      (/^(?:wheel|touch)/.test(type) && !words.includes("prevent")),
  };
}
