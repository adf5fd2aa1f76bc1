/**
 * Painted HTML as it is shown where no script runs: hidden inputs in its forms, lists with their
 * choice, and in a form that was sent what its visitor wrote. The view, and the hash of what it
 * painted, know nothing of it.
 */

import { MARK, OWN_FIELD } from "../../protocol/mod.ts";
import { escape } from "../../vdom/mod.ts";
import {
  type Control,
  controlsIn,
  type Edit,
  formAt,
  isSubmit,
  tagWith,
  textOf,
  valueOf,
} from "./controls.ts";
import type { Field } from "./form_body.ts";
import { aboutText, type FormAbout } from "./form_event.ts";
import { operations } from "./operations.ts";

/** A form in the HTML. */
export interface ShownForm extends FormAbout {
  /** Where its first child stands. */
  readonly at: number;
  /** What it brings back, signed. */
  readonly state?: string | undefined;
}

/** What was written into a form that was sent. */
export interface Written {
  /** The form, by the text of what it is. */
  readonly about: string;
  readonly fields: readonly Field[];
  /** `refused`: all of it is shown. `taken`: what the view has no value of its own for. */
  readonly outcome: "refused" | "taken";
}

/** How a page is shown. */
export interface Showing {
  readonly forms: readonly ShownForm[];
  /** The token of its forms. */
  readonly token: string;
  readonly written: Written | undefined;
}

/** The HTML with all of that in it. */
export function shown(html: string, { forms, token, written }: Showing): string {
  const edits: Edit[] = [];
  for (const form of forms) {
    const { at, state } = form;
    const { controls, end } = formAt(html, at);
    const own = hidden(OWN_FIELD.form, token + aboutText(form)) +
      (state === undefined ? "" : hidden(OWN_FIELD.state, state));
    // At the end: whoever looks for a form's first control finds the author's.
    edits.push(...operations(controls, at), { from: end, to: end, text: own });
  }
  const form = sentOf(forms, written?.about);
  const filled = form && written ? fillings(html, form, written) : new Map<number, Edit>();
  edits.push(...filled.values());
  if (/<select[^>]*\svalue=/.test(html)) edits.push(...choices(html, filled));
  return applied(html, edits);
}

/** A hidden input. Some browsers would fill in what an older page had. */
const hidden = (name: string, value: string): string =>
  `<input type="hidden" name="${name}" value="${escape(value)}" autocomplete="off">`;

/** The form that was sent; of several that are alike nobody can tell which. */
function sentOf(forms: readonly ShownForm[], about: string | undefined): ShownForm | undefined {
  const [form, other] = forms.filter((form) => aboutText(form) === about);
  return other ? undefined : form;
}

/** The name of the button that sent a form; undefined where it has none, or that cannot be told. */
export function submitterIn(
  html: string,
  forms: readonly ShownForm[],
  { about, fields }: Pick<Written, "about" | "fields">,
): string | undefined {
  const form = sentOf(forms, about);
  if (!form) return undefined;
  // A browser puts one button among the fields.
  return formAt(html, form.at).controls.filter(isSubmit)
    .map((button) => valueOf(button, "name"))
    .find((name) => name && fields.some(([field]) => field === name));
}

/** Whether the form wants to be emptied when it was taken. */
const isReset = (html: string, at: number): boolean =>
  /\sdj-reset(?=[\s=>])[^<]*$/.test(html.slice(html.lastIndexOf("<form", at), at));

/** What makes the controls of a form show what was written. By where they begin. */
function fillings(html: string, { at }: ShownForm, written: Written): Map<number, Edit> {
  const edits = new Map<number, Edit>();
  if (written.outcome === "taken" && isReset(html, at)) return edits;
  const values = new Map<string, string[]>();
  for (const [name, value] of written.fields) {
    const all = values.get(name) ?? [];
    values.set(name, all);
    all.push(value);
  }
  let list: Control | undefined;
  for (const control of formAt(html, at).controls) {
    if (/^(?:select|datalist)$/.test(control.kind)) list = control;
    const named = control.kind === "option" ? list : control;
    if (!named || named.kind === "datalist" || !isShown(named, written.outcome)) continue;
    const edit = editOf(html, control, values.get(valueOf(named, "name") ?? ""));
    if (edit) edits.set(control.from, edit);
  }
  return edits;
}

/** Whether a control shows what was written. Never a secret; what is disabled was not sent. */
function isShown(control: Control, outcome: Written["outcome"]): boolean {
  if (!valueOf(control, "name") || valueOf(control, "disabled") !== undefined) return false;
  if (valueOf(control, "form") !== undefined) return false;
  const type = valueOf(control, "type")?.toLowerCase() ?? "";
  if (/^(?:password|file|hidden|submit|button|reset|image)$/.test(type)) return false;
  if (/(?:password|one-time-code|cc-)/.test(valueOf(control, "autocomplete") ?? "")) return false;
  return outcome === "refused" || !valueOf(control, MARK.attribute)?.includes(MARK.value);
}

function editOf(html: string, control: Control, values: string[] = []): Edit | undefined {
  const { from, to, end } = control;
  const marked = (name: string, isOn: boolean): Edit => ({
    from,
    to,
    text: tagWith(control, name, isOn ? name : ""),
  });
  switch (control.kind) {
    case "option":
      return marked(
        "selected",
        values.includes(valueOf(control, "value") ?? textOf(html, control)),
      );
    case "textarea": {
      const value = values.shift();
      return value === undefined ? undefined : { from: to, to: end, text: "\n" + escape(value) };
    }
    case "input": {
      if (/^(?:checkbox|radio)$/i.test(valueOf(control, "type") ?? "")) {
        return marked("checked", values.includes(valueOf(control, "value") ?? "on"));
      }
      const value = values.shift();
      if (value === undefined) return undefined;
      return { from, to, text: tagWith(control, "value", `value="${escape(value)}"`) };
    }
    default:
      return undefined;
  }
}

/** What makes lists show the `value` that they were painted with: browsers read no such attribute. */
function choices(html: string, filled: ReadonlyMap<number, Edit>): Edit[] {
  const edits: Edit[] = [];
  let value: string | undefined;
  for (const control of controlsIn(html)) {
    if (/^(?:select|datalist)$/.test(control.kind)) value = valueOf(control, "value");
    if (control.kind !== "option" || value === undefined || filled.has(control.from)) continue;
    // A list with several choices holds a line for each.
    if (!value.split("\n").includes(valueOf(control, "value") ?? textOf(html, control))) continue;
    const { from, to } = control;
    edits.push({ from, to, text: tagWith(control, "selected", "selected") });
  }
  return edits;
}

function applied(html: string, edits: readonly Edit[]): string {
  let out = "";
  let at = 0;
  for (const { from, to, text } of edits.toSorted((a, b) => a.from - b.from)) {
    out += html.slice(at, from) + text;
    at = to;
  }
  return out + html.slice(at);
}
