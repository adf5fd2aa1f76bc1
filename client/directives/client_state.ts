/** `@clientState`: what one handler is called with is told to all of the page that name the same key. */

import type { Json, Params } from "../../protocol/mod.ts";
import type { Trip } from "../events/mod.ts";
import type { Directives } from "./directive.ts";

/** What was shared last in a page, as texts. It goes with its document. */
const SAID = new WeakMap<Document, Map<string, string>>();

/** The params of an event that are news. */
function newsOf({ view, handler, manner, params }: Trip): Map<string, Json> {
  const news = new Map<string, Json>();
  if (!view) return news;
  const { document } = view.window;
  const said = SAID.get(document) ?? new Map<string, string>();
  SAID.set(document, said);
  for (const key of manner?.clientState ?? []) {
    const value = params[key];
    if (value === undefined) {
      view.warned([
        "client-state",
        `"${handler}" shares nothing: its event has no param "${key}"; name the control ` +
        `"${key}" in a form, or write data-${key}="…" at the element`,
      ]);
      continue;
    }
    const text = JSON.stringify(value);
    if (said.get(key) === text) continue;
    said.set(key, text);
    news.set(key, value);
  }
  return news;
}

function publish(trip: Trip): void {
  // What was shared with it, a handler shares no further: else two would never come to an end.
  if (trip.isShared || !trip.manner?.clientState) return;
  const news = newsOf(trip);
  if (news.size === 0) return;
  for (const view of trip.view?.peers() ?? []) {
    for (const [on, { clientState = [] }] of view.manners) {
      if (view === trip.view && on === trip.handler) continue;
      const params: Params = {};
      for (const key of clientState) {
        if (news.has(key)) params[key] = news.get(key) as Json;
      }
      if (Object.keys(params).length > 0) view.run({ on, params, settled: [], isShared: true });
    }
  }
}

/** What this module brings. */
export const directives = {
  clientState: { kind: "decorator", module: "client_state", stage: { publish } },
} satisfies Directives;
