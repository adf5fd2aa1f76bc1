/** Rows of what is asked before an event, and shown while it is on its way. */

import type { DirectiveSection } from "./row.ts";

/** Each follows events that others send. */
export const FEEDBACK: DirectiveSection = {
  heading: "While an event is on its way",
  words: "All of it is taken back when the event is answered, whatever the answer is, see " +
    "[feedback](feedback.md).",
  rows: [
    {
      name: "confirm",
      value: '`"Delete it?"`',
      words:
        "Asks before an event goes; a no leaves everything as it was. `djust.confirm` may be a " +
        "dialog of your own.",
      example: "/feedback",
    },
    {
      name: "lock",
      value: "",
      words: "The element's handler is not called again before it is answered.",
      example: "/feedback",
    },
    {
      name: "loading",
      value: '`"handler other"` alone or behind `.for`, else as the words below say',
      takes: {
        ...{ class: /\S/, for: /\S/, delay: /^\d*$/ },
        ...{ disable: /^$/, show: /^$/, hide: /^$/, remove: /^$/ },
      },
      follows: ["", "for"],
      modifiers: {
        class: "these classes",
        disable: "disabled; of a form its buttons",
        text: "this text in place of its own, or that of `data-loading-text`",
        show: "shown, and else hidden",
        hide: "hidden",
        remove: "the same as `hide`",
        for: "follows the events of these handlers, in all of the view",
        delay: "only after so many milliseconds, 200 where none are given",
      },
      words:
        "The class `loading` and `aria-busy` while its own event is on its way; of an element " +
        "without a handler, any of its view.",
      example: "/feedback",
    },
    {
      name: "disable-with",
      value: '`"Saving…"`',
      accepts: /\S/,
      words:
        "Disabled, with this text: a button while its form is submitted, or its own event is on " +
        "its way.",
      example: "/feedback",
    },
    {
      name: "target",
      value: '`"#results"`, or nothing: the element itself',
      words:
        "What events of the element, or of those in it, are about: that is busy, and handlers " +
        "see it as `info.region`.",
      example: "/feedback",
    },
  ],
};
