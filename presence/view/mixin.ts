/** Mixin of views that are together with others: who is in their room, and what all of them are told. */

import type { Anything, Extension, LiveView } from "../../server/view/mod.ts";
import type { PresenceLock } from "../../server/world/mod.ts";
import { memberOf, presence } from "./extension.ts";
import type { PresenceHooks } from "./hooks.ts";
import type { JsonObject, Meta, Presence } from "../roster/mod.ts";
import { checkedField } from "../room/mod.ts";

/**
 * A class that a mixin can extend.
 *
 * @internal
 */
export type ViewBase = new (...args: Anything[]) => LiveView<Anything>;

/**
 * What trying for a lock came to.
 *
 * @category Presence
 */
export type Lock =
  /** It is held. Give the token to whoever writes: a higher one makes it void. */
  | { readonly ok: true; readonly token: number }
  /** By whom it is held: the id of a person. */
  | { readonly ok: false; readonly heldBy: string };

/**
 * The members that {@linkcode PresenceMixin} gives to a view.
 *
 * @category Presence
 */
export interface PresenceMembers<M = JsonObject> {
  /** How many people there are. */
  readonly onlineCount: number;
  /** What was said of oneself; undefined while one is not tracked. */
  readonly presenceMeta: M | undefined;
  /** One's own id among the people. */
  readonly presenceId: string;
  /** Whether the store is away, so that people of other processes are as they were last. */
  readonly presenceDegraded: boolean;
  /** Is in the room from now on, once a line is there; again: with another meta. */
  trackPresence(meta: M): void;
  /** Changes these keys of the own meta. */
  updatePresence(meta: Partial<M>): void;
  /** Leaves the room. */
  untrackPresence(): void;
  /** Who is there, in the order in which they came; the first 50 of over 200. */
  listPresences(): readonly Presence<M>[];
  /** How many people there are. */
  presenceCount(): number;
  /** Fires `djust:<event>` in the pages of all members of the room, and in their hooks. */
  broadcastToPresence(event: string, payload?: unknown): void;
  /** Types in this for the next 5 s; nothing: no longer. */
  typing(field?: string): void;
  /** Where in the room one is; nothing: nowhere. */
  setLocation(location?: { readonly part: string; readonly [key: string]: unknown }): void;
  /** Who is at a part of the room. */
  membersAt(part: string): readonly Presence<M>[];
  /**
   * Tries for a lock of the room. It is kept until `unlock`, until the view leaves, or until its
   * process is gone for `ttl` milliseconds (15,000).
   */
  lock(part: string, options?: { readonly ttl?: number }): Promise<Lock>;
  /** Lets a lock go; false where it is not held. */
  unlock(part: string): Promise<boolean>;
}

/**
 * A class with presence: what `live()` checks its `handlePresence…` members against.
 *
 * @category Presence
 */
export interface PresenceClass<M> {
  /** Makes one. */
  new (...args: Anything[]): PresenceMembers<M>;
  /**
   * Only the compiler looks here.
   *
   * @internal
   */
  readonly "~hooks"?: {
    readonly presence: (view: LiveView<Anything> & PresenceHooks<M>) => void;
  };
}

/**
 * Gives a view the presence of a room: who is there with it. `meta` says what is known of each.
 *
 * @example
 * ```ts
 * import { each, html, LiveView, type Mount } from "@djust/live";
 * import { meta, type Presence, PresenceMixin } from "@djust/live/presence";
 *
 * type Who = { name: string };
 *
 * class DocumentView extends PresenceMixin(LiveView<{ id: string }>, { meta: meta<Who>() }) {
 *   presenceKey = "document:{docId}";
 *   docId = "";
 *   mount({ params, user }: Mount<{ id: string }>) {
 *     this.docId = params.id;
 *     this.trackPresence({ name: String(user) });
 *   }
 *   handlePresenceJoin(person: Presence<Who>) {
 *     this.putFlash("info", `${person.meta.name} joined`);
 *   }
 *   render() {
 *     return html`<b>${this.presenceCount()} online</b>${
 *       each(this.listPresences(), (p) => p.id, (p) => html`<i>${p.meta.name}</i>`)
 *     }`;
 *   }
 * }
 * ```
 *
 * @category Presence
 */
export function PresenceMixin<Base extends ViewBase & PresenceClass<Anything>>(base: Base): Base;
/** The same, with the type of the metas. */
export function PresenceMixin<Base extends ViewBase, M extends object = JsonObject>(
  base: Base,
  options?: { readonly meta: Meta<M> },
): Base & PresenceClass<M>;
export function PresenceMixin(base: ViewBase): unknown {
  return class extends base implements PresenceMembers {
    static use: readonly Extension[] = [presence];

    get onlineCount(): number {
      return memberOf(this).count();
    }

    get presenceMeta(): JsonObject | undefined {
      return memberOf(this).meta;
    }

    get presenceId(): string {
      return memberOf(this).user;
    }

    get presenceDegraded(): boolean {
      return memberOf(this).isDegraded;
    }

    trackPresence(meta: JsonObject): void {
      memberOf(this).track(meta);
    }

    updatePresence(meta: Partial<JsonObject>): void {
      memberOf(this).update(meta);
    }

    untrackPresence(): void {
      memberOf(this).untrack();
    }

    listPresences(): readonly Presence[] {
      return memberOf(this).list();
    }

    presenceCount(): number {
      return memberOf(this).count();
    }

    broadcastToPresence(event: string, payload: unknown = null): void {
      memberOf(this).broadcast(event, payload);
    }

    typing(field?: string): void {
      memberOf(this).type(field === undefined ? undefined : checkedField(field));
    }

    setLocation(location?: { readonly part: string; readonly [key: string]: unknown }): void {
      memberOf(this).locate(location);
    }

    membersAt(part: string): readonly Presence[] {
      return memberOf(this).list().filter(({ location }) => location?.part === part);
    }

    async lock(part: string, { ttl }: { readonly ttl?: number } = {}): Promise<Lock> {
      const lock: PresenceLock = await memberOf(this).lock(part, ttl);
      return lock.ok ? lock : { ok: false, heldBy: lock.heldBy.user };
    }

    async unlock(part: string): Promise<boolean> {
      return await memberOf(this).unlock(part);
    }
  };
}
