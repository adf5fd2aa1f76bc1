/** What a full frame must not take from the user: typed text, focus, selection, scroll, open details. */

import { guarded } from "./clock.ts";
import { type Control, paintedOf, show, stateOf } from "./controls.ts";

/** Elements with a name that finds them again in another paint: by id, form, name and place. */
function named(regions: readonly Element[]): [name: string, element: Element][] {
  const count: Record<string, number> = {};
  return regions.flatMap((region) => [region, ...region.querySelectorAll("*")]).map((element) => {
    const { name, form } = element as unknown as Control;
    // Not `element.id`: in a form that may be a field.
    const id = element.getAttribute("id");
    const formName = form?.getAttribute("id") || form?.getAttribute("name");
    const key = [element.localName, id || [formName, name]].join(" ");
    count[key] = (count[key] ?? 0) + 1;
    return [id ? key : key + count[key], element];
  });
}

/** Remembers what is the user's; the result gives it back to what stands there then, as typed. */
export function keep(
  regions: readonly Element[],
  isTyped: (control: Control) => boolean,
  type: (control: Control) => void,
): () => void {
  const { activeElement } = regions[0]?.ownerDocument as Document;
  const kept = new Map<string, (element: Element) => void>();
  let focus = (): void => {};
  for (const [name, element] of named(regions)) {
    const control = element as Control;
    const { scrollTop, scrollLeft, localName } = element;
    const acts: ((element: Element) => void)[] = [];
    // Nobody but the user may fill a file input.
    const isControl = /^(?:input|select|textarea)$/.test(localName) && control.type !== "file";
    if (isControl && isTyped(control)) {
      const state = stateOf(control);
      acts.push((next) => {
        show(next as Control, state);
        // It stays his text, however often the page is painted anew.
        type(next as Control);
      });
    }
    if (element === activeElement) {
      const { selectionStart, selectionEnd } = control;
      acts.push((next) =>
        focus = () => {
          (next as HTMLElement).focus({ preventScroll: true });
          if (typeof selectionStart === "number") {
            (next as Control).setSelectionRange?.(selectionStart, selectionEnd ?? selectionStart);
          }
        }
      );
    }
    if (scrollTop || scrollLeft) acts.push((next) => next.scrollTo(scrollLeft, scrollTop));
    if (localName === "details") {
      const { open } = element as HTMLDetailsElement;
      acts.push((next) => (next as HTMLDetailsElement).open = open);
    }
    if (localName === "dialog" && (element as HTMLDialogElement).open) {
      const modal = element.matches(":modal");
      acts.push((next) => {
        const dialog = next as HTMLDialogElement;
        // Closing it would tell the page that the user did.
        dialog.removeAttribute("open");
        if (modal) dialog.showModal();
        else dialog.show();
      });
    }
    // What still stands there has lost nothing.
    if (acts.length > 0) {
      kept.set(name, (next) => {
        // One that cannot take it back is no reason for the others to lose theirs.
        if (next !== element) acts.forEach((act) => guarded(act)(next));
      });
    }
  }
  return () => {
    for (const [name, element] of named(regions)) kept.get(name)?.(element);
    // Last, for a dialog that opens takes it.
    guarded(focus)();
  };
}

/** Typed text by name, for a page that is about to be loaded anew. Never secrets, never files. */
export function typedIn(regions: readonly Element[]): Record<string, string> {
  const typed: Record<string, string> = {};
  for (const [name, element] of named(regions)) {
    const control = element as Control;
    if (!/^(?:input|select|textarea)$/.test(element.localName)) continue;
    if (/^(?:password|file|hidden)$/.test(control.type ?? "")) continue;
    if (stateOf(control) !== paintedOf(control)) typed[name] = stateOf(control);
  }
  return typed;
}

/** Types it again. */
export function retype(regions: readonly Element[], typed: Record<string, string>): void {
  for (const [name, element] of named(regions)) {
    const state = typed[name];
    if (state !== undefined) show(element as Control, state);
  }
}
