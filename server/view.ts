/** What users extend: a class with `mount`, handlers and `render`. */

import type { Child } from "../vdom/mod.ts";
import type { Mount } from "./mount.ts";

/** Why an instance ended. */
export type TerminateReason =
  /** Nobody adopted the painted page. */
  | "unclaimed"
  /** The page said goodbye. */
  | "left"
  /** The line did not come back in the grace time. */
  | "expired"
  /** Too many pages without a line, or too large. */
  | "evicted"
  /** A newer page, another user or another process has it now. */
  | "replaced"
  /** The visitor was disconnected by the app. */
  | "disconnected"
  /** A handler never settled. */
  | "timeout"
  /** The mount or the first render failed, or led elsewhere. */
  | "failed"
  /** The server goes. */
  | "drained";

// deno-lint-ignore no-explicit-any -- whatever a view's own params and messages are
export type Anything = any;

/** Members a view may have; `render` it must have. They are checked where routes are given. */
export interface Lifecycle<P = Anything> {
  mount?: (context: Mount<P>) => void | Promise<void>;
  connected?: () => void | Promise<void>;
  handleInfo?: (message: Anything) => void | Promise<void>;
  render: () => Child;
  head?: () => Child;
  disconnected?: () => void | Promise<void>;
  reconnected?: () => void | Promise<void>;
  terminate?: (reason: TerminateReason) => void | Promise<void>;
}

/** The base of every view. */
export class LiveView<P = Anything> {
  get params(): P {
    throw new Error("under construction");
  }
}

/** A view's class, as routes take it. */
export type ViewClass<P = Anything> = new () => LiveView<P> & Lifecycle<P>;
