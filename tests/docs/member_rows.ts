/** Rows of what stands for a directive in code: decorators, form objects, commands. */

/** A member of `@djust/live`; `js.show` is one of an object there. */
export interface MemberRow {
  readonly name: string;
  readonly words: string;
  /** The path of an example in the gallery that has it. */
  readonly example: string;
}

/** Rows that belong together. */
export interface MemberSection {
  readonly heading: string;
  readonly words: string;
  readonly rows: readonly MemberRow[];
}

/** In the order of the page. */
export const MEMBERS: readonly MemberSection[] = [
  {
    heading: "Views in views",
    words: "A view that lives by itself in another one's page; see the [guide](guide.md).",
    rows: [
      {
        name: "view",
        words:
          '`${view(Filter, { id: "filter" })}` puts another view there: its own state, its own ' +
          "mailbox, the same line.",
        example: "/filter",
      },
    ],
  },
  {
    heading: "Form objects",
    words:
      "In public fields of a view, bound by `dj-form`, `dj-field`, `dj-label` and `dj-error`; " +
      "see the [guide](forms.md).",
    rows: [
      {
        name: "form",
        words: "`form(schema, initial)`: a form's values, errors and lists, typed by its schema.",
        example: "/signup",
      },
      {
        name: "wizard",
        words:
          "`wizard({ steps, initial })`: a form in steps, with the values of all in one object.",
        example: "/signup",
      },
    ],
  },
  {
    heading: "Commands",
    words: 'What an event does without a round trip: `dj-click=${js.toggle("#menu")}`; see ' +
      "[commands](commands.md).",
    rows: [
      { name: "js.show", words: "Shows what a selector finds.", example: "/commands" },
      { name: "js.hide", words: "Hides it.", example: "/commands" },
      {
        name: "js.toggle",
        words: "Shows it where it is hidden, and hides it where it is not.",
        example: "/commands",
      },
      { name: "js.addClass", words: "Gives it classes.", example: "/commands" },
      { name: "js.removeClass", words: "Takes classes from it.", example: "/commands" },
      {
        name: "js.toggleClass",
        words: "Gives it those that it has not, and takes the others.",
        example: "/commands",
      },
      { name: "js.setAttr", words: "Sets an attribute.", example: "/commands" },
      { name: "js.removeAttr", words: "Takes an attribute away.", example: "/commands" },
      {
        name: "js.toggleAttr",
        words: "Sets an attribute to the other of two values.",
        example: "/commands",
      },
      { name: "js.focus", words: "Gives it the focus.", example: "/commands" },
      { name: "js.dispatch", words: "Fires an event of yours there.", example: "/commands" },
      { name: "js.transition", words: "Runs a transition on it.", example: "/commands" },
      { name: "js.pushEvent", words: "Calls a handler of the view, too.", example: "/commands" },
    ],
  },
];
