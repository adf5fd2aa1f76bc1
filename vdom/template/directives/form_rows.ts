/** Rows of directives that take the objects of a form. */

import type { DirectiveSection } from "./row.ts";

/** What a form object is bound by. */
export const FORMS: DirectiveSection = {
  heading: "Forms",
  words: "They take a form of `form()` or `wizard()`, or one of its fields: see the " +
    "[guide](forms.md).",
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
  ],
};
