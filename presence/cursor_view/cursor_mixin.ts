/** Mixin of views whose visitors see each other's cursors. */

import { event, type Extension } from "../../server/view/mod.ts";
import type { JsonObject, Meta } from "../roster/mod.ts";
import { type PresenceClass, PresenceMixin, type ViewBase } from "../view/mod.ts";
import { cursorMemberOf, cursors } from "./cursor_extension.ts";
import type { CursorHooks, CursorPosition } from "./cursor_hooks.ts";
import type { CursorView } from "./cursor_member.ts";

/**
 * The members that {@linkcode LiveCursorMixin} gives to a view, besides those of presence.
 *
 * @category Presence
 */
export interface CursorMembers<M = JsonObject> {
  /** A handler for `dj-mousemove`, where the page's own cursor is told by hand. */
  cursorMove(params: { readonly x: number; readonly y: number }): void;
  /** The own cursor is there, in pixels of the container; what is no number is refused. */
  updateCursorPosition(x: number, y: number): void;
  /** Where cursors are, by the ids of people: read in a render, it renders four times a second at most. */
  getCursors(): Readonly<Record<string, CursorPosition<M>>>;
  /** Throws a reaction where the own cursor is. */
  react(reaction: string): void;
  /** Asks everybody in the room to follow; `false`: no longer. */
  spotlight(isOn?: boolean): void;
}

/**
 * A class with cursors: what `live()` checks its members against.
 *
 * @category Presence
 */
export interface CursorClass<M> {
  /** Makes one. */
  // deno-lint-ignore no-explicit-any -- a mixin takes what its base takes
  new (...args: any[]): CursorMembers<M>;
  /**
   * Only the compiler looks here.
   *
   * @internal
   */
  readonly "~hooks"?: { readonly cursors: (view: CursorHooks) => void };
}

/**
 * Shows each other's cursors: write `dj-cursors` at the element over which they move. It includes
 * {@linkcode PresenceMixin}: whoever is tracked in the room is seen, by the `name` and `color` of
 * their meta.
 *
 * @example
 * ```ts
 * import { html, LiveView } from "@djust/live";
 * import { LiveCursorMixin, meta, presenceColor } from "@djust/live/presence";
 *
 * class Board extends LiveCursorMixin(LiveView, { meta: meta<{ name: string; color: string }>() }) {
 *   presenceKey = "board";
 *   mount() {
 *     this.trackPresence({ name: "Ada", color: presenceColor("ada") });
 *   }
 *   render() {
 *     return html`<div dj-cursors><p data-dj-cursor-anchor="intro">Point at me.</p></div>`;
 *   }
 * }
 * ```
 *
 * @category Presence
 */
export function LiveCursorMixin<Base extends ViewBase & PresenceClass<M>, M>(
  base: Base,
): Base & CursorClass<M>;
/** The same for a view without presence, with the type of the metas. */
export function LiveCursorMixin<Base extends ViewBase, M extends object = JsonObject>(
  base: Base,
  options?: { readonly meta: Meta<M> },
): Base & PresenceClass<M> & CursorClass<M>;
export function LiveCursorMixin(base: ViewBase): unknown {
  const present = "trackPresence" in base.prototype ? base : PresenceMixin(base);
  class WithCursors extends present implements CursorMembers {
    static use: readonly Extension[] = [cursors as Extension];

    @event
    cursorMove({ x, y }: { readonly x: number; readonly y: number }): void {
      this.updateCursorPosition(x, y);
    }

    updateCursorPosition(x: number, y: number): void {
      cursorMemberOf(this as CursorView).move(x, y);
    }

    getCursors(): Record<string, CursorPosition> {
      return cursorMemberOf(this as CursorView).positions();
    }

    react(reaction: string): void {
      cursorMemberOf(this as CursorView).react(reaction);
    }

    spotlight(isOn = true): void {
      cursorMemberOf(this as CursorView).spotlight(isOn);
    }
  }
  return WithCursors;
}
