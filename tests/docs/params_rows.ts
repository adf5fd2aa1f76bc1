/** What events tell their handlers, and when they go: the first table of the page of directives. */

/** Events that tell the same. */
export interface ParamsRow {
  readonly events: string;
  readonly params: string;
  readonly goes: string;
}

export const PARAMS: readonly ParamsRow[] = [
  {
    events: "`click`, `focus`, `blur`, `toggle`, and all others",
    params: "`value` of the element, if it has one; of your own events their `detail`",
    goes: "at once",
  },
  {
    events: "`input`",
    params:
      "`value` and `field`: of a checkbox a boolean, of a radio the chosen value, of a list " +
      "with `multiple` an array, of a number a number; one that holds no number tells nothing",
    goes: "texts after 300 ms of silence, numbers each 100 ms, ranges and colors each 150 ms; " +
      "checkboxes, radios and lists at once",
  },
  { events: "`change`", params: "the same", goes: "at once" },
  {
    events: "`submit`",
    params: "all fields of the form, and the button's: `a[b]` and `a.b` nest, `tags[]` is a list",
    goes: "at once, after what waits",
  },
  {
    events: "`keydown`, `keyup`, `keypress`",
    params: "`key`, `code`, and `value`, `field` of the control",
    goes: "at once; while a word is composed not at all",
  },
  {
    events: "`mousedown`, `mouseup`, `pointerdown`, `pointerup`, `drop`, …",
    params: "`x`, `y` in the element, `pageX`, `pageY`",
    goes: "at once",
  },
  {
    events: "`mousemove`, `pointermove`, `drag`, `dragover`, `wheel`",
    params: "the same",
    goes: "each 50 ms, the first at once and always the last",
  },
  { events: "`scroll`", params: "`top`, `left`", goes: "each 50 ms" },
  {
    events: "any of them",
    params: "`data-*` and `dj-value-*` of the element, kebab to camel; `data-id:int`, `:float`, " +
      "`:bool`, `:json`",
    goes: "",
  },
];
