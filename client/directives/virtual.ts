/** `dj-virtual`: a list of which the page has the rows in sight; the rest of its height is empty. */

import {
  activeElement,
  contains,
  entryOf,
  getAttribute,
  getBoundingClientRect,
  inherited,
  listen,
  ownerDocument,
  scrollTop,
  setAttribute,
} from "../platform/mod.ts";
import type { Directive, Directives, Place } from "./directive.ts";

/** A list that is in the page. */
interface Rows {
  /** Gives rows their places, and asks for those in sight. */
  arrange(): void;
  end(): void;
}

/** Milliseconds between two looks at what is in sight. */
const STEP = 50;
/** Where lists of a view were scrolled to: one that is painted anew goes back there. */
const TOPS = new WeakMap<object, Record<string, number>>();

/** First row, number of all, height of one, rows around those in sight, and one that is kept. */
const factsOf = (element: Element): number[] =>
  (getAttribute(element, "data-dj-rows") ?? "").split(" ").map(Number);

/** The row of these that has the focus counts from 0; -1 when none has. */
function focusedPlace(element: Element): number {
  const active = activeElement(ownerDocument(element) as Document);
  const focused = [...inherited(element, "children")].find((row) => contains(row, active));
  return Number(focused && getAttribute(focused, "aria-posinset")) - 1;
}

/** The rows to be there: those in sight with some around, and the one that has the focus. */
function rangeOf(element: Element, top: number, seen: number): Record<string, number> {
  const [, total = 0, height = 1, over = 0] = factsOf(element);
  const step = Math.max(1, over >> 1);
  const shown = seen / height;
  const first = Math.min(Math.max(0, top / height), Math.max(0, total - shown));
  const keep = focusedPlace(element);
  return {
    from: Math.max(0, Math.floor((first - over) / step) * step),
    to: Math.min(total, Math.ceil((first + shown + over) / step) * step),
    ...(keep >= 0 && { keep }),
  };
}

/** Gives the rows that are there the places that are theirs. */
function arrangeRows(element: Element): void {
  const [from = 0, total = 0, height = 1, , keep = -1] = factsOf(element);
  const rows = [...inherited(element, "children")] as HTMLElement[];
  const hasFirst = keep >= 0 && keep < from;
  const last = rows.length - (keep >= from ? 2 : 1);
  const px = (count: number): string => `${count * height}px`;
  rows.forEach((row, i) => {
    // The row that has the focus stands where it belongs, out of the flow.
    const isKept = hasFirst ? i === 0 : i > last;
    const place = isKept ? keep : from + i - Number(hasFirst);
    Object.assign(row.style, {
      boxSizing: "border-box",
      height: px(1),
      overflow: "hidden",
      position: isKept ? "absolute" : "",
      insetInline: isKept ? "0" : "",
      top: isKept ? px(keep) : "",
      // What is not there is empty space around the others.
      marginTop: px(!isKept && place === from ? from : 0),
      marginBottom: px(i === last ? total - place - 1 : 0),
    });
    setAttribute(row, "aria-setsize", `${total}`);
    setAttribute(row, "aria-posinset", `${place + 1}`);
  });
}

const virtual: Directive<Rows> = {
  kind: "element",
  module: "virtual",
  mounted({ element, value, view, pushEvent }: Place) {
    const { window, clock } = view;
    let asked = "";
    let isPending = false;
    let isOver = false;
    let cancel: (() => void) | undefined;
    const { overflowY, position } = window.getComputedStyle(element);
    const isOwn = /auto|scroll/.test(overflowY);
    const look = (): void => {
      cancel = undefined;
      const range = isOwn
        ? rangeOf(element, scrollTop(element), element.clientHeight)
        : rangeOf(element, -getBoundingClientRect(element).top, window.innerHeight);
      const text = `${range.from},${range.to}`;
      // One at a time: on a slow line the newest place is asked for next. One that is gone asks no more.
      if (isPending || text === asked || isOver) return;
      asked = text;
      isPending = true;
      pushEvent(`${value}.range`, range).catch(() => asked = "").then(() => {
        isPending = false;
        if (asked) look();
      });
    };
    const arrange = (): void => {
      Object.assign(element.style, {
        display: "flow-root",
        overflowAnchor: "none",
        position: position === "static" ? "relative" : "",
      });
      arrangeRows(element);
      cancel ??= clock.after(STEP, look);
    };
    const tops = entryOf(TOPS, view, (): Record<string, number> => ({}));
    arrange();
    if (isOwn && tops[value]) element.scrollTop = tops[value] as number;
    const ends = [
      listen(isOwn ? element : window, "scroll", () => {
        tops[value] = scrollTop(element);
        cancel ??= clock.after(STEP, look);
      }, { passive: true }),
      listen(window, "resize", arrange),
    ];
    return {
      arrange,
      end() {
        isOver = true;
        for (const stop of ends) stop();
        cancel?.();
      },
    };
  },
  changed: ({ arrange }) => arrange(),
  removed: ({ end }) => end(),
};

/** What this module brings. */
export const directives = { virtual } satisfies Directives;
