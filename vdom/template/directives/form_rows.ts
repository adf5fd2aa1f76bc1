/** Rows of directives of forms: the objects they take, and what becomes of what was written. */

import type { DirectiveSection } from "./row.ts";

/** Forms. */
export const FORMS: DirectiveSection = {
  heading: "Forms",
  words:
    "`dj-form`, `dj-field`, `dj-label` and `dj-error` take a form of `form()` or `wizard()`, or one of its fields: see the " +
    "[guide](forms.md). The others are for [every form](plain_forms.md).",
  rows: [
    {
      name: "form",
      binds: true,
      value: "`${this.form}`",
      words: "On a `<form>`: its controls tell the form object what is typed and left, a refused " +
        "submit puts the focus on the first error, and `add()`, `remove()`, `next()` and `back()` " +
        "submit nothing.",
      example: "/signup",
    },
    {
      name: "field",
      binds: true,
      value: "`${name}`, `${plan.option(id)}`",
      words:
        "On a control: `id`, `name`, what stands in it (`value`, `checked` or `selected`), and " +
        "what is wrong with it for whoever cannot see it.",
      example: "/signup",
    },
    {
      name: "label",
      binds: true,
      value: "`${name}`",
      words: "On a `<label>`: whose label it is.",
      example: "/signup",
    },
    {
      name: "error",
      binds: true,
      isEvent: true,
      value: "`${name}`, `${this.form}`",
      words:
        "On an empty element: the messages of the field once it was used, or of the whole form.",
      example: "/signup",
    },
    {
      name: "model",
      value: '`"query"`, the name of a field',
      accepts: /^[A-Za-z$][\w$]*$/,
      modifiers: {
        lazy: "only when the control is left, or Enter is pressed",
        debounce: "at the pace of `dj-debounce`",
        "debounce-*": "after a silence of so many milliseconds: `dj-model.debounce-500`",
        trim: "without the white space around it",
        number: "as a number, where the field holds one or `null`",
      },
      words:
        "Binds a control to a public field of the view: it shows the field, and what is typed " +
        "or chosen is assigned to it, see the [guide](state.md#controls-bound-to-fields).",
      example: "/search",
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
