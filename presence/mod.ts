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

export {
  type CursorClass,
  type CursorHooks,
  type CursorMembers,
  type CursorPosition,
  LiveCursorMixin,
} from "./cursor_view/mod.ts";
export type { CursorOptions } from "./cursors/mod.ts";
export {
  type Lock,
  presence,
  type PresenceClass,
  type PresenceHooks,
  type PresenceMembers,
  PresenceMixin,
  type PresenceShares,
  type ViewBase,
} from "./view/mod.ts";
export { room } from "./room/mod.ts";
export { memoryPresence } from "./memory.ts";
export { type JsonObject, type Meta, meta, type Presence } from "./roster/mod.ts";
export { presenceColor } from "./presence_color.ts";
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
