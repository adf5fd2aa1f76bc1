/** A page without a browser: a DOM library's document, and what a window needs besides. */

import { parseHTML } from "linkedom";
import { escape } from "../vdom/mod.ts";
import { teachControls, teachForms } from "./controls.ts";
import { teachEvents, teachTypes } from "./events.ts";
import type { Element, TestWindow } from "./dom.ts";
import { FormFields } from "./fields.ts";
import { teachFocus } from "./focus.ts";
import { scrolling } from "./scrolling.ts";
import { createStorage, storageOf } from "./storage.ts";

/**
 * What a page asked its browser to do.
 *
 * @category Testing
 */
export interface Navigation {
  /** To another URL, by a form with `method="post"`, or to the same URL anew. */
  type: "assign" | "post" | "reload";
  /** The URL. */
  to: string;
}

/** The same, with what a form brings there. */
export interface Leaving extends Navigation {
  readonly fields?: readonly (readonly [name: string, value: string])[];
}

/** The document that a browser makes of an answer: also of a text, of a piece of HTML, of nothing. */
export async function documentOf(response: Response): Promise<string> {
  const body = await response.text();
  const isHtml = /^text\/html\b/.test(response.headers.get("content-type") ?? "");
  if (isHtml && /<html[\s>]/i.test(body)) return body;
  const content = isHtml ? body : body && `<pre>${escape(body)}</pre>`;
  return `<!DOCTYPE html><html><head></head><body>${content}</body></html>`;
}

/** A layout in which all is seen but what `hidden` hides. */
const getComputedStyle = (element: Element) => ({
  display: element.hasAttribute("hidden") ? "none" : "block",
  overflowY: "auto",
  position: "static",
});

/**
 * A window that shows this HTML to a visitor. `leave` hears where the page wants to go, `confirm` what
 * it asks.
 */
export function openWindow(
  html: string,
  url: string,
  leave: (navigation: Navigation) => void,
  confirm: (question: string) => boolean,
  visitor: object = {},
): TestWindow {
  const { window } = parseHTML(html) as unknown as { window: TestWindow };
  teachEvents(window.document);
  teachTypes(window.document);
  teachControls(window);
  teachForms(window.HTMLElement);
  teachFocus(window);
  const location = Object.assign(new URL(url), {
    assign: (to: string) => leave({ type: "assign", to }),
    reload: () => leave({ type: "reload", to: url }),
  });
  const own: Record<PropertyKey, unknown> = {
    location,
    sessionStorage: createStorage(),
    // Deno's own would be there in the next run as well.
    localStorage: storageOf(visitor),
    // The same on every machine.
    navigator: { platform: "" },
    getComputedStyle,
    confirm,
    FormData: FormFields,
    djust: undefined,
    ...scrolling,
  };
  // The library's window writes through to the global object: two pages would share what they set.
  const view = new Proxy(window, {
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
    getOwnPropertyDescriptor: (target, name) =>
      name in own
        ? { value: own[name], configurable: true }
        : Reflect.getOwnPropertyDescriptor(target, name),
  });
  Object.defineProperty(window.document, "defaultView", { value: view });
  return view;
}
