/** Rollbacks: that a pending change was taken back is seen, heard of, and told. */

import type { Failure } from "../line/mod.ts";
import type { EventView, Trip } from "../events/mod.ts";
import type { Overlay } from "../overlay/mod.ts";
import {
  createElement,
  getAttribute,
  insertBefore,
  isConnected,
  remove,
  setAttribute,
} from "../platform/mod.ts";

/** How long it is seen, and how long its message stays. */
const SEEN = 2_000;
const READ = 6_000;
const CLASS = "optimistic-error";

/** What the page says of an error, where the app has no words of its own. */
const WORDS = "That did not work. It was taken back.";

const ENDS = new WeakMap<Element, () => void>();

/** Shows that elements show again what the server says. */
export function takeBack(
  view: EventView,
  { element, on }: Trip,
  wrong: ReadonlySet<Element>,
  failure: Failure | undefined,
): void {
  const code = failure?.code ?? "different";
  // The view itself goes.
  if (code === "gone") return;
  for (const one of wrong) shake(view, one);
  view.tell("optimistic", `${on} is taken back (${code})`);
  const detail = { on, code, elements: [...wrong] };
  const { CustomEvent } = view.window;
  (element && isConnected(element) ? element : view.root)
    .dispatchEvent(new CustomEvent("djust:optimistic-error", { bubbles: true, detail }));
  // What was meant may be no more: that is nothing to read.
  if (failure && code !== "stale") flash(view);
}

function shake({ overlays, clock }: EventView, element: Element): void {
  ENDS.get(element)?.();
  const mark: Overlay = overlays.put(element, "." + CLASS, () => "");
  // The same class again is no new animation.
  for (const one of element.getAnimations?.() ?? []) {
    if ((one as CSSAnimation).animationName === CLASS) one.currentTime = 0;
  }
  const stop = clock.after(SEEN, () => mark.drop());
  ENDS.set(element, () => {
    stop();
    mark.drop();
  });
}

/** An error that a screen reader reads at once, beside those of the view. */
function flash({ window, root, regions: [, region], clock, away }: EventView): void {
  if (!region) return;
  const { undone = WORDS } = JSON.parse(getAttribute(root, "data-messages") ?? "{}");
  const message = createElement(window.document, "p");
  message.className = `djust-flash djust-flash-error ${CLASS}-flash`;
  setAttribute(message, "role", "alert");
  message.textContent = undone;
  away(() => {
    region.querySelectorAll(`.${CLASS}-flash`).forEach(remove);
    insertBefore(region, message, null);
  });
  clock.after(READ, () => away(() => remove(message)));
}
