/** Binding of fields: the attributes of a control, a label and an error, by what the template says of them. */

import type { BoundAttributes, BoundElement } from "../vdom/mod.ts";
import { controlText } from "./reading.ts";

/** What is known of a field where it is painted. */
export interface BoundField {
  readonly id: string;
  readonly name: string;
  /** What stands in its control. */
  readonly held: unknown;
  readonly errors: readonly string[];
  readonly isPending: boolean;
  /** The value of one of several controls; undefined where the template says it. */
  readonly option: string | undefined;
}

const SECRET = /(?:password|one-time-code|cc-number|cc-csc)\b/;

/** The `type` of a control, or its tag; undefined for what is none. */
export function controlKind({ tag, attributes }: BoundElement): string | undefined {
  // A password that is shown is one all the same.
  if (tag === "input" && SECRET.test(attributes.get("autocomplete") ?? "")) return "password";
  if (tag === "input") return (attributes.get("type") ?? "text").toLowerCase() || "text";
  if (tag === "select") return attributes.has("multiple") ? "select-multiple" : "select";
  return tag === "textarea" ? tag : undefined;
}

/** Attributes of a field in `dj-field`, `dj-label` or `dj-error`. */
export function fieldAttributes(field: BoundField, element: BoundElement): BoundAttributes {
  switch (element.attribute) {
    case "dj-label":
      return element.tag === "label" ? { for: idOf(field, element) } : { id: `${field.id}-label` };
    case "dj-error":
      return errorAttributes(field.id, field.errors, element);
    case "dj-field":
      return controlAttributes(field, element);
    default:
      throw misplaced(field, element, "write dj-field, dj-label or dj-error");
  }
}

/** What is thrown for a field that cannot be bound so. */
function misplaced({ name }: BoundField, { attribute, tag }: BoundElement, mend: string): Error {
  return new TypeError(`Cannot bind the field "${name}" in ${attribute} of <${tag}>: ${mend}`);
}

/** Controls, also those of others, and what may be named as one. */
const CONTROL = /^(?:input|select|textarea|button|option|fieldset|output|object)$|-/;

/** Throws where a field stands at what is no control, or at one of several that has no value of its own. */
function checkControl(field: BoundField, element: BoundElement): void {
  const { tag, attributes } = element;
  if (!CONTROL.test(tag)) {
    throw misplaced(field, element, "it is no control; write it on an input, select or textarea");
  }
  const kind = tag === "option" ? tag : controlKind(element);
  const isOne = kind === "radio" || kind === "option" ||
    (kind === "checkbox" && Array.isArray(field.held));
  // What a hole holds is not known here: the field is told.
  const isUnknown = attributes.has("value")
    ? attributes.get("value") === undefined
    : kind !== "checkbox";
  if (!isOne || field.option !== undefined || !isUnknown) return;
  throw misplaced(
    field,
    element,
    `it is one of several, and has no value of its own; write dj-field=\${field.option(value)}, or value="…"`,
  );
}

/** Attributes and text of an error. */
export function errorAttributes(
  id: string,
  errors: readonly string[],
  { isEmpty }: BoundElement,
): BoundAttributes {
  const text = errors.join(" ");
  return { id: `${id}-error`, "aria-live": "polite", ...(isEmpty && { "": text }) };
}

function controlAttributes(field: BoundField, element: BoundElement): BoundAttributes {
  const { tag, attributes } = element;
  checkControl(field, element);
  if (tag === "option") return optionAttributes(field, element);
  const isWrong = field.errors.length > 0;
  const error = `${field.id}-error`;
  return {
    id: idOf(field, element),
    ...(controlKind(element) && { name: field.name }),
    ...heldAttributes(field, element),
    "aria-invalid": isWrong && "true",
    // An author's own description stays: both are read.
    [attributes.has("aria-describedby") ? "aria-errormessage" : "aria-describedby"]: isWrong &&
      error,
    "aria-busy": field.isPending && "true",
  };
}

/** What stands in it. Secrets and files are the user's alone. */
function heldAttributes(field: BoundField, element: BoundElement): BoundAttributes {
  const { held, option } = field;
  const kind = controlKind(element);
  const own = option ?? element.attributes.get("value");
  switch (kind) {
    case undefined:
    case "file":
    case "password":
      return {};
    case "checkbox":
      return {
        ...(option !== undefined && { value: option }),
        checked: Array.isArray(held) ? held.map(textOf).includes(own ?? "on") : isOn(held, own),
      };
    case "radio":
      return {
        ...(option !== undefined && { value: option }),
        checked: held !== undefined && held !== null && textOf(held) === own,
      };
    case "submit":
    case "image":
    case "reset":
    case "button":
      return option === undefined ? {} : { value: option };
    default:
      return {
        value: Array.isArray(held) ? held.map(textOf).join("\n") : controlText(held, kind),
      };
  }
}

const textOf = (held: unknown): string => controlText(held, undefined);

const isOn = (held: unknown, own: string | undefined): boolean =>
  held === true || (typeof held === "string" && held === (own ?? "on"));

function optionAttributes({ held, option }: BoundField, element: BoundElement): BoundAttributes {
  const own = option ?? element.attributes.get("value");
  const all = Array.isArray(held) ? held.map(textOf) : [controlText(held, undefined)];
  return {
    ...(option !== undefined && { value: option }),
    selected: own !== undefined && all.includes(own),
  };
}

/** Several controls of one name have an id each. */
function idOf({ id, option, held }: BoundField, element: BoundElement): string {
  const kind = controlKind(element);
  const isOne = option === undefined && kind !== "radio" &&
    !(kind === "checkbox" && Array.isArray(held));
  if (isOne) return id;
  return `${id}-${(option ?? element.attributes.get("value") ?? "on").replace(/[^\w-]+/g, "_")}`;
}
