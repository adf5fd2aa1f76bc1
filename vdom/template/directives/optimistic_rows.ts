/** Rows of directives that show what an event will do, before its answer. */

import type { DirectiveSection } from "./row.ts";

/** One item. What looks like a sum is one of the field itself: `count:cuont+1` is no text. */
const ITEM =
  /remove|class\s*:\s*!?[^\s;!]+|(?!class\s*:)([\w-]+)\s*:\s*(?:!\1|\1\s*[+-]\s*\d+|(?!\s*(?:!|\w[\w-]*\s*\+\s*\d+\s*(?:;|$)))[^;]*)/
    .source;
const OPTIMISTIC = new RegExp(`^(?:\\s*(?:${ITEM})\\s*(?:;|$)\\s*)+$`);

/** What is shown before the server has answered. */
export const OPTIMISM: DirectiveSection = {
  heading: "Before the answer",
  words: "What an event will do is shown at once, and the server's word takes its place; see " +
    "[before the answer](optimistic.md).",
  rows: [
    {
      name: "optimistic",
      value:
        '`"done:!done"`, `"count:count+1"`, `"state:sent"`, `"class:open"`, `"class:!open"`, `"remove"`',
      accepts: OPTIMISTIC,
      words:
        "Shows a change as soon as the element's event happens: a field turned over, counted or set " +
        "where `dj-bind` shows it (else at the element itself), a class, or the row gone; several " +
        "with semicolons between them. Taken back for all to see where the server says otherwise.",
      example: "/optimistic",
    },
    {
      name: "bind",
      value: '`"count"`',
      accepts: /^\s*[\w-]+\s*$/,
      modifiers: { "*": "the attribute that shows it: `dj-bind.title`, `dj-bind.aria-label`" },
      words:
        "Says that the element shows a field: as what a control shows, as the attribute or `data-` " +
        "attribute of that name, or as its text.",
      example: "/optimistic",
    },
  ],
};
