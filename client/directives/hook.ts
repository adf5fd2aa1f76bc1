/** `dj-hook`: the user's own code at an element's life. */

import type { Json, Params } from "../../protocol/mod.ts";
import type { Directive, Directives } from "./directive.ts";

/**
 * Code that lives with an element.
 *
 * @example
 * ```ts ignore
 * djust.hooks.Chart = {
 *   mounted() { this.handleEvent("points", (points) => draw(this.el, points)); },
 * };
 * ```
 *
 * @category Client
 */
export interface Hook {
  /** The element is in the page and live. */
  mounted?(): void;
  /** The element or its subtree is about to change. */
  beforeUpdate?(): void;
  /** The element or its subtree changed. */
  updated?(): void;
  /** The element left the page. */
  destroyed?(): void;
  /** The line is lost. */
  disconnected?(): void;
  /** The line is back. */
  reconnected?(): void;
}

/**
 * What `this` is in a hook.
 *
 * @category Client
 */
export interface HookContext {
  /** The element. */
  readonly el: HTMLElement;
  /** Calls a handler of the view; resolves with what it returns. */
  pushEvent(name: string, params?: Params): Promise<Json | undefined>;
  /** Listens to what the view pushes, for as long as the element lives. */
  handleEvent(name: string, listener: (payload: Json) => void): void;
}

/**
 * Hooks by name: an object, or a class.
 *
 * @category Client
 */
export type Hooks = Record<string, (Hook & ThisType<Hook & HookContext>) | (new () => Hook)>;

/** A hook at work. */
interface Mounted {
  readonly hook: Hook;
  readonly listeners: [name: string, listener: (payload: Json) => void][];
  fail(error: unknown): void;
}

/** The directive `dj-hook`. One that throws while it is mounted is told of changes all the same. */
const hook: Directive<Mounted> = {
  kind: "element",
  module: "hook",
  mounted({ element, value, hooks, pushEvent, fail }) {
    const found = hooks[value];
    if (!found) return false;
    const listeners: Mounted["listeners"] = [];
    const context: HookContext = {
      el: element,
      pushEvent,
      handleEvent: (name, listener) => listeners.push([name, listener]),
    };
    const made: Hook = Object.assign(
      typeof found === "function" ? new found() : Object.create(found),
      context,
    );
    try {
      // Quoted, since it is the user's: the build gives a directive's own member another name.
      made["mounted"]?.();
    } catch (error) {
      fail(error);
    }
    return { hook: made, listeners, fail };
  },
  changing: ({ hook }) => hook.beforeUpdate?.(),
  changed: ({ hook }) => hook.updated?.(),
  removed: ({ hook }) => hook.destroyed?.(),
  told: ({ hook }, moment) => hook[moment]?.(),
  pushed({ listeners, fail }, name, payload) {
    for (const [wanted, listener] of listeners) {
      if (wanted !== name) continue;
      try {
        listener(payload);
      } catch (error) {
        fail(error);
      }
    }
  },
};

/** What this module brings. */
export const directives = { hook } satisfies Directives;
