/** Hooks of a view with presence: members that it may have, which `live()` checks. */

import type { JsonObject } from "./meta.ts";
import type { Presence } from "./record.ts";

/**
 * What a page may say of itself beside its status.
 *
 * @category Presence
 */
export interface PresenceShares {
  /** In which control of the view somebody types: `person.typing` is its `name`. */
  readonly typing?: boolean;
  /** What somebody has selected in a control of the view: `person.selection`. */
  readonly selection?: boolean;
}

/**
 * The members that a view with `PresenceMixin` may have. Like those of `Lifecycle` they are checked by
 * `live()`, so no `override` is due.
 *
 * @category Presence
 */
export interface PresenceHooks<M = JsonObject> {
  /** The room: `"lobby"`, or with fields of the view in it `"document:{docId}"`. */
  readonly presenceKey?: string;
  /** The room, in place of `presenceKey`; nothing: in no room. */
  readonly getPresenceKey?: () => string | undefined;
  /** Who this is. Default: the user's `id`, else a name made from the visitor's session. */
  readonly getPresenceUserId?: () => string | number;
  /** Every connection is a person of its own: for demonstrations without a login. */
  readonly presenceUniquePerConnection?: boolean;
  /** What the page tells of itself. */
  readonly presenceShares?: PresenceShares;
  /** By which role this view sees people; asked again whenever they are listed. Default: `""`. */
  readonly presenceRole?: () => string;
  /** Whether people of a role see somebody. Asked once for all views of the class and the role. */
  readonly presenceVisible?: (role: string, person: Presence<M>) => boolean;
  /** Somebody else came. */
  readonly handlePresenceJoin?: (person: Presence<M>) => unknown;
  /** Somebody else left; as they were. */
  readonly handlePresenceLeave?: (person: Presence<M>) => unknown;
  /** Meta, status or location of somebody else changed. */
  readonly handlePresenceUpdate?: (person: Presence<M>) => unknown;
  /** A lock is no longer held: it could not be renewed in time, or is another's. */
  readonly onLockLost?: (part: string) => unknown;
}
