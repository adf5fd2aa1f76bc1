/** Responses that refuse: kept by nobody. */

import type { RequestLike } from "./request.ts";

/** A refusal in plain text; `retry` says after how many seconds another try may do better. */
export function refusal(status: number, text: string, retry?: number): Response {
  const headers = new Headers({
    "cache-control": "no-store",
    "content-type": "text/plain; charset=utf-8",
  });
  if (retry !== undefined) headers.set("retry-after", String(retry));
  return new Response(text, { status, headers });
}

/** The answer to a socket of another `live()`: the page has to be loaded from its own. */
export function elsewhere({ url }: RequestLike): Response {
  return new Response(null, { status: 303, headers: { location: url.pathname + url.search } });
}
