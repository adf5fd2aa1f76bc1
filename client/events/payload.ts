/** What an event tells its handler: one plain object. */

import { type EventFacts, type Json, type Params, putField } from "../../protocol/mod.ts";
import {
  closest,
  documentElement,
  getAttribute,
  getBoundingClientRect,
  hasAttribute,
  localName,
  type Page,
  scrollLeft,
  scrollTop,
  targetOf,
} from "../platform/mod.ts";
import { type Control, controlOf } from "../forms/mod.ts";
import { clickOf, dataOf } from "./data.ts";

/** Names the field of the view that a control is bound to. */
const MODEL = "dj-model";

/** The fields of a form and its submitter. */
function fieldsOf(window: Page, form: HTMLFormElement, submitter?: HTMLElement | null): Params {
  const params: Params = {};
  for (const [name, value] of new window.FormData(form, submitter)) {
    if (typeof value === "string") putField(params, name, value);
  }
  return params;
}

/** What a control holds, as the type it stands for; undefined when it holds nothing that counts. */
function valueOf(control: Control): Json | undefined {
  if (control.type === "checkbox") return !!control.checked;
  if (control.multiple && control.options) {
    return Array.from(control.options).filter((option) => option.selected).map((o) => o.value);
  }
  if (control.isContentEditable) return control.innerText;
  const { type = "", value } = control;
  if (!/^(?:number|range)$/.test(type)) return value;
  if (value !== "") return Number(value);
  // What is no number yet is nothing; a field hears that its control was cleared.
  return hasAttribute(control, MODEL) && !control.validity?.badInput ? "" : undefined;
}

/** Whether an event tells all of a form. */
export function isOfForm({ type }: Event, element: Element): boolean {
  return localName(element) === "form" && /^(?:submit|change|input)$/.test(type);
}

/** From which of a form's controls an event came; undefined where that has no name. */
export function factsOf(event: Event, element: Element): EventFacts | undefined {
  if (!isOfForm(event, element)) return undefined;
  const isSubmit = event.type === "submit";
  const { submitter } = event as SubmitEvent;
  const name = nameOf(isSubmit ? submitter : targetOf(event));
  return name ? isSubmit ? { s: name } : { t: name } : undefined;
}

const nameOf = (control: Element | null | undefined): string | null | undefined =>
  control && getAttribute(control, "name");

/** Params of an event for the element that handles it; undefined when there is nothing to send. */
export function payloadOf(window: Page, event: Event, element: Element): Params | undefined {
  const { type } = event;
  const target = targetOf(event);
  const control = controlOf(event);
  const data = dataOf(element);
  // Left out on the wire where there is no control.
  const field = (nameOf(target) || target && getAttribute(target, "id") || undefined) as string;
  if (isOfForm(event, element)) {
    const { submitter } = event as SubmitEvent;
    return { ...fieldsOf(window, element as HTMLFormElement, submitter), ...data };
  }
  if (/^(?:change|input)$/.test(type)) {
    const value = control && valueOf(control);
    if (value === undefined) return undefined;
    const model = getAttribute(element, MODEL);
    // A form object hears of its controls itself.
    if (model && closest(element, "form[dj-form]")) return undefined;
    return { value, field: model ?? field, ...data };
  }
  if (/^key/.test(type)) {
    const { key, code } = event as KeyboardEvent;
    return { key, code, value: control?.value as string, field, ...data };
  }
  if (/^(?:mouse|pointer|drag|drop|wheel)/.test(type)) {
    const { clientX, clientY, pageX, pageY } = event as MouseEvent;
    const { left, top } = getBoundingClientRect(element);
    return {
      x: Math.round(clientX - left),
      y: Math.round(clientY - top),
      pageX: Math.round(pageX),
      pageY: Math.round(pageY),
      ...data,
    };
  }
  if (type === "scroll") {
    const view = target ?? documentElement(window.document);
    return { top: scrollTop(view), left: scrollLeft(view), ...data };
  }
  const { detail } = event as CustomEvent;
  return { ...(typeof detail === "object" ? detail : clickOf(element)), ...data };
}
