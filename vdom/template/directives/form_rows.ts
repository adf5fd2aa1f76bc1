/** Rows of directives of forms: their submit, their recovery, what is not saved. */

import type { DirectiveSection } from "./row.ts";

/** What becomes of a form. */
export const FORMS: DirectiveSection = {
  heading: "Forms",
  words: "What becomes of a form that is sent, and of what was written into it.",
  rows: [
    {
      name: "submit",
      value: "a handler of the event `submit`",
      isEvent: true,
      words:
        "Until the answer the form's controls are read-only, its button is `aria-busy`, and it " +
        "goes once; a button with `formaction` goes there instead. A form without `action` also " +
        "works before the page's script runs.",
      example: "/signup",
    },
    {
      name: "trigger-action",
      value: "`true` once the handler has found all well",
      words: "When it appears on a form, the browser submits that to its `action`: a login, a " +
        "payment. Once, with the button that was pressed.",
      example: "/login",
    },
    {
      name: "recover",
      value: '`"restored"`, or `"off"`',
      isHandler: true,
      besides: /^off$/,
      words: "The handler that an instance which knows nothing of it is told by what was written " +
        "into the form, in place of the one for changes; `off`: none is.",
      example: "/login",
    },
    {
      name: "warn-unsaved",
      value: "",
      words: "A form that holds what was not sent: the browser asks before the page is left.",
      example: "/login",
    },
  ],
};
