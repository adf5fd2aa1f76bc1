/** `dj-stream`: the container of a stream, whose rows only the page has, or what only stays at its end. */

import type { Scene } from "../dom/mod.ts";
import type { EventView } from "../events/mod.ts";
import {
  documentElement,
  getAttribute,
  inherited,
  isConnected,
  parentNode,
  scrollTop,
  SERVED,
} from "../platform/mod.ts";
import { PageStream } from "../streaming/mod.ts";
import type { Directive, Directives, InnerPlace } from "./directive.ts";

/** A container that is in the page. */
interface Home {
  /** None where the template has all that stands in it. */
  readonly stream: PageStream | undefined;
  readonly place: InnerPlace;
  /** Whether the reader was at the end before a change. */
  isAtEnd: boolean;
}

/** Pixels from the end within which a reader is there. */
const NEAR = 100;

/** The streams of each view by their names. */
const STREAMS = new WeakMap<EventView, Record<string, PageStream>>();

function streamOf(view: EventView, scene: Scene, name: string): PageStream {
  const streams = STREAMS.get(view) ?? {};
  STREAMS.set(view, streams);
  return streams["$" + name] ??= new PageStream(scene);
}

/** What scrolls an element: itself, something around it, or the page. */
function scrollerOf(element: Element, view: EventView): Element {
  const { document } = view.window;
  for (let node: Node | null = element; node && "scrollTop" in node; node = parentNode(node)) {
    const { overflowY } = view.window.getComputedStyle(node as Element);
    if (/auto|scroll/.test(overflowY)) return node as Element;
  }
  return document.scrollingElement ?? documentElement(document);
}

/** Pixels below what is in sight. */
const belowOf = (scroller: Element): number =>
  inherited(scroller, "scrollHeight") - scrollTop(scroller) - inherited(scroller, "clientHeight");

const stream: Directive<Home> = {
  kind: "element",
  module: "streaming",
  mounted(place) {
    const { element, value, view } = place;
    const { scene } = place as InnerPlace;
    const home: Home = {
      stream: value ? streamOf(view, scene, value) : undefined,
      place: place as InnerPlace,
      isAtEnd: true,
    };
    view.away(() => home.stream?.enter(element));
    follow(home);
    return home;
  },
  changing(home) {
    const { element, view, words } = home.place;
    home.isAtEnd = words.includes("scroll") && belowOf(scrollerOf(element, view)) <= NEAR;
  },
  changed: (home) => follow(home),
  removed({ stream, place: { element, value, view } }) {
    const isHere = isConnected(element) &&
      ATTRIBUTES.some((name) => getAttribute(element, name) === value);
    // Another container of this name may have come in its place.
    if (!isHere && stream?.home === element) view.away(() => stream.leave());
  },
  called(view, asked, dom) {
    const [name, ...operations] = asked as [string, ...unknown[]];
    const scene = dom as Scene;
    const stream = streamOf(view, scene, name);
    scene.touch(stream.home);
    view.away(() => stream.take(operations));
  },
};

const ATTRIBUTES = ["dj-stream", "dj-stream.scroll", "dj-stream:scroll"];

function follow({ isAtEnd, stream, place: { element, view, words } }: Home): void {
  const follows = isAtEnd || stream?.isAnew;
  if (stream) stream.isAnew = false;
  if (!words.includes("scroll") || !follows) return;
  const scroller = scrollerOf(element, view);
  const scroll = inherited(scroller, "scrollTo") as (options: ScrollToOptions) => void;
  if (!SERVED && !scroll) return;
  // A smooth way would still be going when the next change asks where the reader is.
  scroll.call(scroller, { top: inherited(scroller, "scrollHeight"), behavior: "instant" });
}

/** What this module brings. */
export const directives = { stream } satisfies Directives;
