/** The fields of a form as it would be submitted: what the DOM library has not. */

import { chosenIn, type Control, controlsOf, isBox, isDisabled } from "./controls.ts";
import type { Element, Option } from "./dom.ts";

/** Stands for `FormData` in a test page: names and texts, no files. */
export class FormFields implements Iterable<[string, string]> {
  readonly #fields: [string, string][] = [];

  /** The fields of this form, submitted by this button. */
  constructor(form: Element, submitter?: Element | null) {
    for (const control of controlsOf(form)) {
      const name = control.getAttribute("name");
      if (!name || isDisabled(control)) continue;
      if (isButton(control) && control !== submitter) continue;
      for (const value of valuesOf(control)) this.#fields.push([name, value]);
    }
  }

  [Symbol.iterator](): Iterator<[string, string]> {
    return this.#fields[Symbol.iterator]();
  }
}

/** Whether it is a button of any kind. */
export function isButton(control: Control): boolean {
  return control.localName === "button" ||
    (control.localName === "input" && /^(?:submit|image|button|reset)$/.test(control.type));
}

/** Whether a button asks something of a form object: it submits nothing. */
export function isOperation(button: Element): boolean {
  return /^[^.\s]+\.\w/.test(button.getAttribute("dj-click") ?? "");
}

function valuesOf(control: Control): string[] {
  if (/^(?:fieldset|output)$/.test(control.localName) || control.type === "file") return [];
  if (isBox(control)) return control.checked ? [control.value] : [];
  if (control.localName === "button") return [control.getAttribute("value") ?? ""];
  if (control.localName !== "select") return [control.value];
  return (chosenIn(control) as Option[]).filter(({ disabled }) => !disabled)
    .map(({ value }) => value);
}
