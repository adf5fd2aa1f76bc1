/** Form controls: what the server painted, what the user made of it, and which of the two wins. */

import { MARK } from "../../protocol/mod.ts";
import {
  activeElement,
  closest,
  documentElement,
  getAttribute,
  hasAttribute,
  isConnected,
  localName,
  matches,
  ownerDocument,
  parentNode,
  querySelectorAll,
  targetOf,
} from "../platform/mod.ts";
import { isElement, ownElements } from "../dom/mod.ts";

/** The members of a control that are read here; which ones it has is up to its kind. */
export interface Control extends HTMLElement {
  name?: string;
  type?: string;
  value: string;
  defaultValue?: string;
  checked?: boolean;
  options?: ArrayLike<HTMLOptionElement>;
  multiple?: boolean;
  size?: number;
  validity?: ValidityState;
  form?: HTMLFormElement | null;
  selectionStart?: number | null;
  selectionEnd?: number | null;
  setSelectionRange?(start: number, end: number): void;
}

/** Every control; files too, which can be emptied. */
export const ANY = "input,select,textarea";
// Nobody but the user may fill a file input.
const CONTROLS = "input:not([type=file]),select,textarea";

/** Whether an element is one of these. */
export function isControl(element: Element): element is Control {
  return matches(element, ANY);
}

/** The controls of a form, also those outside of it that name it, or those in any element. */
export function controlsIn(element: Element, kinds: string = CONTROLS): Control[] {
  const isForm = localName(element) === "form";
  const around = isForm ? documentElement(ownerDocument(element) as Document) : element;
  if (!isForm) return ownElements(element, kinds) as Control[];
  const controls = [...querySelectorAll(around, kinds)] as Control[];
  return controls.filter((control) => (control.form ?? closest(control, "form")) === element);
}

/** The control an event came from. A form is none: what it has by such names are its fields. */
export function controlOf(event: Event): Control | undefined {
  const target = targetOf(event);
  return target && localName(target) !== "form" ? target as Control : undefined;
}

const isActive = (control: Control): boolean =>
  control === activeElement(ownerDocument(control) as Document);

const isCheckable = (control: Control): boolean => /^(?:checkbox|radio)$/.test(control.type ?? "");
const list = (control: Control): HTMLOptionElement[] => Array.from(control.options ?? []);

/** What a control shows, as a text that can be compared and given back. */
export function stateOf(control: Control): string {
  return control.options
    ? list(control).filter((option) => option.selected).map((option) => option.value).join("\n")
    : isCheckable(control)
    ? String(!!control.checked)
    : control.value;
}

/** What the server painted into a control: its attributes, which patches keep up to date. */
export function paintedOf(control: Control): string {
  const value = getAttribute(control, "value");
  if (control.options) {
    if (value !== null) return value;
    const chosen = list(control).filter((option) => hasAttribute(option, "selected"));
    const first = list(control).find((option) => !matches(option, ":disabled"));
    const isOpen = control.multiple || (control.size ?? 0) > 1;
    return (chosen.length > 0 || isOpen || !first ? chosen : [first])
      .map((option) => option.value).join("\n");
  }
  if (isCheckable(control)) return String(hasAttribute(control, "checked"));
  if (localName(control) === "textarea") return control.textContent ?? "";
  // Ranges and colours have a value of their own where nothing was painted.
  return value ?? (/^(?:range|color)$/.test(control.type ?? "") ? control.value : "");
}

/** Whether the server says what a list shows; else it is the first option there is. */
const isSet = (control: Control): boolean =>
  getAttribute(control, "value") !== null ||
  list(control).some((option) => hasAttribute(option, "selected"));

/** Makes a control show a state. */
export function show(control: Control, state: string): void {
  if (stateOf(control) === state) return;
  // "1.0" is on its way to "1.05", and no other number than 1.
  const isNumber = control.type === "number" && control.value && state && isActive(control);
  if (isNumber && Number(control.value) === Number(state)) return;
  if (control.options) {
    const chosen = new Set(state.split("\n"));
    for (const option of list(control)) {
      option.selected = chosen.has(option.value);
      // Of several options with one value, the first.
      if (!control.multiple) chosen.delete(option.value);
    }
  } else if (isCheckable(control)) control.checked = state === "true";
  else {
    const { selectionStart, selectionEnd } = control;
    control.value = state;
    if (typeof selectionStart === "number" && isActive(control)) {
      control.setSelectionRange?.(selectionStart, selectionEnd ?? selectionStart);
    }
  }
}

