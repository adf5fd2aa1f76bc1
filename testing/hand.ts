/** What a visitor's hand does in a page, and what a browser makes of it. */

import type { Leaving } from "./browser.ts";
import { type Control, controlsOf, formOf, groupOf, isBox, isDisabled } from "./controls.ts";
import type { Element, Form, TestWindow } from "./dom.ts";
import { membersOf } from "./events.ts";
import { FormFields, isButton, isOperation } from "./fields.ts";
import { focusableAround, moveFocus } from "./focus.ts";
import { faultOf } from "./validity.ts";

/**
 * What is filled into a form by the name of a control.
 *
 * @category Testing
 */
export type FormValue = string | number | boolean | readonly (string | number)[];

/** What does something when it, or something in it, is clicked. */
const ACTORS = "a[href], area[href], button, input, label, option, select, summary, textarea";
const LABELLED = "button, input:not([type=hidden]), output, progress, meter, select, textarea";

/** Elements without a text of their own: Enter in them is no submit. */
const WORDLESS = /^(?:button|reset|submit|image|file|color|range)$/;

/** What a hand is given of its page. */
export interface HandHost {
  readonly window: TestWindow;
  /** What is being done, for errors: `click "#save"`. */
  readonly act: string;
  /** Hears where a link or a form leads. */
  leave(leaving: Leaving): void;
}

/** One action of a visitor. */
export class Hand {
  readonly #host: HandHost;

  /** A hand that does this. */
  constructor(host: HandHost) {
    this.#host = host;
  }

  /** Fires an event; false when its default was prevented. */
  fire(
    element: Element,
    type: string,
    facts: Readonly<Record<string, unknown>> = {},
  ): boolean {
    const { window } = this.#host;
    const Kind = type === "input" ? window.InputEvent : window.Event;
    const bubbles = !/^(?:focus|blur|scroll|toggle|(?:mouse|pointer)(?:enter|leave))$/.test(type);
    const event = new Kind(type, { bubbles, cancelable: true, composed: true });
    Object.defineProperties(event, membersOf({ view: window, ...facts }));
    return element.dispatchEvent(event);
  }

  /** The focus moves to what takes it around an element, or to none. */
  focus(element: Element | undefined): void {
    moveFocus(this.#host.window.document, element && focusableAround(element));
  }

  /** Refuses what is disabled: a browser would do nothing, and a test would not see why. */
  ready(element: Element): void {
    if (isDisabled(element)) this.#refuse("it is disabled, a browser would do nothing");
  }

  /** Clicks. */
  click(element: Element): void {
    const actor = element.closest(ACTORS);
    const meant = actor?.localName === "label" ? labelledBy(actor) : element;
    this.ready(meant ?? element);
    this.focus(meant);
    this.#activate(element);
  }

  /** A key goes down and up on an element, and does what it does there. */
  press(element: Element, key: string): void {
    const control = element as Control;
    const facts = { key, code: key === " " ? "Space" : key };
    this.ready(element);
    const isClicked = isBox(control) || isButton(control) || element.localName === "summary";
    this.focus(element);
    const isGoing = this.fire(element, "keydown", facts);
    if (isGoing && key === "Enter") {
      if (element.matches("a[href], summary") || isButton(control)) this.#activate(element);
      else if (element.localName === "input" && !WORDLESS.test(control.type)) this.#enter(control);
    }
    if (this.fire(element, "keyup", facts) && key === " " && isClicked) this.#activate(element);
  }

  /** Writes a text in place of what stood there. It is not committed before {@link Hand.commit}. */
  write(control: Control, text: string): void {
    this.ready(control);
    if (control.type === "file") this.#refuse("it takes files, and there are none here");
    if (control.hasAttribute("readonly")) this.#refuse("it is readonly");
    this.focus(control);
    control.value = text;
    this.fire(control, "input");
  }

  /** What was written counts. */
  commit(control: Control): void {
    this.fire(control, "change");
  }

  /** Chooses these of a list's options, and no others. */
  choose(select: Control, chosen: readonly string[]): void {
    const name = select.getAttribute("name") ?? select.id;
    const options = select.options.filter(({ disabled }) => !disabled);
    this.#choices(name, options.map(({ value }) => value), chosen);
    this.ready(select);
    this.focus(select);
    for (const option of select.options) option.selected = chosen.includes(option.value);
    this.fire(select, "input");
    this.fire(select, "change");
  }

  /** Fills in the controls of a form that have this name. */
  fill(form: Element, name: string, value: FormValue): void {
    const named = controlsOf(form).filter((control) =>
      control.getAttribute("name") === name && !isButton(control)
    );
    const controls = named.filter((control) => !isDisabled(control));
    const [control] = controls;
    if (!control) {
      this.#refuse(named.length > 0 ? `"${name}" is disabled` : `it has no control "${name}"`);
    }
    const texts = (typeof value === "object" ? value : [value]).map((one) => this.#text(name, one));
    if (isBox(control)) return this.#check(controls, name, value, texts.filter(Boolean));
    if (control.localName === "select") return this.choose(control, texts);
    if (texts.length > controls.length) {
      this.#refuse(`"${name}" stands there ${controls.length} times, for ${texts.length} values`);
    }
    for (const [place, text] of texts.entries()) {
      this.write(controls[place] as Control, text);
      this.commit(controls[place] as Control);
    }
  }

  /** Submits as a visitor would: by the form's first submit button, if it has any. */
  submit(form: Element): void {
    const button = submitterOf(form);
    if (button && isDisabled(button)) this.#refuse("its button is disabled");
    if (button) this.click(button);
    else this.#submit(form, null);
  }

  #refuse(why: string): never {
    throw new Error(`Cannot ${this.#host.act}: ${why}`);
  }

  /** What a visitor would write: a form sends texts. */
  #text(name: string, value: string | number | boolean): string {
    if (typeof value === "number" && !Number.isFinite(value)) {
      this.#refuse(`"${name}" cannot be ${value}: no form sends that; give a number or a text`);
    }
    return String(value);
  }

