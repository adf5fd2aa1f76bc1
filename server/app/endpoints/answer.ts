/** What a router is answered: the response of a page, beside the headers that middleware has set. */

import type { LiveContext } from "../request/mod.ts";

/** The headers that middleware has set before. To ask for the response itself would make one, a text. */
export const givenHeaders = (c: LiveContext): Headers => c.body(null).headers;

/** The response with what middleware has set before: a router would let one of the two get lost. */
export function answer(c: LiveContext, response: Response, given: Headers): Response {
  const { headers } = response;
  for (const [name, value] of given) {
    if (name !== "set-cookie" && !headers.has(name)) headers.set(name, value);
  }
  // Old routers drop some of the cookies that stand in the response so far.
  const cookies = [...given.getSetCookie(), ...c.res?.headers.getSetCookie() ?? []];
  const own = headers.getSetCookie();
  headers.delete("set-cookie");
  for (const cookie of new Set([...cookies, ...own])) headers.append("set-cookie", cookie);
  // In place of that response: a router would write its cookies over ours.
  c.res = undefined;
  c.res = response;
  return response;
}

/** Whether a "not found" is the router's own, because the app has none. */
export async function isRouters(response: Response): Promise<boolean> {
  const isText = response.headers.get("content-type")?.startsWith("text/plain");
  return response.status === 404 && isText === true &&
    await response.clone().text() === "404 Not Found";
}
