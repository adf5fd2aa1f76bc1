/** Field object: the value of a view's field that has a life of its own, bound by the field's name. */

import type { FieldErrors } from "../schema/mod.ts";
import type { Anything } from "./lifecycle.ts";
import type { LiveView } from "./view.ts";

/**
 * The view, as the objects in its fields see it.
 *
 * @category Extensions
 */
export interface FieldHost {
  /** The view itself: what it can do, the object can do by it. */
  readonly view: LiveView;
  /** The view's id in its page, where it is in another one; "" for the page's own. */
  readonly place: string;
  /** Renders soon: for what changes while no handler runs. */
  changed(): void;
  /** Reports what went wrong while no handler runs. */
  failed(error: unknown): void;
  /**
   * The event that is being handled is answered with the code `form`, and with what is wrong by field:
   * the page puts the focus there.
   */
  refuse(errors: FieldErrors): void;
}

/**
 * An event of an element that an object is bound to, or of the object itself.
 *
 * @category Extensions
 */
export interface FieldEvent {
  /** What it is asked to do: `add` of an event `form.add`. None where a handler of the view runs next. */
  readonly operation: string | undefined;
  /** What the page tells. */
  readonly params: Readonly<Record<string, unknown>>;
  /** From which control it came, by its name. */
  readonly target: string | undefined;
  /** Whether it came over the line, or as a form that was sent without the page's script. */
  readonly way: "live" | "posted";
}

/**
 * What the value of a public field may be, to be bound to its view: when that has been constructed,
 * and after its `mount` for what was put there. A private `#` field cannot be found; whoever is not
 * bound throws {@linkcode unboundField} where it is used.
 *
 * @example
 * ```ts
 * import { type FieldHost, type FieldObject, html, LiveView, unboundField } from "@djust/live";
 *
 * class Pager implements FieldObject {
 *   page = 1;
 *   #name: string | undefined;
 *   bind(_host: FieldHost, name: string) {
 *     this.#name = name;
 *   }
 *   snapshot() {
 *     return this.page;
 *   }
 *   restore(page: number) {
 *     this.page = page;
 *   }
 *   ended() {}
 *   links() {
 *     if (this.#name === undefined) throw unboundField(this);
 *     return html`<a href="?${this.#name}=${this.page + 1}">more</a>`;
 *   }
 * }
 *
 * class List extends LiveView {
 *   pager = new Pager();
 *   render() {
 *     return html`<nav>${this.pager.links()}</nav>`;
 *   }
 * }
 * ```
 *
 * @category Extensions
 */
export interface FieldObject {
  /** It stands in the public field of this name. What it throws fails the mount. */
  bind(host: FieldHost, name: string): void;
  /** Data for the instance's snapshot: what can be copied. Nothing, where there is nothing to keep. */
  snapshot(): unknown;
  /** That data, after the view's `mount` and before its first render. */
  restore(data: Anything): void;
  /** The view has ended, after its `terminate`. */
  ended(): void;
  /**
   * An event: of an element that has the object's name as its `dj-value-djust-object`, before the
   * handler runs, which waits for a promise; or one that is called `<name>.<operation>`, by a page that
   * may call it at any time.
   */
  event?(event: FieldEvent): unknown;
  /**
   * What a form that is sent without the page's script brings back besides its fields, for `restore`:
   * as JSON, signed, and readable for its visitor. Nothing, where fields say all.
   */
  carried?(): unknown;
}

const MEMBERS = ["bind", "snapshot", "restore", "ended"] as const;

/** Whether a value is a field object. Throws for one that is meant to be, and lacks a part. */
export function isFieldObject(value: unknown): value is FieldObject {
  if (typeof value !== "object" || value === null) return false;
  const object = value as Readonly<Record<string, unknown>>;
  const { bind } = object;
  if (typeof bind !== "function") return false;
  const missing = MEMBERS.filter((member) => typeof object[member] !== "function");
  if (missing.length === 0) return true;
  // Others have a `bind` too, but none for a host and a name.
  if (missing.length === MEMBERS.length - 1 || bind.length !== 2) return false;
  throw new TypeError(
    `Cannot bind this ${nameOf(value)} to its field: it has no ${
      missing.join(", no ")
    }; write all of ${MEMBERS.join(", ")}`,
  );
}

/**
 * What a field object throws that is used and not bound: it says what to write.
 *
 * @category Extensions
 */
export function unboundField(object: object): Error {
  const name = nameOf(object);
  const field = name.charAt(0).toLowerCase() + name.slice(1);
  return new Error(
    `Cannot use this ${name}: no view has bound it; write ${field} = new ${name}(…) as a public ` +
      `field of the view (a private #${field} cannot be found), and use it from mount() on`,
  );
}

/**
 * What a field object throws for an operation that it does not know: no template has it, a page has
 * made it up. It is refused, and is no failure of the server.
 *
 * @internal
 */
export class UnknownOperation extends TypeError {}

/** What a field object is called in errors. */
export function nameOf(object: object): string {
  return object.constructor?.name || "Object";
}