/** What became of an event that told controls: after a reset all of them show what is painted. */
type Outcome = "failed" | "answered" | "submitted" | "reset";

/** Holds patches back while the user is at it. */
export class Controls {
  /** Controls whose painted state changed, with the one before, and what they showed. */
  readonly #held = new Map<Control, [before: string, shown: string]>();
  /** The state the server knows. */
  #seen = new WeakMap<Control, string>();
  readonly #waiting = new WeakMap<Control, number>();
  readonly #typed = new WeakSet<Control>();

  /** The painted state of this control, or of the one it is an option of, is about to change. */
  hold(element: Element): void {
    const control = closest(element, CONTROLS) as Control | null;
    if (!control || this.#held.has(control)) return;
    this.#held.set(control, [paintedOf(control), stateOf(control)]);
  }

  /** A node is about to change: what a list shows depends on its options, and on their order. */
  touch(node: Node): void {
    const element = isElement(node) ? node : parentNode(node);
    if (isElement(element) && /^(?:select|opt)/.test(localName(element))) this.hold(element);
  }

  /** A list shows its `value`, unless the browser brought back what the user had chosen. */
  paint(list: Control & { selectedIndex?: number }): void {
    if ((list.selectedIndex ?? 0) < 1) this.#sync(list);
  }

  /** The user changed a control. */
  type(control: Element): void {
    this.#typed.add(control as Control);
  }

  /** What the user typed stands in a control that was painted anew: its paint is no news. */
  retype(control: Control): void {
    this.type(control);
    this.#held.delete(control);
  }

  /** An event that tells these states goes up; call the result with what became of it. */
  sent(controls: readonly Control[]): (outcome: Outcome) => void {
    const states = controls.map(stateOf);
    controls.forEach((control, i) => {
      this.#waiting.set(control, (this.#waiting.get(control) ?? 0) + 1);
      this.#seen.set(control, states[i] as string);
    });
    return (outcome) =>
      controls.forEach((control, i) => {
        this.#waiting.set(control, (this.#waiting.get(control) ?? 1) - 1);
        if (outcome === "failed") this.#seen.delete(control);
        // It shows what the render says, news or not; what was typed since is told by another event.
        else if (
          isForced(control) && stateOf(control) === states[i] && !this.#waiting.get(control)
        ) {
          this.#sync(control);
        }
        // After a submit the render wins, unless the user already goes on.
        const isOver = outcome === "submitted" || outcome === "reset";
        if (!isOver || stateOf(control) !== states[i]) return;
        this.#typed.delete(control);
        if (outcome === "reset" || isHole(control)) this.#sync(control);
      });
  }

  /** Applies what was held back for controls that are free again. */
  release(): void {
    for (const [control, [before, shown]] of this.#held) {
      // A list without the option it shall show is not the user's doing.
      const edited = isActive(control) &&
        (!control.options || this.#typed.has(control)) &&
        stateOf(control) !== (this.#seen.get(control) ?? before) && !isForced(control);
      if (isConnected(control) && (edited || this.#waiting.get(control))) continue;
      this.#held.delete(control);
      // Other options came, and what was chosen is not contradicted.
      const isTyped = this.#typed.has(control);
      const isChosen = isSet(control)
        ? isTyped && paintedOf(control) === before
        : isTyped || shown !== before;
      if (!control.options || !isChosen) this.#sync(control);
      else if (list(control).some(({ value }) => value === shown)) show(control, shown);
    }
  }

  #sync(control: Control): void {
    show(control, paintedOf(control));
    this.#seen.set(control, stateOf(control));
  }

  /** Another instance answers from now on: it has seen nothing. */
  forget(): void {
    this.#seen = new WeakMap();
  }

  /** An event that waits tells the server what a control shows. */
  know(control: Control): void {
    this.#seen.set(control, stateOf(control));
  }

  /** Whether the server knows what a control shows. */
  knows(control: Control): boolean {
    return stateOf(control) === (this.#seen.get(control) ?? paintedOf(control));
  }

  /** Whether a control holds something of the user's that a fresh paint must not take. */
  isTyped(control: Control): boolean {
    return this.#typed.has(control);
  }
}

const isForced = (control: Control): boolean => hasAttribute(control, "dj-force-value");

/** Whether the template has a hole for a control's value. */
export function isHole(control: Element): boolean {
  const selector = `[${MARK.attribute}*=${MARK.value}]`;
  return matches(control, selector) || !!control.querySelector(selector);
}
