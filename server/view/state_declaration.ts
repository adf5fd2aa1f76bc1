/** State declaration of a view's class: which fields are kept for whom, and in which version. */

import type { Anything } from "./lifecycle.ts";
import type { LiveView, ViewClass } from "./view.ts";

/**
 * For whom a field is kept: `reconnect` for the page that comes back, `session` for a fresh page of
 * the same visitor as well.
 *
 * @category Views
 */
export type StateScope = "reconnect" | "session";

/**
 * What `static state` of a view may say besides a list of names.
 *
 * @example
 * ```ts
 * import { html, LiveView, type StateOf } from "@djust/live";
 *
 * class Todos extends LiveView {
 *   static state = {
 *     version: 2,
 *     // Version 1 had `done: boolean` in place of `filter`.
 *     migrate: ({ done, ...old }) => ({ ...old, filter: done === true ? "done" : "all" }),
 *     fields: { filter: "session" },
 *   } satisfies StateOf<Todos>;
 *   filter = "all";
 *   render() {
 *     return html`<p>${this.filter}</p>`;
 *   }
 * }
 * ```
 *
 * @category Views
 */
export interface StateOf<View = Anything> {
  /** Of what the fields mean: a whole number from 1 on, raised when that changes. */
  readonly version?: number;
  /**
   * Makes the fields of this version from those of another, 0 where none was said; of session fields
   * only those that were kept. Where it throws, nothing was kept.
   */
  migrate?(
    old: Readonly<Record<string, unknown>>,
    version: number,
  ): Readonly<Record<string, unknown>>;
  /** Scopes of fields; one that is not named has `reconnect`. */
  readonly fields?: { readonly [Name in Exclude<keyof View, keyof LiveView>]?: StateScope };
}

/** The fields that `static state` of a class names and its views do not have. */
export type StrangeFields<View> = View extends
  { readonly state: { readonly fields: infer Fields }; prototype: infer Own }
  ? Exclude<keyof Fields, keyof Own>
  : never;

/** A declaration, read. */
export interface DeclaredState {
  /** The only fields that are kept; all public ones where there is no list. */
  readonly only: ReadonlySet<string> | undefined;
  /** Fields that a fresh page finds again. */
  readonly session: readonly string[];
  /** 0 where none is said. */
  readonly version: number;
  readonly migrate: StateOf["migrate"];
}

const NOTHING: DeclaredState = { only: undefined, session: [], version: 0, migrate: undefined };

/** Classes do not change. A cache: it holds nothing that is not derived. */
const READ = new WeakMap<object, DeclaredState>();

/** The declaration of a class. Throws where it is none, with what to write. */
export function declaredState(view: object): DeclaredState {
  let read = READ.get(view);
  if (!read) READ.set(view, read = readState(view as { state?: unknown; name: string }));
  return read;
}

function readState({ state, name }: { state?: unknown; name: string }): DeclaredState {
  if (state === undefined) return NOTHING;
  const where = `static state of "${name}"`;
  if (Array.isArray(state)) {
    for (const field of state as unknown[]) {
      if (typeof field !== "string") fail(`${where} holds what is no name; write ["draft"]`);
    }
    return { ...NOTHING, only: new Set(state as string[]) };
  }
  if (typeof state !== "object" || state === null) {
    fail(`${where} is no list and no object; write ["draft"] or { fields: { draft: "session" } }`);
  }
  const { version, migrate, fields = {}, ...rest } = state as Record<string, unknown>;
  for (const key of Object.keys(rest)) {
    fail(`${where} has "${key}"; known are "version", "migrate" and "fields"`);
  }
  if (version !== undefined && !(Number.isSafeInteger(version) && (version as number) > 0)) {
    fail(`"version" in ${where} is no whole number from 1 on; write version: 1`);
  }
  if (migrate !== undefined && typeof migrate !== "function") {
    fail(`"migrate" in ${where} is no function; write migrate: (old, version) => ({ ...old })`);
  }
  if (migrate !== undefined && version === undefined) {
    fail(`${where} has "migrate" and no "version", so it would never run; write version: 1`);
  }
  return {
    only: undefined,
    session: sessionIn(fields, where),
    version: (version ?? 0) as number,
    migrate: migrate as StateOf["migrate"],
  };
}

function sessionIn(fields: unknown, where: string): string[] {
  if (typeof fields !== "object" || fields === null || Array.isArray(fields)) {
    fail(`"fields" in ${where} is no object; write fields: { draft: "session" }`);
  }
  const session: string[] = [];
  for (const [field, scope] of Object.entries(fields as object)) {
    if (scope === "session") session.push(field);
    else if (scope !== "reconnect") {
      fail(`${where} gives "${field}" no scope that there is; write "reconnect" or "session"`);
    }
  }
  return session;
}

/** The names that a declaration gives. */
function namedIn(state: unknown): string[] {
  if (Array.isArray(state)) return state as string[];
  return Object.keys((state as { fields?: object } | undefined)?.fields ?? {});
}

/** Throws where a class declares what it does not have, or what is never kept. */
export function checkState(view: ViewClass): void {
  declaredState(view);
  const named = namedIn((view as { state?: unknown }).state);
  if (named.length === 0) return;
  let own: object;
  try {
    own = new view();
  } catch {
    // Its first page tells.
    return;
  }
  const where = `static state of "${view.name}"`;
  for (const name of named) {
    if (name.startsWith("_")) {
      fail(`${where} names "${name}", and no field with a "_" is kept; write it without`);
    }
    if (!Object.hasOwn(own, name)) {
      fail(
        `${where} names "${name}", and a new one has no such field; ` +
          `give it a value in the class, or take the name away`,
      );
    }
  }
}

function fail(what: string): never {
  throw new TypeError(`Cannot start: ${what}`);
}
