/**
 * What a view's methods ask for: timers, channels, flash messages, subscriptions.
 *
 * @module
 */

export { feedHost } from "./feeds.ts";
export type { Keeping } from "./keeping.ts";
export { ViewHost } from "./view_host.ts";
