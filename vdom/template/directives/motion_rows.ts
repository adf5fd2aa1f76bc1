/** Rows of what a page does by itself: how elements come, go and move, and commands. */

import type { DirectiveSection } from "./row.ts";

/** One or several classes. */
const CLASSES = /\S/;

/** Transitions, and the mark of commands. */
export const MOTION: DirectiveSection = {
  heading: "Motion and commands",
  words: "How elements come, go and move; see [commands](commands.md).",
  rows: [
    {
      name: "transition",
      value: '`"fade"`, `"slide-up"`, `"slide-down"`, `"scale"`, or a name of your own',
      accepts: /^\s*(?:[A-Za-z_][\w-]*\s*)?$/,
      modifiers: { move: "the element glides where its place among the others is another" },
      words: "How the element comes with a patch, and goes with one: by the classes " +
        "`<name>-enter-from`, `-enter-to`, `-leave-from` and `-leave-to`.",
      example: "/commands",
    },
    {
      name: "transition-enter",
      value: "classes",
      accepts: CLASSES,
      words: "The classes that the element comes with, in place of those of a name.",
      example: "/commands",
    },
    {
      name: "transition-enter-to",
      value: "classes",
      accepts: CLASSES,
      words: "The classes that it goes over to, until it has come.",
      example: "/commands",
    },
    {
      name: "transition-leave",
      value: "classes",
      accepts: CLASSES,
      words: "The classes that the element begins to go with.",
      example: "/commands",
    },
    {
      name: "transition-leave-to",
      value: "classes",
      accepts: CLASSES,
      words: "The classes that it goes over to, until it is gone.",
      example: "/commands",
    },
    {
      name: "js",
      value: "nothing that one writes",
      words: "Painted beside an event that holds commands, as `dj-js.click` beside `dj-click`: " +
        "what it stands beside is run, and no text can make it.",
      example: "",
    },
  ],
};
