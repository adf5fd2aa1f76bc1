/** `dj-hook`: the user's own code at an element's life. */

import type { Json, Params } from "../../protocol/mod.ts";
import { contains, getAttribute, isConnected, querySelectorAll } from "../platform/mod.ts";

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

type Moment = keyof Hook;

interface Mounted {
  readonly name: string;
  readonly hook: Hook;
  readonly listeners: [name: string, listener: (payload: Json) => void][];
}

/** What hooks of one instance need. */
export interface HookHost {
  readonly regions: readonly Element[];
  hooks(): Hooks;
  pushEvent: HookContext["pushEvent"];
  fail(error: unknown): void;
}

/** The hooks of one instance that live now. */
export class HookLife {
  readonly #host: HookHost;
  readonly #mounted = new Map<Element, Mounted>();
  readonly #touched = new Set<Element>();
  /** Whether there may be elements whose hooks are not mounted yet. */
  fresh = false;

  constructor(host: HookHost) {
    this.#host = host;
  }

  /** A node is about to change: its hooks, and those of the elements around it, hear of it once. */
  touch(node: Node): void {
    for (const element of this.#mounted.keys()) {
      if (this.#touched.has(element) || !contains(element, node)) continue;
      this.#touched.add(element);
      this.#call(element, "beforeUpdate");
    }
  }

  /** The page has settled: what left is destroyed, what changed is told, what came is mounted. */
  settle(): void {
    for (const [element, { name }] of this.#mounted) {
      if (isConnected(element) && getAttribute(element, "dj-hook") === name) continue;
      this.#call(element, "destroyed");
      this.#mounted.delete(element);
    }
    for (const element of this.#touched) this.#call(element, "updated");
    this.#touched.clear();
    if (!this.fresh) return;
    this.fresh = false;
    for (const region of this.#host.regions) {
      for (const element of querySelectorAll(region, "[dj-hook]")) {
        this.#mount(element as HTMLElement);
      }
    }
  }

  #mount(el: HTMLElement): void {
    const name = getAttribute(el, "dj-hook") as string;
    const found = this.#host.hooks()[name];
    if (!found || this.#mounted.has(el)) return;
    const listeners: Mounted["listeners"] = [];
    const context: HookContext = {
      el,
      pushEvent: this.#host.pushEvent,
      handleEvent: (name, listener) => listeners.push([name, listener]),
    };
    try {
      const hook = typeof found === "function" ? new found() : Object.create(found);
      this.#mounted.set(el, { name, listeners, hook: Object.assign(hook, context) });
    } catch (error) {
      this.#host.fail(error);
    }
    this.#call(el, "mounted");
  }

  /** Calls every hook. */
  all(moment: Moment): void {
    for (const element of this.#mounted.keys()) this.#call(element, moment);
  }

  /** The view pushed something. */
  push(name: string, payload: Json): void {
    for (const { listeners } of this.#mounted.values()) {
      for (const [wanted, listener] of listeners) {
        if (wanted === name) this.#guard(() => listener(payload));
      }
    }
  }

  #call(element: Element, moment: Moment): void {
    this.#guard(() => this.#mounted.get(element)?.hook[moment]?.());
  }

  /** A hook that throws harms nothing else. */
  #guard(run: () => void): void {
    try {
      run();
    } catch (error) {
      this.#host.fail(error);
    }
  }
}
