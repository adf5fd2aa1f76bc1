/** A submit by the browser itself: to the form's action, or where its submitter says. */

import { inherited, listen, type Page } from "../platform/mod.ts";

/** Submits a form as if nobody heard of it; by this button, where it is still one of the form. */
export function submitNatively(
  window: Page,
  form: HTMLFormElement,
  submitter: Element | null | undefined,
): void {
  // Nobody below hears of it, so that nobody prevents it.
  const pass = (event: Event): void => event.stopImmediatePropagation();
  const isThere = submitter && (submitter as HTMLButtonElement).form === form;
  const end = listen(window, "submit", pass, { capture: true });
  try {
    inherited(form, "requestSubmit").call(form, isThere ? submitter as HTMLElement : null);
  } finally {
    end();
  }
}
