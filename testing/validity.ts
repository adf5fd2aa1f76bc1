/** What a browser asks of a control before it submits a form. */

import { type Control, groupOf, isBox, isDisabled } from "./controls.ts";
import { isButton } from "./fields.ts";

/** As browsers check it, which is less than what a mail server knows. */
const EMAIL = /^[\w.!#$%&'*+/=?^`{|}~-]+@[a-z\d](?:[a-z\d-]*[a-z\d])?(?:\.[a-z\d-]+)*$/i;

/** Why a browser would not submit this control; undefined when it would. */
export function faultOf(control: Control): string | undefined {
  const { type } = control;
  const isBarred = isDisabled(control) || isButton(control) || control.hasAttribute("readonly") ||
    !/^(?:input|select|textarea)$/.test(control.localName) || /^(?:hidden|file)$/.test(type);
  if (isBarred) return undefined;
  const group = type === "radio" ? groupOf(control) : [control];
  if (group.some((one) => one.hasAttribute("required"))) {
    if (isBox(control) ? group.every((one) => !one.checked) : control.value === "") {
      return "is required";
    }
  }
  return isBox(control) || control.value === "" ? undefined : misfit(control, type);
}

/** What does not fit in the text of a control. */
function misfit(control: Control, type: string): string | undefined {
  const { value } = control;
  const [pattern, min, max] = ["pattern", "min", "max"].map((name) => control.getAttribute(name));
  if (type === "email" && !EMAIL.test(value)) return "is no e-mail address";
  if (type === "url" && !URL.canParse(value)) return "is no URL";
  if (type === "number" && !Number.isFinite(Number(value))) return "is no number";
  if (pattern && !isLike(value, pattern)) return `is not like ${pattern}`;
  if (!/^(?:number|range)$/.test(type)) return undefined;
  if (min && Number(value) < Number(min)) return `is below ${min}`;
  return max && Number(value) > Number(max) ? `is above ${max}` : undefined;
}

/** Whether a text is as a pattern says; one that cannot be read says nothing, as in a browser. */
function isLike(value: string, pattern: string): boolean {
  try {
    return new RegExp(`^(?:${pattern})$`, "v").test(value);
  } catch {
    return true;
  }
}
