/** `raw()`: HTML that is not escaped. */

import { RawHtml } from "../template/mod.ts";
import { preloadRaw } from "./parser.ts";

/**
 * HTML that is not escaped: the one way out. Never give it what users wrote unless a sanitiser saw
 * it first. Its `dj-*` attributes act only with `{ events: true }`.
 *
 * @example
 * ```ts
 * import { html, raw } from "@djust/live";
 *
 * html`<article>${raw("<p>from <em>Markdown</em></p>")}</article>`;
 * ```
 *
 * @category Templates
 */
export function raw(html: string, options: { events?: boolean } = {}): RawHtml {
  void preloadRaw();
  return new RawHtml(String(html), options.events === true);
}
