/** A form on its way: read-only and its submitter busy until the answer, laid over what the server says. */

import type { EventView } from "../events/mod.ts";
import { ANY, controlsIn } from "../forms/mod.ts";
import type { Overlay } from "../overlay/mod.ts";
import { addEventListener, closest, matches, targetOf } from "../platform/mod.ts";

/** Events by which a control changes that cannot be read-only. */
const CHANGES = ["click", "keydown", "mousedown", "touchstart"];
const OTHERS = "select,[type=checkbox],[type=radio],[type=range],[type=color],[type=file]";
const AWAY = "djust:disconnected";

/**
 * Makes a form busy; the result makes it what the server says again. Where the line is lost it may
 * take long until somebody answers: then it can be written on, and `edited` hears of that.
 */
export function makeBusy(
  form: HTMLFormElement,
  submitter: Element | null | undefined,
  { view: { overlays, window, root }, edited }: { view: EventView; edited(): void },
): () => void {
  const { document } = window;
  const ends = new window.AbortController();
  const locks = new window.AbortController();
  const drop = (laid: readonly Overlay[]): void => laid.forEach((one) => one.drop());
  const busy = submitter ? [overlays.put(submitter, "aria-busy", () => "true")] : [];
  let readonly: Overlay[] = [];
  const unlock = (): void => {
    locks.abort();
    drop(readonly);
  };
  if (!closest(root, ".dj-disconnected")) {
    readonly = controlsIn(form, ANY)
      .filter((control) => !matches(control, `${OTHERS},[type=hidden]`))
      .map((control) => overlays.put(control, "readonly", () => ""));
    const stay = (event: Event): void => {
      const target = targetOf(event);
      const control = target && closest(target, OTHERS);
      const isOwn = control && (control as HTMLInputElement).form === form;
      // The focus may go on.
      if (isOwn && (event as KeyboardEvent).key !== "Tab") event.preventDefault();
    };
    for (const type of CHANGES) {
      addEventListener(document, type, stay, {
        capture: true,
        passive: false,
        signal: locks.signal,
      });
    }
    addEventListener(root, AWAY, unlock, { signal: ends.signal });
  }
  addEventListener(form, "input", edited, { signal: ends.signal });
  return () => {
    ends.abort();
    unlock();
    drop(busy);
  };
}
