/** Rows of directives of forms: the objects they take, and what becomes of what was written. */

import type { DirectiveSection } from "./row.ts";

/** Forms. */
export const FORMS: DirectiveSection = {
  heading: "Forms",
  words: "The first four take a form of `form()` or `wizard()`, or one of its fields: see the " +
    "[guide](forms.md). The others are for [every form](plain_forms.md).",
  rows: [
    {
      name: "form",
      value: "`${this.form}`",
      words: "On a `<form>`: its controls tell the form object what is typed and left, a refused " +
        "submit puts the focus on the first error, and `add()`, `remove()`, `next()` and `back()` " +
        "submit nothing.",
      example: "/signup",
    },
    {
      name: "field",
      value: "`${name}`, `${plan.option(id)}`",
      words:
        "On a control: `id`, `name`, what stands in it (`value`, `checked` or `selected`), and " +
        "what is wrong with it for whoever cannot see it.",
      example: "/signup",
    },
    {
      name: "label",
      value: "`${name}`",
      words: "On a `<label>`: whose label it is.",
      example: "/signup",
    },
    {
      name: "error",
      isEvent: true,
      value: "`${name}`, `${this.form}`",
      words:
        "On an empty element: the messages of the field once it was used, or of the whole form.",
      example: "/signup",
    },
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
