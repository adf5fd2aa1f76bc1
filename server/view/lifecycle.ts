/** Lifecycle members: what a view may have besides its handlers, and who calls it when. */

import type { Child } from "../../vdom/mod.ts";
import type { TerminateReason } from "../world/mod.ts";
import type { Mount } from "./mount.ts";

/**
 * Whatever a view's own params and messages are.
 *
 * @internal
 */
// deno-lint-ignore no-explicit-any -- only the view knows them
export type Anything = any;

/**
 * The members a view may have; `render` it must have. Routes check them, so no `override` is due.
 * What the others return is awaited and otherwise ignored.
 *
 * @category Views
 */
export interface Lifecycle<P = Anything> {
  /** Once per page view, before the first render. */
  mount?: (context: Mount<P>) => unknown;
  /** Once per instance, when a socket has adopted it. */
  connected?: () => unknown;
  /** A bus message, or what `send` posted. */
  handleInfo?: (message: Anything) => unknown;
  /** The page. */
  render: () => Child;
  /** Title, meta, canonical, og. */
  head?: () => Child;
  /** The line went. */
  disconnected?: () => unknown;
  /** The line came back. */
  reconnected?: () => unknown;
  /** In place of the assignment: a control with `dj-model` holds something else now. */
  updateModel?: (field: string, value: Anything) => unknown;
  /** The instance ends for good. */
  terminate?: (reason: TerminateReason) => unknown;
}
