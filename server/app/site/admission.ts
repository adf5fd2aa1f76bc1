/** Admission of a socket: whether its page may join here, and whether there is a place for it. */

import { originRefusal, type Place } from "../../security/mod.ts";
import { refusal, type RequestLike, schemeOf } from "../request/mod.ts";
import type { Site } from "./site.ts";

/** Who asks. */
export interface Asking {
  readonly request: RequestLike;
  readonly session: string;
  /** The address that is counted, where it is known. */
  readonly counted: string | undefined;
}

/** A place for a socket, or the response that refuses it before the upgrade. */
export function admitted<Context>(
  site: Site<Context>,
  { request, session, counted }: Asking,
): Place | Response {
  const { origins, proxies } = site.settings;
  if (site.hub.isDraining) {
    const response = refusal(503, "The server goes; try again", 1);
    return site.refuse("draining", "Cannot join: the server goes", response);
  }
  const reason = originRefusal({
    origin: request.headers.get("origin"),
    host: request.headers.get("host") ?? request.url.host,
    scheme: schemeOf(request, proxies),
    origins,
  });
  if (reason !== undefined) {
    return site.refuse("origin", reason, refusal(403, "This origin may not join"));
  }
  const place = site.hub.admit(counted, session);
  if (place.type === "place") return place;
  return site.refuse(
    "quota",
    `Cannot join: ${counted ?? "a session"} has reached limits.${place.limit}`,
    refusal(503, "Too many connections; try again", place.retry),
  );
}
