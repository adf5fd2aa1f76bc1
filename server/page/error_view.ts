/** The page that stands where a view could not be painted. */

import { type Child, html } from "../../vdom/mod.ts";
import type { User } from "../view/mod.ts";
import { errorLines } from "../world/mod.ts";
import type { Messages } from "./messages.ts";

/**
 * What an error page is told.
 *
 * @category Hub
 */
export interface ErrorFacts {
  /** The status of the response. */
  readonly status: number;
  /** Shown to the visitor and written to the log, so that the two can be matched. */
  readonly request: string;
  /** What was thrown; only in development. */
  readonly error: unknown;
  /** Whether this is development. */
  readonly development: boolean;
  /** What the `user` option found, of the type that the app has declared in `Register`. */
  readonly user: User;
  /** The document that the page would have had, around something else. */
  layout(content: Child, title?: string): Child;
}

/**
 * Makes the error page.
 *
 * @category Hub
 */
export type ErrorView = (facts: ErrorFacts) => Child;

/** The error page where an app gives none, in these words. */
// deno-fmt-ignore -- white space between the tags would be sent with the page
export const errorViewIn = (words: Messages = {}): ErrorView => ({ request, error, development, layout }) => {
  const heading = words.error ?? "Something went wrong";
  return layout(html`<h1>${heading}</h1><p>${words.request ?? "Request"} <code>${request}</code></p>${development
    ? html`<pre>${errorLines(error).join("\n")}</pre><p><small>This page comes back by itself when the error is mended.</small></p>`
    : null}`, heading);
};
