/** What a full frame must not take from the user: typed text, focus, selection, scroll, open details. */

import {
  activeElement,
  focusAt,
  getAttribute,
  guarded,
  localName,
  matches,
  ownerDocument,
  querySelectorAll,
  removeAttribute,
  scrollLeft,
  scrollTo,
  scrollTop,
  setAttribute,
} from "../platform/mod.ts";
import { ignoredAt, ownElements } from "../dom/mod.ts";
import { type Control, isControl, paintedOf, show, stateOf } from "./controls.ts";

/** Elements with a name that finds them again in another paint: by id, form, name and place. */
function named(
  regions: readonly Element[],
  elements: (region: Element, selector: string) => Iterable<Element>,
): [name: string, element: Element][] {
  const count: Record<string, number> = {};
  // Those of views in views stand in two regions.
  const all = new Set(regions.flatMap((region) => [region, ...elements(region, "*")]));
  return [...all].map((element) => {
    const kind = localName(element);
    const form = isControl(element) && element.form;
    const id = getAttribute(element, "id");
    const formName = form && (getAttribute(form, "id") || getAttribute(form, "name"));
    const key = [kind, id || [formName, getAttribute(element, "name")]].join(" ");
    count[key] = (count[key] ?? 0) + 1;
    return [id ? key : key + count[key], element];
  });
}

/** What stands for an element since its page was painted anew. */
const successors = new WeakMap<Element, Element>();

/** The element that stands for this one now: it has its id, or its name and form. */
export function latest(element: Element): Element {
  const next = successors.get(element);
  return next ? latest(next) : element;
}

/** Remembers what is the user's; the result gives it back to what stands there then, as typed. */
export function keep(
  regions: readonly Element[],
  isTyped: (control: Control) => boolean,
  type: (control: Control) => void,
): () => void {
  const active = activeElement(ownerDocument(regions[0] as Element) as Document);
  const kept = new Map<string, (element: Element) => void>();
  const before = new Map<string, Element>();
  let focus = (): void => {};
  for (const [name, element] of named(regions, ownElements)) {
    const control = element as Control;
    // By its place alone an element is not found for sure.
    if (["id", "name"].some((one) => getAttribute(element, one))) before.set(name, element);
    const [top, left] = [scrollTop(element), scrollLeft(element)];
    const acts: ((element: Element) => void)[] = [];
    // Nobody but the user may fill a file input.
    if (isControl(element) && control.type !== "file" && isTyped(control)) {
      const state = stateOf(control);
      acts.push((next) => {
        show(next as Control, state);
        // It stays their text, however often the page is painted anew.
        type(next as Control);
      });
    }
    if (element === active) {
      const { selectionStart, selectionEnd } = control;
      acts.push((next) =>
        focus = () => {
          focusAt(next);
          if (typeof selectionStart === "number") {
            (next as Control).setSelectionRange?.(selectionStart, selectionEnd ?? selectionStart);
          }
        }
      );
    }
    if (top || left) acts.push((next) => scrollTo(next, left, top));
    acts.push(...openOf(element), ...ignoredOf(element));
    if (acts.length > 0) {
      kept.set(name, (next) => {
        // One that cannot take it back is no reason for the others to lose theirs.
        if (next !== element) acts.forEach((act) => guarded(act)(next));
      });
    }
  }
  return () => {
    for (const [name, element] of named(regions, ownElements)) {
      const last = before.get(name) ?? element;
      if (last !== element) successors.set(last, element);
      kept.get(name)?.(element);
    }
    // Last, for a dialog that opens takes it.
    guarded(focus)();
  };
}

/** What of an element is open. */
function openOf(element: Element): ((next: Element) => void)[] {
  const kind = localName(element);
  if (kind === "details") {
    const { open } = element as HTMLDetailsElement;
    return [(next) => (next as HTMLDetailsElement).open = open];
  }
  if (kind !== "dialog" || !(element as HTMLDialogElement).open) return [];
  const isModal = matches(element, ":modal");
  return [(next) => openDialog(next as HTMLDialogElement, isModal)];
}

/** Attributes that are the page's own. What still stands there has lost nothing. */
function ignoredOf(element: Element): ((next: Element) => void)[] {
  return ignoredAt(element).map((name) => {
    const value = getAttribute(element, name);
    return (next) => {
      // A strict policy lets styles be written, but not their attribute.
      if (name === "style") (next as HTMLElement).style.cssText = value ?? "";
      else if (value === null) removeAttribute(next, name);
      else setAttribute(next, name, value);
    };
  });
}

function openDialog(dialog: HTMLDialogElement, isModal: boolean): void {
  // Closing it would tell the page that the user did.
  removeAttribute(dialog, "open");
  if (isModal) dialog.showModal();
  else dialog.show();
}

/** Whether nobody keeps what a control holds, and nobody is told it but by its form's submit. */
export function isSecret(control: Control): boolean {
  return /^(?:password|file)$/.test(control.type ?? "") ||
    // A password that can be seen is one all the same.
    /password|one-time-code|cc-(?:number|csc)/.test(getAttribute(control, "autocomplete") ?? "");
}

/** Typed text by name, for a page that is about to be loaded anew. Never secrets, never files. */
export function typedIn(regions: readonly Element[]): Record<string, string> {
  const typed: Record<string, string> = {};
  for (const [name, element] of named(regions, querySelectorAll)) {
    const control = element as Control;
    if (!isControl(element)) continue;
    if (control.type === "hidden" || isSecret(control)) continue;
    if (stateOf(control) !== paintedOf(control)) typed[name] = stateOf(control);
  }
  return typed;
}

/** Types it again. */
export function retype(regions: readonly Element[], typed: Record<string, string>): void {
  for (const [name, element] of named(regions, querySelectorAll)) {
    const state: unknown = typed[name];
    // Anybody of this origin may have written anything into the tab's storage.
    if (typeof state === "string") show(element as Control, state);
  }
}
