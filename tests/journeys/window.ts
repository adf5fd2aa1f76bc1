/** A window around a document of the DOM library: what browsers have and the library lacks. */

import { HTMLInputElement as Input, HTMLTextAreaElement as Textarea } from "linkedom";
import { teachEvents, teachTypes } from "../../testing/events.ts";

/** What a window needs from outside. */
export interface WindowParts {
  readonly url: string;
  /** Lives as long as the tab. */
  readonly storage: Map<string, string>;
  /** The page wants to be elsewhere; its own URL is a reload. */
  go(to: string): void;
}

type Page = Window & typeof globalThis;

/** The window of a document. Each has its own `djust`, unlike the library's, which writes globals. */
export function windowOf(document: Document, { url, storage, go }: WindowParts): Page {
  separateValues();
  // The library takes the target from an event that was dispatched: what waits would find none.
  teachEvents(document);
  teachTypes(document);
  const inner = document.defaultView as unknown as Record<PropertyKey, unknown>;
  const own: Record<PropertyKey, unknown> = {
    document,
    location: {
      href: url,
      origin: new URL(url).origin,
      assign: (to: string) => go(to),
      reload: () => go(url),
    },
    sessionStorage: {
      getItem: (key: string) => storage.get(key) ?? null,
      setItem: (key: string, value: string) => void storage.set(key, value),
      removeItem: (key: string) => void storage.delete(key),
    },
    FormData: FormFields,
    AbortController,
    CSSStyleSheet: undefined,
    trustedTypes: undefined,
  };
  Object.defineProperty(document, "activeElement", {
    configurable: true,
    get: () => focused.get(document) ?? document.body,
  });
  return new Proxy(own, {
    get: (target, name) => name in target ? target[name] : inner[name],
    set: (target, name, value) => {
      target[name] = value;
      return true;
    },
    has: () => true,
  }) as unknown as Page;
}

const focused = new WeakMap<object, Element>();
const typed = new WeakMap<object, string>();

/** The library's controls have no value but their attribute; a user's typing must not be painted. */
function separateValues(): void {
  const inputs = Input.prototype as unknown as HTMLInputElement;
  if (Object.hasOwn(inputs, "focus")) return;
  const kinds = [
    [Input, (control: Element) => control.getAttribute("value") ?? ""],
    [Textarea, (control: Element) => control.textContent ?? ""],
  ] as const;
  for (const [kind, painted] of kinds) {
    Object.defineProperties(kind.prototype, {
      value: {
        configurable: true,
        get(this: Element) {
          return typed.get(this) ?? painted(this);
        },
        set(this: Element, text: string) {
          typed.set(this, String(text));
        },
      },
      focus: {
        value(this: Element) {
          focused.set(this.ownerDocument, this);
        },
      },
    });
  }
}

/** The fields of a form; Deno's own knows no forms. */
class FormFields {
  readonly #fields: [string, string][];

  constructor(form: HTMLFormElement) {
    this.#fields = [...form.querySelectorAll<HTMLInputElement>("input[name],textarea[name]")]
      .map((control) => [control.getAttribute("name") ?? "", control.value]);
  }

  [Symbol.iterator](): Iterator<[string, string]> {
    return this.#fields[Symbol.iterator]();
  }
}
