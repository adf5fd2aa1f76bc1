/** The client whole, for bundles of one's own and for tests. */

import type { Djust, StartOptions } from "./api.ts";
import type { Page } from "../platform/mod.ts";
import { MODULES } from "./modules.ts";
import { run } from "./page.ts";

/**
 * Makes the views of a page live. Runs once per window: a second call returns the first one's.
 *
 * @example
 * ```ts ignore
 * import { start } from "@djust/live/client";
 *
 * start(window, { url: "wss://example.com/_djust/socket" });
 * ```
 *
 * @category Client
 */
export function start(window: Page, options: StartOptions = {}): Djust {
  return run(window, options, MODULES);
}
