/** `dj-form`: what the page does for a form that a form object keeps. */

import { fieldPath, holderOf, ITEM_ORDER, type Json, type Params } from "../../protocol/mod.ts";
import type { Stage, Trip } from "../events/mod.ts";
import { ANY, controlsIn } from "../forms/mod.ts";
import {
  closest,
  entryOf,
  getAttribute,
  inherited,
  listen,
  matches,
  querySelectorAll,
  targetOf,
} from "../platform/mod.ts";
import type { Directive, Directives, Place } from "./directive.ts";

/** A form that is in the page. */
interface Kept extends Pick<Place, "value" | "pushEvent"> {
  readonly form: HTMLFormElement;
  readonly ends: (() => void)[];
  /** The step of a wizard that is shown. */
  step: string | null;
  /** What waits until no button of the mouse is down. */
  waiting: (() => void)[] | undefined;
  /** The control in which Enter was pressed. */
  entered: Element | undefined;
}

/** By their elements: an event names that only. */
const forms = new WeakMap<Element, Kept>();

const keptOf = ({ element }: Trip): Kept | undefined => {
  const form = element && closest(element, "form");
  return form ? forms.get(form) : undefined;
};

const focus = (element: Element | null | undefined): void => {
  if (element) inherited(element as HTMLElement, "focus").call(element);
};

/** Buttons that ask something of the form object: they submit nothing. */
const OPERATION = /^[^.\s]+\.\w/;
const isOperation = (button: Element): boolean =>
  OPERATION.test(getAttribute(button, "dj-click") ?? "");

/** Puts what a browser leaves out among the fields: boxes and lists where nothing is chosen. */
function complete(form: Element, params: Params): void {
  for (const control of controlsIn(form)) {
    const { name, type } = control;
    const isList = type === "select-multiple";
    if (!name || (type !== "checkbox" && !isList) || matches(control, ":disabled")) continue;
    const [holder, key = ""] = holderOf(params, name) ?? [];
    if (holder && !Object.hasOwn(holder, key)) holder[key] = isList ? [] : false;
  }
}

/** Tells where items stand, where that is not in the order of their keys: an object knows only that one. */
function tellOrder(form: Element, params: Params): void {
  const lists = new Map<string, Json[]>();
  for (const control of controlsIn(form, ANY)) {
    const path = fieldPath(getAttribute(control, "name") ?? "");
    path.forEach((key, at) => {
      const list = path.slice(0, at).join(".");
      const keys = entryOf(lists, list, () => []);
      if (!keys.includes(key)) keys.push(key);
    });
  }
  const moved = [...lists].filter(([, keys]) =>
    // What is no number is in no order.
    keys.some((key, at) => Number(key) < Number(keys[at - 1]))
  );
  if (moved[0]) params[ITEM_ORDER] = Object.fromEntries(moved);
}

/** The first control that something is wrong with, or the list of what is. */
function firstWrong(form: Element, fields: object): Element | undefined {
  const controls = controlsIn(form, ANY);
  return controls.find((control) => getAttribute(control, "aria-invalid") === "true") ??
    controls.find(({ name }) => name && name in fields) ??
    querySelectorAll(form, "[data-dj-errors]")[0];
}

const stage: Stage = {
  /** What is told when a control is left may move the button that is being pressed. */
  pace(trip, go) {
    const waiting = trip.on === "focusout" && keptOf(trip)?.waiting;
    if (waiting) waiting.push(go);
    else go();
  },
  publish(trip) {
    const kept = keptOf(trip);
    if (!kept) return;
    const { form, value, pushEvent } = kept;
    const { element, event, on } = trip;
    const type = event?.type ?? on;
    if (element === form) {
      if (/^(?:input|change|submit)$/.test(type)) {
        complete(form, trip.params);
        tellOrder(form, trip.params);
      } else if (type === "focusout") {
        const name = getAttribute(event?.target as Element, "name");
        if (name) trip.facts = { t: name };
      }
    }
    trip.settled.push((failure) => {
      const isLarge = /^(?:too-large|bad-frame)$/.exec(failure?.code ?? "");
      // The form itself says so, in its visitor's language.
      if (isLarge) void pushEvent(`${value}.${isLarge[0] === "bad-frame" ? "deep" : "large"}`);
      else if (/^(?:form|invalid)$/.test(failure?.code ?? "") && /^(?:submit|click)/.test(type)) {
        focus(firstWrong(form, Object(failure?.detail)));
      }
    });
  },
};

const form: Directive<Kept> = {
  kind: "element",
  module: "form",
  stage,
  mounted({ element, value, view, pushEvent }) {
    const ends: (() => void)[] = [];
    const kept: Kept = {
      form: element as HTMLFormElement,
      value,
      pushEvent,
      ends,
      step: getAttribute(element, "data-dj-step"),
      waiting: undefined,
      entered: undefined,
    };
    const hear = (target: EventTarget, types: string, run: (event: Event) => void): void => {
      ends.push(listen(target, types, run, { capture: true }));
    };
    hear(view.window.document, "pointerdown pointerup pointercancel", ({ type }) => {
      const { waiting = [] } = kept;
      kept.waiting = type === "pointerdown" ? [] : undefined;
      for (const go of waiting) go();
    });
    hear(element, "keydown keyup", (event) => {
      const target = targetOf(event);
      const isEnter = event.type === "keydown" && (event as KeyboardEvent).key === "Enter";
      kept.entered = isEnter && target && matches(target, "input") ? target : undefined;
    });
    hear(element, "click", (event) => click(kept, event));
    forms.set(element, kept);
    return kept;
  },
  changed(kept) {
    const step = getAttribute(kept.form, "data-dj-step");
    if (step === kept.step) return;
    kept.step = step;
    const [first, ...rest] = controlsIn(kept.form, "input:not([type=hidden]),select,textarea")
      .filter((control) => !matches(control, ":disabled"));
    focus(rest.find((control) => matches(control, "[autofocus]")) ?? first);
  },
  removed({ form, ends }) {
    for (const end of ends) end();
    forms.delete(form);
  },
};

function click({ form, entered }: Kept, event: Event): void {
  const target = targetOf(event);
  if (!target) return;
  const link = closest(target, "[data-dj-errors] a");
  const button = closest(target, "button,input");
  if (link) {
    const id = (getAttribute(link, "href") ?? "").slice(1);
    const all = [...querySelectorAll(form, "[id]")];
    focus(all.find((one) => one.id === id) ?? all.find((one) => one.id.startsWith(`${id}-`)));
    event.preventDefault();
  } else if (button && entered && entered !== button && isOperation(button)) {
    // Browsers press the first button for who presses Enter in a control; meant is the form's own.
    event.preventDefault();
    event.stopImmediatePropagation();
    const buttons = [...querySelectorAll(form, "button,input[type=submit],input[type=image]")];
    const own = buttons.find((one) =>
      matches(one, "button:not([type=button],[type=reset]),input") && !isOperation(one)
    );
    form.requestSubmit(own as HTMLElement | undefined);
  }
}

/** What this module brings. */
export const directives = { form } satisfies Directives;
