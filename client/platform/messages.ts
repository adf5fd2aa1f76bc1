/** Messages of a page in its own words: what the app says in place of the framework's. */

import { body, getAttribute } from "./dom.ts";

/** By their names; those that the app leaves to the framework are not there. */
export function messagesOf(document: Document): Record<string, string | undefined> {
  const view = body(document).querySelector("[data-messages]");
  return JSON.parse(view && getAttribute(view, "data-messages") || "{}");
}
