/**
 * The companion: what a view has from the second script, the user's side of its page.
 *
 * @module
 */

export { Companion } from "./companion.ts";
export type { Arriving, CompanionHost, Displayed } from "./companion_host.ts";
