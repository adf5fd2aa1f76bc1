/** Teaches the DOM library what a form control is: what was typed is not what was painted. */

/** What is used of a control here. */
interface ControlElement extends Element {
  type?: string;
}

/** The element classes of a window of the library. */
export interface ControlClasses {
  HTMLInputElement: { prototype: object };
  HTMLTextAreaElement: { prototype: object };
  HTMLSelectElement: { prototype: object };
  HTMLOptionElement: { prototype: object };
}

/** What users and scripts put into controls, beside the attributes. */
const values = new WeakMap<Element, string>();
const checks = new WeakMap<Element, boolean>();
/** Prototypes that know already. */
const taught = new WeakSet<object>();

/** Gives the library's controls properties of their own. Doing it twice does nothing. */
export function teachControls(classes: ControlClasses): void {
  const { HTMLInputElement, HTMLTextAreaElement, HTMLSelectElement, HTMLOptionElement } = classes;
  teach(HTMLInputElement.prototype, {
    value: property(
      (control) =>
        values.get(control) ?? control.getAttribute("value") ?? (isBox(control) ? "on" : ""),
      (control, value) => values.set(control, String(value)),
    ),
    checked: property(
      (control) => checks.get(control) ?? control.hasAttribute("checked"),
      (control, checked) => checks.set(control, Boolean(checked)),
    ),
    form: property((control) => control.closest("form")),
  });
  teach(HTMLTextAreaElement.prototype, {
    value: property(
      (control) => values.get(control) ?? control.textContent ?? "",
      (control, value) => values.set(control, String(value)),
    ),
    form: property((control) => control.closest("form")),
  });
  teach(HTMLOptionElement.prototype, {
    value: property((option) => option.getAttribute("value") ?? (option.textContent ?? "").trim()),
    selected: property(
      (option) => checks.get(option) ?? option.hasAttribute("selected"),
      (option, selected) => checks.set(option, Boolean(selected)),
    ),
  });
  teach(HTMLSelectElement.prototype, {
    options: property((select) => [...select.querySelectorAll("option")]),
    selectedIndex: property((select) => chosenOf(select).at(0)?.index ?? -1),
    value: property(
      (select) => chosenOf(select).at(0)?.option.value ?? "",
      (select, value) => {
        for (const option of select.querySelectorAll("option")) {
          option.selected = option.value === value;
        }
      },
    ),
    form: property((control) => control.closest("form")),
  });
}

/** Whether a browser would give it no click: it is disabled, or its fieldset is. */
export function isDisabled(element: Element): boolean {
  const control = element.closest("button, input, select, textarea");
  return control !== null &&
    (control.hasAttribute("disabled") || control.closest("fieldset[disabled]") !== null);
}

const isBox = (control: ControlElement): boolean =>
  /^(?:checkbox|radio)$/.test(control.getAttribute("type") ?? "");

/** The chosen options; a list that shows one at a time has its first chosen when none is. */
function chosenOf(select: Element): { option: HTMLOptionElement; index: number }[] {
  const options = [...select.querySelectorAll("option")].map((option, index) => ({
    option,
    index,
  }));
  const chosen = options.filter(({ option }) => option.selected);
  return chosen.length > 0 || select.hasAttribute("multiple") ? chosen : options.slice(0, 1);
}

function property(
  get: (element: ControlElement) => unknown,
  set: (element: ControlElement, value: unknown) => void = () => {},
): PropertyDescriptor & ThisType<ControlElement> {
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
