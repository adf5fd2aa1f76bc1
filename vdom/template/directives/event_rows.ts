/** Rows of what events have besides their names: modifiers, keys, paces, and moments of an element. */

import type { DirectiveSection } from "./row.ts";

/** Words behind any event, each with its meaning. */
export const MODIFIERS: Readonly<Record<string, string>> = {
  prevent: "the browser does nothing of its own",
  stop: "elements around it hear nothing",
  self: "only where it happened at the element itself, not at one inside",
  once: "the first time only, for as long as the element is there",
  capture: "on the way in: before the elements inside hear it",
  passive: "never holds scrolling up; `wheel` and `touch…` are so without it",
  outside: "heard where it happens anywhere but in the element",
  window: "heard where it happens anywhere, and what only the window hears",
  document: "heard where it happens anywhere in the document",
  ctrl: "with this key held",
  alt: "with this key held",
  shift: "with this key held",
  meta: "with this key held",
};

/** Names of keys behind an event of a key, besides single characters and `f1` to `f24`. */
export const KEYS: ReadonlySet<string> = new Set(
  ("enter escape esc tab space backspace delete insert home end pageup pagedown up down left right " +
    "arrowup arrowdown arrowleft arrowright capslock numlock scrolllock contextmenu pause " +
    "printscreen control help clear dead altgraph process unidentified os").split(" "),
);

/** One shortcut: keys that are held, the one that is pressed, and perhaps a handler. */
const SHORTCUT = `(?:(?:mod|ctrl|alt|shift|meta)\\+)*(?:[^\\s:+]|f\\d+|plus|${
  [...KEYS].join("|")
})(?::[\\w$]+)?`;
const SHORTCUTS = new RegExp(`^\\s*(?:${SHORTCUT}(?:\\s+|$))+$`, "i");

/** What events tell, and when they go. */
export const PACES: DirectiveSection = {
  heading: "Pace of events",
  words:
    "Each element and handler has one timer. An event that is not told to wait goes at once, " +
    "and what waits goes before it. What leaves within 16 ms of the first shares one message.",
  rows: [
    {
      name: "debounce",
      value: '`"300"`, `"blur"`, `"0"`',
      accepts: /^(?:\d*|blur)$/,
      words: "Waits for a silence of so many milliseconds, 300 where none are given; with `blur` " +
        "until the control is left; `0` turns the wait of text inputs off.",
      example: "/events",
    },
    {
      name: "throttle",
      value: '`"100"`',
      accepts: /^\d*$/,
      words: "At most one in so many milliseconds: the first at once, and always the last.",
      example: "/events",
    },
  ],
};

/** Moments that browsers have no event for. */
export const MOMENTS: DirectiveSection = {
  heading: "Moments",
  words: "They hold a handler, as events do, and tell `data-*` and `dj-value-*`.",
  rows: [
    {
      name: "viewport",
      value: "a handler",
      isHandler: true,
      modifiers: { leave: "when it goes out of sight" },
      words: "Runs when the element comes into sight: once for each time it does.",
      example: "/moments",
    },
    {
      name: "viewport-top",
      value: "a handler",
      isHandler: true,
      words:
        "Runs when the first child comes into sight, for lists that grow at their beginning; " +
        "what one reads stays in place when they do.",
      example: "/moments",
    },
    {
      name: "viewport-bottom",
      value: "a handler",
      isHandler: true,
      words: "Runs when the last child comes into sight, for endless lists: once, and again when " +
        "there is another last child; never while one such event is unanswered.",
      example: "/moments",
    },
    {
      name: "mounted",
      value: "a handler",
      isHandler: true,
      words: "Runs when the element is in the page and live: painted, or brought by a patch.",
      example: "/moments",
    },
    {
      name: "poll",
      value: '`"5s"`, `"5s:refresh"`, or behind a time a handler',
      accepts:
        /^\s*(?:every\+)?(?!0*(?:\.0*)?[ms])(?:\d+(?:\.\d+)?|\.\d+)(?:ms|s|m)(?::[\w$]+)?\s*$/,
      isHandler: true,
      calls: "poll",
      modifiers: {
        every: "before the time, for JSX, where no digit may follow a colon: `dj-poll:every-5s`",
        "*": "the time, as `5s` of `dj-poll.5s=${handler}`",
      },
      words: "Calls the handler again and again, `poll` where none is named: this long after the " +
        "last answer, not while the page is hidden or the line is away.",
      example: "/moments",
    },
    {
      name: "shortcut",
      value: '`"mod+k:search"`, several with spaces between, or behind keys a handler',
      accepts: SHORTCUTS,
      isHandler: true,
      modifiers: { "*": "the keys, as `mod` and `k` of `dj-shortcut.mod.k=${handler}`" },
      words:
        "Runs for keys pressed anywhere in the page but in a field; `mod` is Command on a Mac, " +
        "else Control. Without a handler it clicks its element, or gives it the focus.",
      example: "/moments",
    },
  ],
};
