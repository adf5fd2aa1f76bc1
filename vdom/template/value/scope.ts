/** What the engine is told about the view it renders. */

import type { WarningName } from "../../../protocol/mod.ts";
import type { BoundAttributes, BoundElement } from "./bound.ts";

/** A control with `dj-model`, as its template says it. */
export interface Model {
  /** What names the field. */
  readonly field: unknown;
  /** What stands behind the directive's name. */
  readonly words: readonly string[];
  /** The control's own `value`, which says of several which one it is. */
  readonly own: string | undefined;
  readonly element: BoundElement;
}

/** Marks around what a hole holds. */
export interface RegionMarks {
  /** Stands before the next one. */
  open(): string;
  /** Stands behind each. */
  readonly close: string;
}

/** The surroundings of a render. */
export interface Scope {
  /** The registered name of a method found in a hole. */
  nameOf(handler: (...args: never[]) => unknown): string | undefined;
  /** What to say of a function in a hole where there is no view that would hear it. */
  readonly deaf?: string;
  /** What to say of a closure where nobody could find it again. */
  readonly closureless?: string;
  /** Told of a problem, as often as it is met; most in development only. */
  warn(message: string, name: WarningName): void;
  /**
   * What is painted at the beginning of a form that can be sent without the page's script; told the
   * name of its handler, or undefined for a closure. Left out where no form can.
   */
  readonly form?: ((handler: string | undefined) => string) | undefined;
  /** Names of the view's handlers; undefined where there is no view. */
  readonly handlers?: readonly string[];
  /** Events that the app declares besides those of browsers. */
  readonly events?: ReadonlySet<string> | undefined;
  /** What a control shows that is bound to a field of the view; left out where there is no view. */
  readonly model?: ((model: Model) => BoundAttributes) | undefined;
  readonly development: boolean;
  /** Style maps are painted as `data-dj-style`, for a CSP without inline styles. */
  readonly strictStyles: boolean;
  /** Marks around what holes hold, where a page may be given another content of them; else left out. */
  readonly regions?: RegionMarks | undefined;
  /** What knows of the views that stand in its templates; undefined where nothing goes live. */
  readonly views?: object;
}
