/** The message of one event: a name, or the place of a closure, and what is told with it. */

import type { EventFacts, Json, Params } from "../../protocol/mod.ts";

/** A handler with a name, or a closure where it stands: block and anchor. */
export type HandlerPlace = string | readonly [block: number, anchor: number];

/** As short as the wire allows. */
export function messageOf(
  handler: HandlerPlace,
  on: string,
  params: Params,
  facts?: EventFacts,
): Json {
  const given = Object.keys(params).length > 0 ? params : 0;
  if (typeof handler === "string") {
    if (facts) return [handler, given || {}, 0, facts as Json];
    return given ? [handler, given] : handler;
  }
  if (facts) return [...handler, given, on, facts as Json];
  if (on !== "click") return [...handler, given, on];
  return given ? [...handler, given] : [...handler];
}
