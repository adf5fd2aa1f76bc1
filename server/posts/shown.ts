/**
 * Painted HTML as it is shown where no script runs: hidden inputs in its forms, lists with their
 * choice, and in a form that was sent what its visitor wrote. The view, and the hash of what it
 * painted, know nothing of it.
 */

import { MARK, OWN_FIELD } from "../../protocol/mod.ts";
import { escape } from "../../vdom/mod.ts";
import { type Control, controlsIn, isSubmit, tagWith, textOf, valueOf } from "./controls.ts";
import type { Field } from "./form_body.ts";
import { ownField } from "./form_event.ts";
import { operationsOf } from "./operations.ts";

/** A form in the HTML. */
export interface ShownForm {
  /** Where its first child stands. */
  readonly at: number;
  /** The place of its view in the page; "" for the page's own. */
  readonly view: string;
  /** The name of its handler; undefined for a closure. */
  readonly handler: string | undefined;
}

/** What was written into a form that was sent. */
export interface Written {
  /** The name of its handler, and the place of its view. */
  readonly handler: string;
  readonly view: string;
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
  /** What objects held after a form was run, signed, by their names. */
  readonly states: ReadonlyMap<string, string>;
}

const NONE: Showing["states"] = new Map();

/** One change of the HTML. */
interface Edit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** The HTML with all of that in it. */
export function shown(html: string, { forms, token, written, states }: Showing): string {
  const edits: Edit[] = [];
  for (const { at, handler = "", view } of forms) {
    const value = escape(ownField({ token, view, handler }));
    // Some browsers would fill in what an older page had.
    const text =
      `<input type="hidden" name="${OWN_FIELD.form}" value="${value}" autocomplete="off">`;
    // Only the view that was run has them.
    const operations = operationsOf(html, at, view === written?.view ? states : NONE);
    edits.push({ from: at, to: at, text: text + operations.first }, ...operations.edits);
  }
  // Of several forms with one handler nobody can tell which was sent.
  const sent = written ? sentAs(forms, written) : [];
  const form = sent.length === 1 ? sent[0] : undefined;
  const filled = form && written ? fillings(html, form, written) : new Map<number, Edit>();
  edits.push(...filled.values());
  if (/<select[^>]*\svalue=/.test(html)) edits.push(...choices(html, filled));
  return applied(html, edits);
}

const sentAs = (
  forms: readonly ShownForm[],
  { handler, view }: Pick<Written, "handler" | "view">,
): readonly ShownForm[] => forms.filter((form) => form.handler === handler && form.view === view);

/** The name of the button that sent a form; undefined where it has none, or that cannot be told. */
export function submitterIn(
  html: string,
  forms: readonly ShownForm[],
  written: Omit<Written, "outcome">,
): string | undefined {
  const { fields } = written;
  const sent = sentAs(forms, written);
  const names = sent.flatMap(({ at }) => controlsIn(html, at, "form's end")).filter(isSubmit)
    .map((button) => valueOf(button, "name"));
  // A browser puts one button among the fields.
  return names.find((name) => name && fields.some(([field]) => field === name));
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
  for (const control of controlsIn(html, at, "form's end")) {
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
  for (const control of controlsIn(html, 0, "end")) {
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
