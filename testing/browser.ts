/** A page without a browser: a DOM library's document, and what a window needs besides. */

import { parseHTML } from "linkedom";
import { teachControls } from "./controls.ts";
import { teachEvents } from "./events.ts";

/** What a page asked its browser to do. */
export interface Navigation {
  /** To another URL, or the same one anew. */
  type: "assign" | "reload";
  /** The URL. */
  to: string;
}

/** A window as the client takes it. */
export type TestWindow = Window & typeof globalThis;

/** A window that shows this HTML. `leave` hears where the page wants to go. */
export function openWindow(
  html: string,
  url: string,
  leave: (navigation: Navigation) => void,
): TestWindow {
  const { window } = parseHTML(html) as unknown as { window: TestWindow };
  teachEvents(window.document);
  teachControls(window);
  const stored = new Map<string, string>();
  const location = Object.assign(new URL(url), {
    assign: (to: string) => leave({ type: "assign", to }),
    reload: () => leave({ type: "reload", to: url }),
  });
  const sessionStorage = {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => void stored.set(key, value),
    removeItem: (key: string) => void stored.delete(key),
  };
  const own: Record<PropertyKey, unknown> = {
    location,
    sessionStorage,
    FormData: FormFields,
    djust: undefined,
  };
  // The library's window writes through to the global object: two pages would share what they set.
  return new Proxy(window, {
    has: (target, name) => name in own || name in target,
    get: (target, name) => {
      if (name in own) return own[name];
      const value: unknown = Reflect.get(target, name);
      const isMethod = name === "addEventListener" || name === "removeEventListener" ||
        name === "dispatchEvent";
      return isMethod && typeof value === "function" ? value.bind(target) : value;
    },
    set: (_, name, value) => {
      own[name] = value;
      return true;
    },
  });
}

/** The fields of a form as it would be submitted: what the DOM library has not. */
class FormFields implements Iterable<[string, string]> {
  readonly #fields: [string, string][] = [];

  constructor(form: Element, submitter?: Element | null) {
    for (const element of form.querySelectorAll("input, select, textarea, button")) {
      const control = element as HTMLInputElement & { options?: Iterable<HTMLOptionElement> };
      const name = control.getAttribute("name");
      if (!name || control.hasAttribute("disabled")) continue;
      const type = control.getAttribute("type") ?? "";
      const isButton = control.localName === "button" ||
        /^(?:submit|image|button|reset)$/.test(type);
      if (isButton && control !== submitter) continue;
      if (/^(?:checkbox|radio)$/.test(type)) {
        if (control.checked) this.#fields.push([name, control.getAttribute("value") ?? "on"]);
      } else if (type !== "file") this.#fields.push([name, control.value ?? ""]);
    }
  }

  [Symbol.iterator](): Iterator<[string, string]> {
    return this.#fields[Symbol.iterator]();
  }
}
