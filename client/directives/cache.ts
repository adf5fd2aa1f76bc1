/** `@cache`: what a handler answered is returned again, what the page showed then stands in for it. */

import { type Json, MANNER } from "../../protocol/mod.ts";
import { type EventView, regionOf, settle, type Trip } from "../events/mod.ts";
import { entryOf, isConnected } from "../platform/mod.ts";
import { Kept, keyOf, type Shown, showStill, stillOf } from "../decorators/mod.ts";
import type { Directives } from "./directive.ts";

/** One thing that is kept. */
type Answer = { type: "reply"; text: string } | { type: "page"; still: Element };

/** What a page keeps. Each goes with what it is about. */
interface Cache {
  readonly kept: Kept<Answer>;
  readonly numbers: WeakMap<object, number>;
  readonly shown: WeakMap<Element, Shown & { readonly trip: Trip }>;
  readonly latest: WeakMap<EventView, Trip>;
  count: number;
}

const CACHES = new WeakMap<Document, Cache>();

const cacheOf = ({ window }: EventView): Cache =>
  entryOf(CACHES, window.document, () => ({
    kept: new Kept(),
    numbers: new WeakMap(),
    shown: new WeakMap(),
    latest: new WeakMap(),
    count: 0,
  }));

/** One number for what stands there, however alike others are. */
const numberOf = (cache: Cache, it: object): number =>
  entryOf(cache.numbers, it, () => ++cache.count);

/** What is asked: of whom, about what, with which params. */
function askedBy(cache: Cache, { view, handler, params, manner }: Trip, region?: Element): string {
  const names = manner?.cache?.keyParams ?? Object.keys(params);
  const told = names.filter((name) => Object.hasOwn(params, name))
    .map((name) => [name, params[name] as Json] as const);
  const about = [view as EventView, ...region ? [region] : []].map((it) => numberOf(cache, it));
  return keyOf([about, handler, Object.fromEntries(told)]);
}

/** Where an event's answer shows: its region, or all of its view. */
const placeOf = (trip: Trip): Element => regionOf(trip) ?? (trip.view as EventView).root;

function before(trip: Trip): boolean {
  const { view, manner, element, isShared } = trip;
  if (!view || !manner?.cache || isShared) return true;
  const { ttl = MANNER.ttl } = manner.cache;
  const cache = cacheOf(view);
  const region = element && placeOf(trip);
  const key = askedBy(cache, trip, region);
  const [value, left] = cache.kept.get(key, ttl, view.clock.now()) ?? [];
  if (!value || left === undefined) return true;
  view.tell("cache", key);
  if (value.type === "reply") {
    settle(trip, undefined, JSON.parse(value.text));
    return false;
  }
  // While the line is lost nobody knows when the answer comes.
  if (!region || view.isAway) return true;
  // One at a time: the newest is what was asked for.
  const last = cache.shown.get(region);
  last?.end();
  if (last) view.overlays.flush();
  const ended = () => void cache.shown.delete(region);
  const shown = showStill(view, region, { still: value.still, left, ended });
  if (!shown) return true;
  cache.shown.set(region, { ...shown, trip });
  trip.isUrgent = true;
  trip.settled.push(() => {
    if (cache.shown.get(region)?.trip === trip) shown.end();
  });
  return true;
}

function publish(trip: Trip): void {
  const { view, manner, element, isShared } = trip;
  if (!view) return;
  const cache = cacheOf(view);
  cache.latest.set(view, trip);
  if (!manner?.cache || isShared) return;
  const region = element && placeOf(trip);
  const key = askedBy(cache, trip, region);
  trip.settled.push((failure, reply) => {
    if (failure) return;
    const at = view.clock.now();
    if (!region) {
      // What returns nothing is called for what it does.
      const text = JSON.stringify(reply ?? null);
      if (text !== "null") cache.kept.put(key, { type: "reply", text }, text.length, at);
      return;
    }
    // What came after it may show already, and all that an event has put up is taken back first.
    view.overlays.next(() =>
      queueMicrotask(() => {
        if (cache.latest.get(view) !== trip || !isConnected(region)) return;
        const still = stillOf(region);
        cache.kept.put(key, { type: "page", still }, still.outerHTML.length, at);
      })
    );
  });
}

/** What this module brings. */
export const directives = {
  cache: { kind: "decorator", module: "cache", stage: { before, publish } },
} satisfies Directives;
