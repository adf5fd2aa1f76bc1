/**
 * A view's life: its mount, its run with all that goes along, its end.
 *
 * @module
 */

export { dataOf } from "./extension_data.ts";
export { connected, disconnected, reconnected } from "./lifecycle.ts";
export { type LatePage, LatePaint } from "./late_paint.ts";
export { mountView } from "./mount_view.ts";
export { type BroughtBack, type Posted, postedTo } from "./post_run.ts";
export type { RunningView } from "./running_view.ts";
export { terminated } from "./terminate.ts";
