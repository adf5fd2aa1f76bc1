/** Rows of directives that act on their element, or say whose its content is. */

import type { DirectiveSection } from "./row.ts";

/** What is the client's, and how the rest is patched. */
export const ELEMENTS: DirectiveSection = {
  heading: "Elements",
  words: "What is the page's own, what is the view's, and what a page does by itself.",
  rows: [
    {
      name: "key",
      value: "a key of its own",
      words: "The key of a template in a list of templates: its row moves with it.",
      example: "/events",
    },
    {
      name: "hook",
      value: '`"Chart"`',
      accepts: /\S/,
      words: "Runs a script of yours at the element's life (`djust.hooks.Chart`).",
      example: "/whiteboard",
    },
    {
      name: "ignore",
      value: "",
      words: "The content is a script's: patched are only the element's own attributes.",
      example: "/editor",
    },
    {
      name: "ignore-attrs",
      value: '`"open"`, `"class,style"`',
      accepts: /^[\s,]*[\w:-]+(?:[\s,]+[\w:-]+)*[\s,]*$/,
      words: "These attributes are the page's once they are there: patches leave them alone.",
      example: "/moments",
    },
    {
      name: "replace",
      value: "",
      words:
        "When anything in it changes, all its content is made anew: nodes, scripts' state and " +
        "animations begin again.",
      example: "/moments",
    },
    {
      name: "force-value",
      value: "",
      words:
        "The control shows what the render says as soon as its event is answered, also while " +
        "it is edited.",
      example: "/events",
    },
    {
      name: "view",
      value: "written by `view()`",
      words: "The name of a view in this view: its element is that one's own.",
      example: "",
    },
    {
      name: "reset",
      value: "",
      words: "A form whose controls show what the render says after each submit that was handled.",
      example: "/members",
    },
    {
      name: "draft",
      value: '`""`, `"off"`',
      accepts: /^(?:off)?$/,
      words:
        "What is typed into the form is kept in the browser until the server has accepted it, " +
        "see [decorators](decorators.md#drafts); `off` leaves a form of a view with drafts out.",
      example: "/draft",
    },
    {
      name: "value-*",
      value: "anything",
      words: "A param of every event of the element: `dj-value-todo-id:int` is `todoId`, a number.",
      example: "/events",
    },
    {
      name: "virtual",
      binds: true,
      value: "`${this.rows}`, a list of `virtual()`",
      words:
        "The list has only the rows in sight; what is scrolled to is loaded, and the row that " +
        "has the focus stays, see the [guide](guide.md#long-lists).",
      example: "/virtual",
    },
    {
      name: "stream",
      binds: true,
      value: "`${this.streams.feed}`, a stream of the view",
      modifiers: {
        scroll: "stays at its end while the reader is there, within 100 pixels; also without a " +
          "stream, for what its template has",
      },
      alone: ["scroll"],
      words:
        "The container of a stream: its rows are the page's alone, and stand before what else the " +
        "template has in it, see [streams](streams.md).",
      example: "/log",
    },
    {
      name: "copy",
      value: '`"#target"`, or a handler of the event `copy`',
      isEvent: true,
      words: "A click copies the text of what the selector finds, or the value of a control; the " +
        "class `copied` is there for two seconds.",
      example: "/moments",
    },
    {
      name: "copy-feedback",
      value: '`"Copied"`',
      words: "What an element with `dj-copy` shows in place of its text after it has copied; " +
        "in `raw()` it has to stand beside it, if need be without a value.",
      example: "/moments",
    },
    {
      name: "scroll-into-view",
      value: '`""`, `"center"`, `"smooth end"`',
      accepts: /^\s*(?:(?:start|center|end|nearest|smooth|instant)\s*)*$/,
      words: "Scrolls to the element when it, or the attribute, comes into the page.",
      example: "/moments",
    },
  ],
};

/** What is seen of the line. */
export const LINE: DirectiveSection = {
  heading: "The line",
  words: "Seen or not by the line, also before the script has run and in a layout: by a style " +
    "sheet of the page, which a strict policy allows.",
  rows: [
    {
      name: "cloak",
      value: "",
      words: "Hidden until the page is live for the first time, or could not be.",
      example: "/moments",
    },
    {
      name: "connected",
      value: "",
      words: "Shown only while the page is live.",
      example: "/moments",
    },
    {
      name: "disconnected",
      value: "",
      words: "Shown only while the line is away.",
      example: "/moments",
    },
  ],
};

/** What shows the others in a room. */
export const PEOPLE: DirectiveSection = {
  heading: "People",
  words:
    "In a view with presence or cursors, see [presence](presence.md) and [cursors](cursors.md).",
  rows: [
    {
      name: "cursors",
      value: "",
      words: "Shows in this element where the others point.",
      example: "/whiteboard",
    },
    {
      name: "react",
      value: '`"🎉"`',
      accepts: /\S/,
      words: "Throws this reaction from one's own cursor.",
      example: "/whiteboard",
    },
    {
      name: "location",
      value: '`"intro"`',
      accepts: /\S/,
      words: "Outlined in the color of who is there: who has said `setLocation` with this part.",
      example: "/whiteboard",
    },
  ],
};
