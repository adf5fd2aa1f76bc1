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
  const given = Object.keys(params)[0] ? params : 0;
  if (typeof handler === "string") {
    return facts ? [handler, params, 0, facts as Json] : given ? [handler, given] : handler;
  }
  const rest = facts ? [given, on, facts as Json] : on === "click" ? [given] : [given, on];
  // A click that tells nothing is its place alone.
  return rest[1] || given ? [...handler, ...rest] : [...handler];
}
