/** Teaches the DOM library what a form and its controls are: what was typed is not what was painted. */

import type { Element, Form, Option, TestWindow } from "./dom.ts";

/** What is used of a control here. */
export interface Control extends Element {
  value: string;
  checked: boolean;
  type: string;
  multiple: boolean;
  options: Option[];
  form: Form | null;
}

const CONTROLS = "button, fieldset, input, output, select, textarea";

/** What users and scripts put into controls, beside the attributes. */
const values = new WeakMap<Element, string>();
const checks = new WeakMap<Element, boolean>();
/** Prototypes that know already. */
const taught = new WeakSet<object>();

/** Gives the library's controls properties of their own. Doing it twice does nothing. */
export function teachControls(classes: TestWindow): void {
  const { HTMLInputElement, HTMLTextAreaElement, HTMLSelectElement } = classes;
  const form = property(formOf);
  const typed = (painted: (control: Control) => string): PropertyDescriptor =>
    property(
      (control) => values.get(control) ?? painted(control),
      (control, value) => values.set(control, String(value)),
    );
  teach(HTMLInputElement.prototype, {
    form,
    type: typeOr("text"),
    value: typed((control) => control.getAttribute("value") ?? (isBox(control) ? "on" : "")),
    checked: property(
      (control) => checks.get(control) ?? control.hasAttribute("checked"),
      (control, checked) => check(control, Boolean(checked)),
    ),
  });
  teach(HTMLTextAreaElement.prototype, {
    form,
    type: property(() => "textarea"),
    value: typed((control) => control.textContent ?? ""),
  });
  teach(classes.HTMLButtonElement.prototype, { form, type: typeOr("submit") });
  teach(classes.HTMLOptionElement.prototype, {
    value: property((option) => option.getAttribute("value") ?? (option.textContent ?? "").trim()),
    disabled: property((option) => option.closest("option[disabled], optgroup[disabled]") !== null),
    selected: property(
      (option) => {
        const select = option.closest("select") as Control | null;
        return select ? chosenIn(select).includes(option) : isMarked(option);
      },
      (option, selected) => {
        const select = option.closest("select") as Control | null;
        if (selected && select && !select.multiple) {
          for (const other of select.options) checks.set(other, false);
        }
        checks.set(option, Boolean(selected));
      },
    ),
  });
  teach(HTMLSelectElement.prototype, {
    form,
    type: property((select) => select.multiple ? "select-multiple" : "select-one"),
    multiple: property((select) => select.hasAttribute("multiple")),
    options: property((select) => [...select.querySelectorAll("option")]),
    selectedIndex: property((select) =>
      select.options.findIndex((option) => chosenIn(select).includes(option))
    ),
    value: property(
      (select) => (chosenIn(select)[0] as Option | undefined)?.value ?? "",
      (select, value) => {
        for (const option of select.options) checks.set(option, option.value === value);
      },
    ),
  });
}

/** Gives this form its controls and its `reset()`: the library has no class for forms. */
export function teachForms(Element: { prototype: object }): void {
  teach(Element.prototype, {
    elements: property((form) => form.localName === "form" ? controlsOf(form) : undefined),
    requestSubmit: {
      configurable: true,
      writable: true,
      value(this: Element, submitter: Element | null = null) {
        const { Event } = this.ownerDocument.defaultView;
        const event = new Event("submit", { bubbles: true, cancelable: true });
        Object.defineProperty(event, "submitter", { value: submitter });
        this.dispatchEvent(event);
      },
    },
    reset: {
      configurable: true,
      writable: true,
      value(this: Element) {
        const { Event } = this.ownerDocument.defaultView;
        if (this.dispatchEvent(new Event("reset", { bubbles: true, cancelable: true }))) {
          reset(this);
        }
      },
    },
  });
}

/** The controls of a form in their order, also those outside of it that name it. */
export function controlsOf(form: Element): Control[] {
  const root = form.isConnected ? form.ownerDocument : form;
  return ([...root.querySelectorAll(CONTROLS)] as Control[]).filter((one) => formOf(one) === form);
}

/** The form that a control belongs to. */
export function formOf(control: Element): Element | null {
  const id = control.getAttribute("form");
  const named = id === null ? null : control.ownerDocument.getElementById(id);
  return id === null ? control.closest("form") : named?.localName === "form" ? named : null;
}

/** Whether a browser would give it no click: it is disabled, or its fieldset is. */
export function isDisabled(element: Element): boolean {
  const control = element.closest("button, input, select, textarea");
  if (!control) return false;
  if (control.hasAttribute("disabled")) return true;
  for (let set = around(control); set; set = around(set)) {
    // What stands in its legend may switch the fieldset on again.
    const legend = [...set.children].find(({ localName }) => localName === "legend");
    if (!legend?.contains(control)) return true;
  }
  return false;
}

/** Whether it is a checkbox or a radio. */
export function isBox(control: Element): boolean {
  return control.localName === "input" &&
    /^(?:checkbox|radio)$/i.test(control.getAttribute("type") ?? "");
}

/** The radios of which one at a time is checked, this one among them. */
export function groupOf(radio: Control): Control[] {
  const name = radio.getAttribute("name");
  if (!name) return [radio];
  const form = formOf(radio);
  const all = [...radio.ownerDocument.querySelectorAll("input[type=radio]")] as Control[];
  return all.filter((one) => one.getAttribute("name") === name && formOf(one) === form);
}

/** The chosen options; a list that shows one at a time has its first chosen when none is. */
export function chosenIn(select: Control): Element[] {
  const marked = select.options.filter(isMarked);
  if (select.multiple) return marked;
  return [marked.at(-1) ?? select.options.find(({ disabled }) => !disabled)].filter((one) =>
    one !== undefined
  );
}

const around = (element: Element): Element | null =>
  element.parentElement?.closest("fieldset[disabled]") ?? null;

const isMarked = (option: Element): boolean =>
  checks.get(option) ?? option.hasAttribute("selected");

function check(box: Control, checked: boolean): void {
  if (checked && box.type === "radio") {
    for (const other of groupOf(box)) checks.set(other, false);
  }
  checks.set(box, checked);
}

/** All controls show what was painted. */
function reset(form: Element): void {
  for (const control of controlsOf(form)) {
    for (const one of [control, ...control.querySelectorAll("option")]) {
      values.delete(one);
      checks.delete(one);
    }
  }
}

/** The type that the attribute names, or this one. */
function typeOr(otherwise: string): PropertyDescriptor {
  return property(
    (control) => control.getAttribute("type")?.toLowerCase() || otherwise,
    (control, type) => control.setAttribute("type", String(type)),
  );
}

function property(
  get: (element: Control) => unknown,
  set: (element: Control, value: unknown) => void = () => {},
): PropertyDescriptor & ThisType<Control> {
  return {
    configurable: true,
    get() {
      return get(this);
    },
    set(value: unknown) {
      set(this, value);
    },
  };
}

function teach(prototype: object, properties: PropertyDescriptorMap): void {
  if (taught.has(prototype)) return;
  taught.add(prototype);
  Object.defineProperties(prototype, properties);
}
