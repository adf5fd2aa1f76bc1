/** A form on its way: read-only and its submitter busy until the answer, laid over what the server says. */

import type { EventView } from "../events/mod.ts";
import { ANY, controlsIn, latest } from "../forms/mod.ts";
import { closest, listen, matches, targetOf } from "../platform/mod.ts";

/** Events by which a control changes that cannot be read-only. */
const CHANGES = "click keydown mousedown touchstart";
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
  const busy = submitter && overlays.put(submitter, "aria-busy", () => "true");
  /** What ends the lock: now, and once more when all is over. */
  const locks: (() => void)[] = [];
  const unlock = (): void => locks.forEach((end) => end());
  if (!closest(root, ".dj-disconnected")) {
    for (const control of controlsIn(form, ANY)) {
      if (matches(control, `${OTHERS},[type=hidden]`)) continue;
      locks.push(overlays.put(control, "readonly", () => "").drop);
    }
    const stay = (event: Event): void => {
      const target = targetOf(event);
      const control = target && closest(target, OTHERS);
      const isOwn = control && (control as HTMLInputElement).form === form;
      // The focus may go on.
      if (isOwn && (event as KeyboardEvent).key !== "Tab") event.preventDefault();
    };
    locks.push(
      listen(document, CHANGES, stay, { capture: true, passive: false }),
      listen(root, AWAY, unlock),
    );
  }
  const hear = (event: Event): void => {
    if ((targetOf(event) as HTMLInputElement | undefined)?.form === latest(form)) edited();
  };
  const end = listen(document, "input", hear, { capture: true });
  return () => {
    end();
    unlock();
    busy?.drop();
  };
}
