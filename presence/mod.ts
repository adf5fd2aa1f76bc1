/**
 * Presence: who is in a room together, what they do there, and what all of them are told.
 *
 * ```ts
 * import { html, LiveView } from "@djust/live";
 * import { meta, PresenceMixin } from "@djust/live/presence";
 *
 * class Lobby extends PresenceMixin(LiveView, { meta: meta<{ name: string }>() }) {
 *   presenceKey = "lobby";
 *   mount() {
 *     this.trackPresence({ name: "Ada" });
 *   }
 *   render() {
 *     return html`<p>${this.presenceCount()} here</p>`;
 *   }
 * }
 * ```
 *
 * @module
 */

export type { CursorHooks, CursorPosition } from "./cursors/cursor_hooks.ts";
export { type CursorClass, type CursorMembers, LiveCursorMixin } from "./cursors/cursor_mixin.ts";
export type { CursorOptions } from "./cursors/seat.ts";
export { presence } from "./extension.ts";
export type { PresenceHooks, PresenceShares } from "./hooks.ts";
export { room } from "./key.ts";
export { memoryPresence } from "./memory.ts";
export { type JsonObject, type Meta, meta } from "./meta.ts";
export {
  type Lock,
  type PresenceClass,
  type PresenceMembers,
  PresenceMixin,
  type ViewBase,
} from "./mixin.ts";
export { presenceColor } from "./presence_color.ts";
export type { Presence } from "./record.ts";
export { presenceStack, type StackOptions, type StackPerson } from "./stack.ts";
export { presencePart } from "./part.ts";
export type {
  PresenceDiff,
  PresenceMember,
  PresencePart,
  PresencePoint,
  PresenceRecord,
  PresenceRoom,
  PresenceSelection,
  PresenceStatus,
  PresenceStore,
} from "../server/world/mod.ts";
