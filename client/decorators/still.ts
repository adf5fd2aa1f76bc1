/** Stills: what a region showed once, as a copy in which nothing can be found, named or clicked. */

import type { EventView } from "../events/mod.ts";
import {
  activeElement,
  body,
  childNodes,
  contains,
  focusAt,
  getAttributeNames,
  inherited,
  insertBefore,
  isConnected,
  listen,
  matches,
  nextSibling,
  nodeType,
  ownerDocument,
  parentNode,
  querySelectorAll,
  remove,
  removeAttribute,
  SERVED,
  setAttribute,
} from "../platform/mod.ts";

/** Names by which a page finds, labels, submits or plays something. */
const NAMES = /^(?:id|name|for|form|list|on.*|auto.*|(?:data-)?dj.*)$/;
/** What begins to load or play wherever it stands. */
const LOADING = "iframe,object,embed,audio,video";
const SECRET = "[type=password],[type=file],[type=hidden]";

const CUT = "djust:disconnected";

/** A copy of what a region shows now. */
export function stillOf(region: Element): Element {
  const still = inherited(region, "cloneNode").call(region, true) as Element;
  strip(still);
  for (const element of querySelectorAll(still, "*")) strip(element);
  setAttribute(still, "inert", "");
  // Scripts click what they find.
  listen(still, "click submit", (event) => {
    event.preventDefault();
    event.stopPropagation();
  }, { capture: true });
  return still;
}

function strip(element: Element): void {
  const isLoading = matches(element, LOADING);
  if (matches(element, SECRET)) (element as HTMLInputElement).value = "";
  for (const name of getAttributeNames(element)) {
    if (NAMES.test(name) || (isLoading && /^(?:src|data)/.test(name))) {
      removeAttribute(element, name);
    }
  }
  // By comments and marks a page finds what is its own.
  for (const node of [...childNodes(element)]) if (nodeType(node) === 8) remove(node);
}

/** A still that stands in for its region. */
export interface Shown {
  /** Takes it away, and shows the region as it is by then; at once, or with the rest of a message. */
  end(): void;
}

/**
 * Shows a still in place of its region, no longer than it may be shown. Undefined where that cannot
 * be: somebody types in the region, or it would be seen beside the still.
 */
export function showStill(
  view: EventView,
  region: Element,
  { still, left, ended }: { still: Element; left: number; ended: () => void },
): Shown | undefined {
  const { window, clock, overlays } = view;
  // A DOM library draws nothing.
  if (!SERVED && !window.CSSStyleSheet?.prototype.replaceSync) return undefined;
  const document = ownerDocument(region) as Document;
  const active = activeElement(document);
  const hasFocus = !!active && contains(region, active);
  const parent = parentNode(region);
  // Nothing is put before who types.
  if (!parent || (hasFocus && matches(active, ":read-write"))) return undefined;
  const cover = overlays.put(region, ":display", () => "none");
  if (window.getComputedStyle(region).display !== "none") {
    cover.drop();
    return undefined;
  }
  view.away(() => insertBefore(parent, still, nextSibling(region)));
  let isOver = false;
  const end = (): void => {
    if (isOver) return;
    isOver = true;
    cancel();
    observer.disconnect();
    unlisten();
    ended();
    cover.drop();
    overlays.next(() => view.away(() => remove(still)));
    overlays.next(() => queueMicrotask(() => refocus()));
  };
  /** Focus was at a button of the region, and is nowhere since that is hidden. */
  const refocus = (): void => {
    const isNowhere = [null, body(document)].includes(activeElement(document) as HTMLElement);
    if (!hasFocus || !isConnected(active) || !isNowhere) return;
    view.calmly(() => focusAt(active));
  };
  const now = (): void => {
    end();
    overlays.flush();
  };
  // Another view's bubbles past as well: that is the same line.
  const unlisten = listen(view.root, CUT, now);
  const cancel = clock.after(left, now);
  // Where the region goes, what stands in for it goes before the browser draws.
  const observer = new window.MutationObserver(() => isConnected(region) || now());
  observer.observe(parent, { childList: true });
  return { end };
}
