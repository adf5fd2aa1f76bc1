/** Teaches the DOM library where the focus is. It has no order of Tab: that takes a layout. */

import { isDisabled } from "./controls.ts";
import type { Document, Element, TestWindow } from "./dom.ts";

const FOCUSABLE = "a[href], area[href], button, input:not([type=hidden]), select, textarea, " +
  "summary, iframe, [tabindex], [contenteditable]";

const active = new WeakMap<Document, Element>();
/** Prototypes that know already. */
const taught = new WeakSet<object>();

/** Gives the library's elements `focus()` and `blur()`, and this document its `activeElement`. */
export function teachFocus({ document, HTMLElement }: TestWindow): void {
  Object.defineProperty(document, "activeElement", {
    configurable: true,
    get: () => focusedIn(document) ?? document.body,
  });
  if (taught.has(HTMLElement.prototype)) return;
  taught.add(HTMLElement.prototype);
  Object.assign(HTMLElement.prototype, {
    focus(this: Element) {
      if (this.matches(FOCUSABLE) && !isDisabled(this)) moveFocus(this.ownerDocument, this);
    },
    blur(this: Element) {
      if (focusedIn(this.ownerDocument) === this) moveFocus(this.ownerDocument, undefined);
    },
  });
}

/** The nearest element around this one that takes the focus when it is clicked. */
export function focusableAround(element: Element): Element | undefined {
  return element.closest(FOCUSABLE) ?? undefined;
}

/** Moves the focus to an element, or to none: one control is left before the other is entered. */
export function moveFocus(document: Document, to: Element | undefined): void {
  const from = focusedIn(document);
  if (from === to) return;
  active.delete(document);
  if (from) tell(from, ["blur", "focusout"], to);
  if (!to) return;
  active.set(document, to);
  tell(to, ["focus", "focusin"], from);
}

/** What has the focus; what left the page has lost it. */
function focusedIn(document: Document): Element | undefined {
  const element = active.get(document);
  return element?.isConnected ? element : undefined;
}

function tell(element: Element, types: readonly string[], relatedTarget?: Element): void {
  const { Event } = element.ownerDocument.defaultView;
  for (const type of types) {
    const event = new Event(type, { bubbles: type.startsWith("focus") && type !== "focus" });
    element.dispatchEvent(Object.assign(event, { relatedTarget: relatedTarget ?? null }));
  }
}
