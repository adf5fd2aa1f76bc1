/**
 * View whose visitors see each other's cursors: the mixin, its hooks, its seat and channel.
 *
 * @module
 */

export type { CursorHooks, CursorPosition } from "./cursor_hooks.ts";
export { type CursorClass, type CursorMembers, LiveCursorMixin } from "./cursor_mixin.ts";