  #choices(name: string, known: readonly string[], asked: readonly string[]): void {
    const unknown = asked.find((value) => !known.includes(value));
    if (unknown === undefined) return;
    const all = known.map((value) => JSON.stringify(value)).join(", ");
    this.#refuse(`"${name}" has no ${JSON.stringify(unknown)}; it has ${all}`);
  }

  /** Which of these boxes are checked; a click changes what is not so yet. */
  #check(
    boxes: readonly Control[],
    name: string,
    value: FormValue,
    texts: readonly string[],
  ): void {
    if (typeof value !== "boolean") this.#choices(name, boxes.map((box) => box.value), texts);
    for (const box of boxes) {
      const isWanted = typeof value === "boolean" ? value : texts.includes(box.value);
      if (box.checked !== isWanted && (isWanted || box.type === "checkbox")) this.click(box);
    }
  }

  /** A click arrives: a box is checked before it, all else follows unless it was prevented. */
  #activate(element: Element): void {
    const actor = (element.closest(ACTORS) ?? element) as Control;
    const before = isBox(actor) ? groupOf(actor).filter((one) => one.checked) : [];
    if (isBox(actor)) actor.checked = actor.type === "radio" || !actor.checked;
    const isChanged = isBox(actor) && before.includes(actor) !== actor.checked;
    if (!this.fire(element, "click", CLICK)) {
      if (!isChanged) return;
      actor.checked = !actor.checked;
      for (const one of before) one.checked = true;
    } else if (isChanged) {
      this.fire(actor, "input");
      this.fire(actor, "change");
    } else this.#follow(actor);
  }

  /** What a click does that nobody prevented. */
  #follow(actor: Control): void {
    switch (actor.localName) {
      case "a":
      case "area":
        return this.#go(actor);
      case "label": {
        const control = labelledBy(actor);
        if (control && !isDisabled(control)) this.#activate(control);
        return;
      }
      case "summary": {
        const details = actor.closest("details");
        details?.toggleAttribute("open");
        if (details) this.fire(details, "toggle");
        return;
      }
      case "option": {
        const select = actor.closest("select") as Control | null;
        if (select) this.choose(select, [actor.value]);
        return;
      }
    }
    const form = isButton(actor) ? formOf(actor) : null;
    if (form && /^(?:submit|image)$/.test(actor.type)) this.#submit(form, actor);
    else if (form && actor.type === "reset") (form as Form).reset();
  }

  /** Enter in a text submits by the first button; without one, where it is the only text. */
  #enter(control: Control): void {
    const form = formOf(control);
    if (!form) return;
    const [button] = submittersOf(form);
    if (button) {
      if (!isDisabled(button)) this.#activate(button);
      return;
    }
    const texts = controlsOf(form).filter((one) =>
      one.localName === "input" && !isBox(one) && !WORDLESS.test(one.type) && one.type !== "hidden"
    );
    if (texts.length < 2) this.#submit(form, null);
  }

  #submit(form: Element, submitter: Control | null): void {
    if (!form.hasAttribute("novalidate") && !submitter?.hasAttribute("formnovalidate")) {
      for (const control of controlsOf(form)) {
        const fault = faultOf(control);
        if (fault) {
          const name = control.getAttribute("name") ?? control.id;
          this.#refuse(
            `"${name}" ${fault}, and a browser would stop there; ` +
              `fill it in first, or write novalidate on the form`,
          );
        }
      }
    }
    if (this.fire(form, "submit", { submitter })) this.#send(form, submitter);
  }

  /** A form that no handler takes leads to another page. */
  #send(form: Element, submitter: Control | null): void {
    const asked = (name: string): string | null =>
      submitter?.getAttribute("form" + name) ?? form.getAttribute(name);
    const { pathname, search } = this.#host.window.location;
    const to = asked("action") || pathname + search;
    const method = asked("method")?.toLowerCase();
    if (method === "post") {
      this.#host.leave({ type: "post", to, fields: [...new FormFields(form, submitter)] });
    } else if (method !== "dialog") {
      const query = new URLSearchParams([...new FormFields(form, submitter)]);
      this.#host.leave({ type: "assign", to: `${to.split(/[?#]/)[0]}?${query}` });
    }
  }

  /** Where a link leads, unless that is a place in this page, another tab, or no page at all. */
  #go(link: Element): void {
    const to = link.getAttribute("href") ?? "";
    const isHere = to.startsWith("#") || link.hasAttribute("download") ||
      !/^(?:_self)?$/.test(link.getAttribute("target") ?? "");
    const { protocol } = new URL(to, this.#host.window.location.href);
    if (!isHere && /^http/.test(protocol)) this.#host.leave({ type: "assign", to });
  }
}

/** A plain click with the first button. */
const CLICK = { button: 0, detail: 1, clientX: 0, clientY: 0, pageX: 0, pageY: 0 };

function labelledBy(label: Element): Element | undefined {
  const id = label.getAttribute("for");
  const found = id === null
    ? label.querySelector(LABELLED)
    : label.ownerDocument.getElementById(id);
  return found?.matches(LABELLED) ? found : undefined;
}

function submittersOf(form: Element): Control[] {
  return controlsOf(form).filter((one) => isButton(one) && /^(?:submit|image)$/.test(one.type));
}

/** The button by which a form is submitted when none is clicked. */
function submitterOf(form: Element): Control | undefined {
  return submittersOf(form).find((one) => !isOperation(one));
}
