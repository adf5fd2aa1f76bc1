/** Advice about what stands idle, in development: directives beside which nothing is that they act on. */

import type { Warning } from "../../protocol/mod.ts";
import { directiveOf, rowOf } from "./directives/mod.ts";
import type { ElementNode } from "./markup/mod.ts";
import { strangeType, strangeValue } from "./param_advice.ts";
import { isBound } from "./plans/mod.ts";

/** What is about the element's own event, and what else may give it one. */
const BESIDE: Readonly<Record<string, (element: ElementNode) => boolean>> = {
  confirm: isSubmitter,
  lock: isSubmitter,
  optimistic: () => false,
  // What an element around a control hears is paced by the control, too.
  debounce: isControl,
  throttle: isControl,
};

/** What only a form can do. */
const OF_FORMS = /^(?:trigger-action|recover|warn-unsaved|reset|draft)$/;

/** What of an element's directives nothing can come of; `form` is the one around it in its template. */
export function idleWarnings(element: ElementNode, form: ElementNode | undefined): Warning[] {
  const { tag, attributes } = element;
  const warnings: Warning[] = [];
  const say = (name: string, what: string) =>
    warnings.push({ name: "idle", message: `${name} of <${tag}> does nothing: ${what}` });
  for (const attribute of attributes) {
    const { name } = attribute;
    const type = hears(element) ? strangeType(attribute) : undefined;
    if (type) warnings.push(type);
    const [value = ""] = attribute.parts;
    const told = typeof value === "string" ? strangeValue(name, tag, value) : undefined;
    if (told) warnings.push({ name: "directive-value", message: told });
    if (!name.startsWith("dj-")) continue;
    const { type: own } = directiveOf(name);
    if (Object.hasOwn(BESIDE, own) && !hears(element) && !BESIDE[own]?.(element)) {
      say(name, "the element has no event; write it beside dj-<event>");
    } else if (OF_FORMS.test(own) && tag !== "form") say(name, "write it on the <form>");
    else if (own === "submit" && /^(?:button|input|select|textarea)$/.test(tag)) {
      say(name, "a form is submitted, and no control; write it on the <form>");
    } else if (own === "field" && form && !isKept(form)) {
      say(name, LOOSE);
    }
  }
  if (tag === "form" && isKept(element) && !isSent(element)) {
    say(
      "dj-form",
      "its button leaves the page, for it has no dj-submit; write dj-submit=${this.save}",
    );
  }
  return warnings;
}

/** What is said of a field whose form tells nothing of it. */
export const LOOSE = "the form around it has no dj-form, so what is typed is told to nobody; " +
  "write dj-form=${this.form} on the <form>";

/** Whether a form object has this form. */
export function isKept(form: ElementNode): boolean {
  return has(form, "dj-form");
}

/** Whether an element has this attribute, with or without words behind it. */
function has({ attributes = [] }: Partial<ElementNode>, name: string): boolean {
  return attributes.some((one) => one.name.split(/[.:]/, 1)[0] === name);
}

/** Whether an event of the element goes somewhere, as far as its template tells. */
function hears({ attributes }: ElementNode): boolean {
  return attributes.some((attribute) => {
    const { name } = attribute;
    // JSX hides the name of a bare boolean.
    if (name === "") return true;
    if (!name.startsWith("dj-")) return false;
    const directive = directiveOf(name);
    if (directive.kind === "event" && isBound(attribute)) return false;
    return directive.kind !== "directive" || !!rowOf(directive)?.isHandler ||
      directive.type === "react";
  });
}

/** Whether a form is submitted somewhere. */
function isSent(form: ElementNode): boolean {
  return ["dj-submit", "action", ""].some((name) => has(form, name)) ||
    form.attributes.some(({ name, parts }) => name === "method" && parts[0] !== "post");
}

function isSubmitter({ tag, attributes }: ElementNode): boolean {
  const kind = attributes.find(({ name }) => name === "type")?.parts[0];
  if (typeof kind === "number") return true;
  return tag === "button" ? kind === undefined || /^submit$/i.test(kind) : tag === "input" &&
    /^(?:submit|image)$/i.test(kind ?? "");
}

function isControl({ tag }: ElementNode): boolean {
  return /^(?:input|select|textarea)$|-/.test(tag);
}
