/** The value of one `html` literal or one JSX element: statics by identity, and what fills them. */

import type { Bindable } from "./bound.ts";
import type { Child } from "./child.ts";
import type { Commands } from "./commands.ts";

/**
 * Text pieces of a template; the array's identity is the template's.
 *
 * @internal
 */
export type Statics = readonly string[];

/**
 * One rendered `html` literal or JSX element. Made by `html` and JSX, read by the engine.
 *
 * @category Templates
 */
export class Template {
  /** The text between the holes. */
  readonly statics: Statics;
  /** What fills the holes. The engine takes this array over and keeps its own values in it. */
  readonly values: unknown[];
  /** A list key given by JSX to a component. */
  key: unknown = undefined;

  /** Statics and one value for each gap between them. */
  constructor(statics: Statics, values: unknown[]) {
    this.statics = statics;
    this.values = values;
  }
}

/**
 * A template. Holes may stand as text, as a child, as an attribute's value or part of it, and as a
 * handler. Everything is escaped for the place where it stands.
 *
 * @example
 * ```ts
 * import { html } from "@djust/live";
 *
 * const name = "<world>";
 * html`<p class="greeting">Hello ${name}</p>`; // <p class="greeting">Hello &lt;world&gt;</p>
 * ```
 *
 * @category Templates
 */
export function html(statics: TemplateStringsArray, ...values: Hole[]): Template {
  return new Template(statics, values);
}

/**
 * A handler in a hole. `params` and `info` are what the handler declares them to be.
 *
 * @category Templates
 */
// deno-lint-ignore no-explicit-any -- one function type lets closures infer their arguments
export type Handler = (params: any, info: any) => unknown;

/**
 * What a class or style hole may hold besides text.
 *
 * @category Templates
 */
export type AttributeMap = {
  readonly [name: string]: string | number | boolean | null | undefined;
};

/**
 * What a hole may hold.
 *
 * @category Templates
 */
export type Hole = Child | Handler | Commands | AttributeMap | Bindable | Date;
