/**
 * Operations of form objects where no script runs: their buttons carry them as name and value, and
 * Enter still means the form's own button.
 */

import { OWN_FIELD } from "../../protocol/mod.ts";
import { escape } from "../../vdom/mod.ts";
import { type Control, controlsIn, isSubmit, tagWith, valueOf } from "./controls.ts";

/** What is changed in the HTML of one form. */
export interface FormEdits {
  /** What is put before its first child. */
  readonly first: string;
  readonly edits: readonly { readonly from: number; readonly to: number; readonly text: string }[];
}

const OPERATION = /^[^.\s]+\.\w+ \{/;
const OBJECT = /\sdj-value-djust-object="([^"]*)"/;
/** What a submit button says of the submit. */
const OWN = /^(?:name|value|form(?:action|enctype|method|novalidate|target))$/;

/** What the form that begins here needs besides; nothing where no form object has it. */
export function operationsOf(
  html: string,
  at: number,
  states: ReadonlyMap<string, string>,
): FormEdits {
  const [, object] = OBJECT.exec(html.slice(html.lastIndexOf("<form", at), at)) ?? [];
  if (object === undefined) return { first: "", edits: [] };
  const submits = controlsIn(html, at, "form's end").filter(isSubmit);
  const edits = submits.filter(isOperation).map((button) => {
    const { from, to } = button;
    const value = escape(valueOf(button, "dj-click") ?? "");
    const own = `name="${OWN_FIELD.operation}" value="${value}"`;
    const bare = {
      ...button,
      attributes: button.attributes.filter(({ name }) => name !== "value"),
    };
    return { from, to, text: tagWith(bare, "name", own) };
  });
  const state = states.get(object);
  const first = hidden(OWN_FIELD.object, object) +
    (state === undefined ? "" : hidden(OWN_FIELD.state, escape(state)));
  return { first: first + enterOf(submits), edits };
}

const hidden = (name: string, value: string): string =>
  `<input type="hidden" name="${name}" value="${value}" autocomplete="off">`;

/** Browsers press the first button for who presses Enter in a control. */
function enterOf(submits: readonly Control[]): string {
  const [first] = submits;
  const own = submits.find((button) => !isOperation(button));
  if (!first || !own || !isOperation(first)) return "";
  const told = own.attributes.filter(({ name }) => OWN.test(name)).map(({ written }) => written);
  return `<${["input type=submit hidden tabindex=-1", ...told].join(" ")}>`;
}

const isOperation = (button: Control): boolean => OPERATION.test(valueOf(button, "dj-click") ?? "");
