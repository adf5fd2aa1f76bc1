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
    words:
      "A view that lives by itself in another one's page; see [views in a view](views_in_views.md).",
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
    heading: "Decorators",
    words: "Over a handler: how a page calls it; see [decorators](decorators.md).",
    rows: [
      {
        name: "@debounce",
        words: "Sends the newest event after a silence: `wait` (300), `maxWait`.",
        example: "/search",
      },
      {
        name: "@throttle",
        words: "Sends in steps: `interval` (300), `leading` (true), `trailing` (true).",
        example: "/search",
      },
      {
        name: "@optimistic",
        words: "Shows what the handler will do before its answer, perhaps by an effect of yours.",
        example: "/optimistic",
      },
      {
        name: "@cache",
        words: "Gives replies and pages back that it has seen: `ttl` (60,000), `keyParams`.",
        example: "/paging",
      },
      {
        name: "@clientState",
        words: "Shares params with all handlers of the page that name them.",
        example: "/filter",
      },
      {
        name: "DraftModeMixin",
        words: "Keeps what is typed into a view's forms: `draftKey`, `draftTtl`, `clearDraft()`.",
        example: "/draft",
      },
    ],
  },
  {
    heading: "Lists",
    words:
      "In a public field of a view, bound by `dj-virtual`; see the [guide](guide.md#long-lists).",
    rows: [
      {
        name: "virtual",
        words:
          "`virtual({ total, rowHeight, overscan, load })`: `items` in sight, `total`, `reload()`.",
        example: "/virtual",
      },
    ],
  },
  {
    heading: "Form objects",
    words:
      "In public fields of a view, bound by `dj-form`, `dj-field`, `dj-label` and `dj-error`; " +
      "see [forms](forms.md).",
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
    words:
      'The value of any event, in a chain: `dj-click=${js.toggle("#menu")}`. What a page does ' +
      "by them, it does at once; see [commands](commands.md).",
    rows: [
      row("show", "Opens a dialog or a popover, shows anything else."),
      row("hide", "Closes a dialog or a popover, hides anything else."),
      row("toggle", "Shows what is hidden, hides what is seen."),
      row("addClass", "Adds classes.", "/sortable"),
      row("removeClass", "Takes classes away.", "/sortable"),
      row("toggleClass", "Adds each class that is not there, takes away each that is."),
      row("setAttr", "Sets an attribute."),
      row("removeAttr", "Takes an attribute away."),
      row("toggleAttr", "Sets an attribute to one of two values in turn."),
      row("focus", "Moves the focus to an element, or to the first inside of it that takes it."),
      row("dispatch", "Fires an event of the page's own."),
      row("transition", "Plays the way in of a transition."),
      row("pushEvent", "Lets the event go on to a handler of the view."),
    ],
  },
];

function row(name: string, words: string, example = "/commands"): MemberRow {
  return { name: `js.${name}`, words, example };
}
