/** Elements in sight: `dj-viewport`, endless lists, and `dj-scroll-into-view`. */

import {
  getBoundingClientRect,
  guarded,
  inherited,
  isConnected,
  ownerDocument,
  type Page,
  parentNode,
  scrollTop,
  SERVED,
} from "../platform/mod.ts";
import type { Directive, Directives } from "./directive.ts";

const windowOf = (element: Element): Page =>
  (ownerDocument(element) as Document).defaultView as Page;

/** What looks at targets. */
type Observer = Pick<IntersectionObserver, "observe" | "disconnect">;

/** Tells of each target that is observed whether it is in sight, at once and whenever that changes. */
function observerOf(element: Element, tell: (isSeen: boolean) => void): Observer {
  const { IntersectionObserver } = windowOf(element);
  // A library for tests sees nothing.
  if (!SERVED && !IntersectionObserver) return { observe() {}, disconnect() {} };
  return new IntersectionObserver(
    guarded((entries: IntersectionObserverEntry[]) => {
      for (const { isIntersecting } of entries) tell(isIntersecting);
    }),
  );
}

const viewport: Directive<Observer> = {
  kind: "event",
  module: "moments",
  mounted({ element, words, emit }) {
    let wasSeen = false;
    const observer = observerOf(element, (isSeen) => {
      // One that is out of sight from the beginning has not left.
      if (isSeen !== wasSeen && isSeen !== words.includes("leave")) emit();
      wasSeen = isSeen;
    });
    observer.observe(element);
    return observer;
  },
  removed: (observer) => observer.disconnect(),
};

/** An end of a list: its first or its last child. */
interface End {
  readonly observer: Observer;
  /** Where the first child stood before a change. */
  before?: readonly [child: Element, top: number] | undefined;
  /** Looks at what is the end now. */
  aim(): void;
  child(): Element;
}

const ending = (name: "firstElementChild" | "lastElementChild"): Directive<End> => ({
  kind: "event",
  module: "moments",
  mounted({ element, emit }) {
    let target: Element | undefined;
    let isPending = false;
    const child = (): Element => inherited(element, name) ?? element;
    const aim = (): void => {
      if (isPending || target === child()) return;
      observer.disconnect();
      // This tells whether it is in sight, also where the one before was.
      observer.observe(target = child());
    };
    const observer = observerOf(element, (isSeen) => {
      if (!isSeen || isPending) return;
      isPending = true;
      emit({}, () => {
        isPending = false;
        if (isConnected(element)) aim();
      });
    });
    aim();
    return { observer, aim, child };
  },
  changing(end) {
    const child = end.child();
    if (name === "firstElementChild") end.before = [child, getBoundingClientRect(child).top];
  },
  changed({ before, aim, child }) {
    // What one reads stays in its place: browsers see to that, but not at the very top.
    if (before && before[0] !== child() && isConnected(before[0])) {
      scrollFrom(child(), getBoundingClientRect(before[0]).top - before[1]);
    }
    aim();
  },
  removed: ({ observer }) => observer.disconnect(),
});

/** Scrolls what is around an element, and scrolls at all. */
function scrollFrom(element: Element, by: number): void {
  let node: Node | null = element;
  while ((node = parentNode(node as Node)) && "scrollTop" in node) {
    const top = scrollTop(node as Element);
    const scroll = inherited(node as Element, "scrollTo") as (options: ScrollToOptions) => void;
    scroll.call(node, { top: top + by, behavior: "instant" });
    if (scrollTop(node as Element) !== top) return;
  }
}

const scrollIntoView: Directive = {
  kind: "element",
  module: "moments",
  mounted({ element, value }) {
    const block = /start|center|end/.exec(value)?.[0] as "start" | "center" | "end" | undefined;
    if (!SERVED && !element.scrollIntoView) return undefined;
    const calm = windowOf(element).matchMedia("(prefers-reduced-motion: reduce)");
    const behavior = /instant/.test(value) || calm.matches
      ? "instant"
      : /smooth/.exec(value)
      ? "smooth"
      : "auto";
    element.scrollIntoView({ block: block ?? "nearest", inline: "nearest", behavior });
    return undefined;
  },
};

/** What this module brings. */
export const directives = {
  "scroll-into-view": scrollIntoView,
  viewport,
  "viewport-bottom": ending("lastElementChild"),
  "viewport-top": ending("firstElementChild"),
} satisfies Directives;
