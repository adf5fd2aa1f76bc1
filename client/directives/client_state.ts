/** `@clientState`: what one handler is called with is told to all of the page that name the same key. */

import type { Params } from "../../protocol/mod.ts";
import type { EventView, Trip } from "../events/mod.ts";
import { entryOf } from "../platform/mod.ts";
import type { Directives } from "./directive.ts";

/** What was shared last in a page, as texts. It goes with its document. */
const SAID = new WeakMap<Document, Map<string, string>>();
/** The handlers of a view that know of it: those that were there, and those that were called for it. */
const KNOWN = new WeakMap<EventView, Set<string>>();

/** Notes that a handler knows; whether that is news. */
function know(view: EventView, on: string): boolean {
  const known = entryOf(KNOWN, view, () => new Set());
  return known.size < known.add(on).size;
}

/** The params of an event that are news. */
function newsOf({ view, handler, manner, params }: Trip): Set<string> {
  const news = new Set<string>();
  if (!view) return news;
  const { document } = view.window;
  const said = entryOf(SAID, document, () => new Map());
  for (const key of manner?.clientState ?? []) {
    const value = params[key];
    if (value === undefined) {
      view.warned(["client-state", "", handler, key]);
      continue;
    }
    const text = JSON.stringify(value);
    if (said.get(key) === text) continue;
    said.set(key, text);
    news.add(key);
  }
  return news;
}

/** What was shared by these keys, as params. */
function saidBy({ window }: EventView, keys: readonly string[]): Params {
  const said = SAID.get(window.document);
  return Object.fromEntries(
    keys.flatMap((key) => said?.has(key) ? [[key, JSON.parse(said.get(key) as string)]] : []),
  );
}

const tell = (view: EventView, on: string, params: Params): void =>
  view.run({ on, params, settled: [], isShared: true });

function publish(trip: Trip): void {
  // What was shared with it, a handler shares no further: else two would never come to an end.
  if (trip.isShared || !trip.manner?.clientState) return;
  const news = newsOf(trip);
  for (const view of trip.view?.peers() ?? []) {
    for (const [on, { clientState = [] }] of view.manners) {
      if (!clientState.some((key) => news.has(key))) continue;
      const isFirst = know(view, on);
      if (view === trip.view && on === trip.handler) continue;
      tell(view, on, saidBy(view, clientState.filter((key) => isFirst || news.has(key))));
    }
  }
}

/** Who came after something was shared is told it: a view, or a handler of a component's. */
function shown(view: EventView): void {
  for (const [on, { clientState = [] }] of view.manners) {
    if (!clientState[0] || !know(view, on)) continue;
    const params = saidBy(view, clientState);
    if (Object.keys(params).length > 0) tell(view, on, params);
  }
}

/** What this module brings. */
export const directives = {
  clientState: { kind: "decorator", module: "client_state", stage: { publish }, shown },
} satisfies Directives;
