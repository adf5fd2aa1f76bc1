/** The response of a page: its headers beside those that somebody has set before. */

import { type CspOption, pageHeaders } from "../security/mod.ts";

/** The headers of a page, without those that are given. */
export function headersOf(csp: CspOption, given: Headers): Headers {
  const own = pageHeaders(csp);
  return new Headers(own.filter(([name]) => name === "content-type" || !given.has(name)));
}

/** A response that sets these cookies. */
export function respond(
  body: string | ReadableStream<Uint8Array<ArrayBuffer>> | null,
  status: number,
  headers: Headers,
  cookies: readonly string[],
): Response {
  for (const cookie of cookies) headers.append("set-cookie", cookie);
  return new Response(body, { status, headers });
}
