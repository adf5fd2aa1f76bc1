/** Partners: members that only a mixin of this library reads, in views that do not have it. */

import { chainOf, uses } from "./near_miss.ts";
import { registryOf } from "./registry.ts";
import type { ViewClass } from "./view.ts";

/** What the mixins read, by name: they are published beside the server, which knows no more of them. */
const READERS = new Map<string, "PresenceMixin" | "LiveCursorMixin" | "DraftModeMixin">([
  ["presenceKey", "PresenceMixin"],
  ["getPresenceKey", "PresenceMixin"],
  ["presenceShares", "PresenceMixin"],
  ["handlePresenceJoin", "PresenceMixin"],
  ["handlePresenceLeave", "PresenceMixin"],
  ["handlePresenceUpdate", "PresenceMixin"],
  ["cursors", "LiveCursorMixin"],
  ["handleCursorMove", "LiveCursorMixin"],
  ["draftKey", "DraftModeMixin"],
  ["draftTtl", "DraftModeMixin"],
]);
/** What `cursors` may hold where it is meant for the mixin: others have cursors, too. */
const CURSOR_OPTIONS: ReadonlySet<string> = new Set(["chat", "reactions", "laser", "follow"]);

/** What to say of a view's members that a mixin would read, by the hooks of the extensions it has. */
export function lonelyMembers(
  View: ViewClass,
  hooks: readonly string[] = [],
  view: object = {},
): string[] {
  const chain = chainOf(View);
  const registry = registryOf(View);
  const methods = chain.flatMap(({ prototype }) => Object.getOwnPropertyNames(prototype));
  const told: string[] = [];
  for (const name of new Set([...methods, ...Object.keys(view)])) {
    const mixin = READERS.get(name);
    if (!mixin || hooks.includes(name) || registry.find(name)) continue;
    // What the view reads itself is a member of the author's own.
    if (chain.some((one) => uses(one, name))) continue;
    if (name === "cursors" && !isForCursors((view as { cursors?: unknown }).cursors)) continue;
    const from = mixin === "DraftModeMixin" ? "@djust/live" : "@djust/live/presence";
    told.push(
      `Nobody reads ${name} of "${View.name}": that is for ${mixin}; write ` +
        `class ${View.name} extends ${mixin}(LiveView), with ${mixin} of "${from}"`,
    );
  }
  return told;
}

function isForCursors(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const names = Object.keys(value);
  return names.length > 0 && names.every((name) => CURSOR_OPTIONS.has(name));
}
