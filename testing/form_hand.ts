/** A form of a test page, found by what a visitor calls it: filled in and submitted. */

import { type Control, controlsOf } from "./controls.ts";
import type { Document, Element } from "./dom.ts";
import { isButton, isOperation } from "./fields.ts";
import type { FormValue, Hand } from "./hand.ts";

/**
 * What is filled into a form, by the names or the labels of its controls: `{ name: "Ada" }`; what
 * nests stands in groups and lists: `{ tags: [{ label: "a" }] }`.
 *
 * @category Testing
 */
export type FormValues = {
  readonly [name: string]: FormValue | FormValues | readonly FormValues[];
};

/** What a form of a test page needs of it. */
export interface FormHandHost {
  /** The form as it stands in the page now. */
  form(): Element;
  hand(act: string): Hand;
  /** Time passes until what was typed has gone up, and is answered. */
  typed(controls: readonly Control[]): Promise<void>;
  settled(): Promise<void>;
}

/**
 * A form: what is filled in is there after `submit()` or `done()`.
 *
 * @category Testing
 */
export class FormHand {
  readonly #host: FormHandHost;
  readonly #name: string;
  #values: [name: string, value: FormValue][] = [];

  /** The form that is called so. */
  constructor(name: string, host: FormHandHost) {
    this.#name = name;
    this.#host = host;
  }

  /** Fills in controls, as a visitor does who then leaves each of them. */
  fill(values: FormValues): this {
    this.#values.push(...flat(values));
    return this;
  }

  /** Does what was asked for, and waits until the page has heard of it. */
  async done(): Promise<void> {
    const values = this.#values;
    this.#values = [];
    for (const [name, value] of values) {
      const form = this.#host.form();
      const known = controlNamed(form, name);
      const hand = this.#host.hand(`fill "${this.#name}"`);
      hand.fill(form, known?.getAttribute("name") ?? name, value);
      if (known) await this.#host.typed([known]);
    }
    if (values.length > 0) {
      this.#host.hand("blur").focus(undefined);
      await this.#host.settled();
    }
  }

  /** Submits it, by the button with this text or by its first one; operations are none. */
  async submit(button?: string): Promise<void> {
    await this.done();
    const form = this.#host.form();
    const hand = this.#host.hand(`submit "${this.#name}"`);
    if (button === undefined) hand.submit(form);
    else hand.click(buttonNamed(form, button));
    await this.#host.settled();
  }
}

/** The form that is called so: by its label, heading or legend, its button, its id or name. */
export function formNamed(root: Element | Document, name: string): Element {
  const forms = [...root.querySelectorAll("form")] as Element[];
  for (const namesOf of NAMES) {
    const form = forms.find((form) => namesOf(form).includes(name));
    if (form) return form;
  }
  const all = forms.map((form) => NAMES.flatMap((namesOf) => namesOf(form))[0] ?? "(nameless)");
  throw new Error(
    `Cannot find the form "${name}": ${
      all.length > 0 ? `there are ${all.join(", ")}` : "the page has none"
    }`,
  );
}

/** What the page says is wrong with a control: the text that describes it. */
export function errorsIn(root: Element | Document, name: string): string[] {
  const controls = [...root.querySelectorAll(`[name="${name}"]`)] as Element[];
  const wrong = controls.find((one) => one.getAttribute("aria-invalid") === "true");
  const ids = wrong?.getAttribute("aria-errormessage") ?? wrong?.getAttribute("aria-describedby");
  return (ids ?? "").split(/\s+/).filter(Boolean)
    .map((id) => text(root.querySelector(`[id="${id}"]`)))
    .filter((message) => message !== "");
}

const text = (element: Element | null | undefined): string =>
  (element?.textContent ?? "").replace(/\s+/g, " ").trim();

const NAMES: readonly ((form: Element) => string[])[] = [
  (form) => [form.getAttribute("aria-label") ?? ""],
  (form) =>
    (form.getAttribute("aria-labelledby") ?? "").split(/\s+/)
      .map((id) => text(form.ownerDocument.getElementById(id))),
  (form) => [...form.querySelectorAll("h1, h2, h3, h4, legend")].map(text),
  (form) => controlsOf(form).filter((one) => isButton(one) && !isOperation(one)).map(buttonText),
  (form) => [form.getAttribute("id") ?? "", form.getAttribute("name") ?? ""],
];

const buttonText = (button: Control): string =>
  button.getAttribute("aria-label") ??
    (button.localName === "input" ? button.value : text(button));

function buttonNamed(form: Element, name: string): Element {
  const buttons = controlsOf(form).filter(isButton);
  const button = buttons.find((one) => buttonText(one) === name);
  if (button) return button;
  throw new Error(
    `Cannot find the button "${name}": there are ${buttons.map(buttonText).join(", ")}`,
  );
}

/** The control of this name or, where there is none, of this label. */
function controlNamed(form: Element, name: string): Control | undefined {
  const controls = controlsOf(form).filter((one) => !isButton(one));
  const named = controls.find((one) => one.getAttribute("name") === name);
  return named ?? controls.find((one) => labelsOf(one).includes(name));
}

function labelsOf(control: Element): string[] {
  const labels = [...control.ownerDocument.querySelectorAll("label")]
    .filter((label) => label.getAttribute("for") === control.id && control.id !== "");
  const around = control.closest("label");
  return [control.getAttribute("aria-label") ?? "", text(around), ...labels.map(text)]
    .filter((label) => label !== "");
}

/** Names of controls with what goes into them. */
function flat(values: FormValues, around = ""): [string, FormValue][] {
  return Object.entries(values).flatMap(([key, value]): [string, FormValue][] => {
    const name = around === "" ? key : `${around}[${key}]`;
    if (isPlain(value)) return [[name, value]];
    return Array.isArray(value)
      ? value.flatMap((item, i) => flat(item as FormValues, `${name}[${i}]`))
      : flat(value as FormValues, name);
  });
}

const isPlain = (value: unknown): value is FormValue =>
  typeof value !== "object" || value === null ||
  (Array.isArray(value) && value.every((item) => typeof item !== "object"));
