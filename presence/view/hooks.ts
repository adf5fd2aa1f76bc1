/** Hooks of a view with presence: members that it may have, which `live()` checks. */

import type { JsonObject, Presence } from "../roster/mod.ts";

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

/** Their names, each with what it is to be. */
const HOOKS: { readonly [Name in keyof PresenceHooks]-?: string } = {
  // What a key may be, the room's own errors say.
  presenceKey: "",
  getPresenceKey: "function",
  getPresenceUserId: "function",
  presenceUniquePerConnection: "boolean",
  presenceShares: "object",
  presenceRole: "function",
  presenceVisible: "function",
  handlePresenceJoin: "function",
  handlePresenceLeave: "function",
  handlePresenceUpdate: "function",
  onLockLost: "function",
};

/** The names of the members that presence reads. */
export const HOOK_NAMES: readonly string[] = Object.keys(HOOKS);

const SHARES: { readonly [Name in keyof PresenceShares]-?: "boolean" } = {
  typing: "boolean",
  selection: "boolean",
};

/** Throws where a member of a view is of no type that presence can read. */
export function checkHooks(view: object): void {
  checkMembers(view, `"${view.constructor.name}"`, HOOKS);
  const { presenceShares } = view as PresenceHooks;
  checkOptions(presenceShares, `presenceShares of "${view.constructor.name}"`, SHARES);
}

/** Throws where an option is unknown, or of another type. */
export function checkOptions(
  options: object | undefined,
  name: string,
  known: Readonly<Record<string, string>>,
): void {
  if (options === undefined) return;
  for (const option of Object.keys(options)) {
    if (Object.hasOwn(known, option)) continue;
    throw new TypeError(
      `Cannot read "${option}" in ${name}: it is no option; known are ${
        Object.keys(known).join(", ")
      }`,
    );
  }
  checkMembers(options, name, known);
}

/** Throws where a member is of another type; what may be of several has none here. */
export function checkMembers(
  from: object,
  name: string,
  types: Readonly<Record<string, string>>,
): void {
  for (const [member, type] of Object.entries(types)) {
    const value: unknown = (from as Readonly<Record<string, unknown>>)[member];
    if (value === undefined || type === "") continue;
    if (typeof value === type && value !== null) continue;
    throw new TypeError(
      `Cannot read ${member} of ${name}: it is ${value === null ? "null" : typeof value}; ` +
        `give ${MEND[type] ?? type}`,
    );
  }
}

const MEND: Readonly<Record<string, string>> = {
  boolean: "true or false",
  function: "a method",
  object: "an object like { typing: true }",
};

/** The role that a view gives; throws for what is none. */
export function checkedRole(view: PresenceHooks): string {
  const role: unknown = view.presenceRole?.() ?? "";
  if (typeof role === "string") return role;
  throw new TypeError(
    `Cannot tell what "${view.constructor.name}" may see: presenceRole() gave ${typeof role}; ` +
      `return a text like "staff"`,
  );
}
