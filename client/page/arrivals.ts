/** The directives of a page: their rows, and the modules that bring what they do. */

import type { Arriving } from "../companion/mod.ts";
import { type Directives, nameOf, REGISTRY } from "../directives/mod.ts";
import type { Called, EventView, Trip } from "../events/mod.ts";
import { closest, EVENT, guarded, Loader, MESSAGE, SERVED } from "../platform/mod.ts";
import type { LiveHost } from "./live_host.ts";
import type { Fetch, Rest } from "./modules.ts";
import type { Nest } from "./nest.ts";

/** What arrivals need of their page. */
export interface ArrivalsHost extends LiveHost {
  readonly rest: Rest;
}

/** What a module exports that an attribute asks for. */
interface Module {
  readonly directives?: Directives;
  /** Begins what the page has once, and not once for each view. */
  begin?(page: LiveHost): Nest;
}

/** The directives of one page. */
export class Arrivals implements Arriving {
  readonly directives: Directives;
  readonly #host: ArrivalsHost;
  /** The views that take part in their events. */
  readonly views: Set<EventView> = new Set();
  readonly #loaders = new Map<string, Loader<Module>>();
  /** The views in views, where there are any. */
  nest: Nest | undefined;

  constructor(host: ArrivalsHost) {
    this.#host = host;
    this.directives = SERVED ? { ...REGISTRY } : { ...REGISTRY, ...host.given };
  }

  /**
   * An attribute stands somewhere that may be of a directive: its module is fetched, unless that is
   * there. Whether it is one.
   */
  want(attribute: string): boolean {
    const directive = this.directives[nameOf(attribute)];
    const { module = "more" } = directive ?? {};
    // That is what this came with.
    if (module !== "more") this.#fetch(module);
    return !!directive;
  }

  /** Somebody needs a directive itself, by its attribute: they go on once it is there. */
  summon(attribute: string, use: (called: Called | undefined) => void): void {
    this.want(attribute);
    this.wait(MESSAGE, guarded(() => use(this.directives[nameOf(attribute)]?.called)));
  }

  /**
   * Gives an event to the view in a view that it is for, once that is there: until then the one around it
   * hears it. Whether it is another one's.
   */
  pass(trip: Trip, root: Element, missed: () => void): boolean {
    const place = trip.element && closest(trip.element, "[dj-view]");
    if (!place || place === root) return false;
    this.wait(EVENT, () => {
      const view = [...this.views].find((one) => one.root === place);
      if (view) view.run(trip);
      else missed();
    });
    return true;
  }

  settle(view: EventView): void {
    for (const { shown } of Object.values(this.directives)) guarded(() => shown?.(view))();
    guarded(() => this.nest?.settle())();
  }

  #fetch(module: string): void {
    const { rest } = this.#host;
    if (!SERVED && typeof rest !== "function") {
      // All is there; what directives do stands in the registry.
      if (module === "views" && !this.nest) this.#came(rest.views);
      return;
    }
    if (this.#loaders.has(module)) return;
    const loader = new Loader<Module>(
      (attempt) => (rest as Fetch)(module, attempt) as Promise<Module>,
      {
        clock: this.#host.clock,
        came: (found) => this.#came(found),
        // The page lives without it, and each failure was reported.
        missed() {},
      },
    );
    this.#loaders.set(module, loader);
    loader.load();
  }

  #came({ directives = {}, begin }: Module): void {
    for (const [name, directive] of Object.entries(directives)) {
      this.directives[name] = { ...this.directives[name], ...directive };
    }
    this.nest ??= begin?.(this.#host);
    // What it finds may ask for it again.
    this.nest?.settle();
    // What the user did before is told by the events that wait.
    const { views, loader } = this.#host;
    for (const live of views.lives) loader.need(false, EVENT, () => live.attend());
  }

  /** Runs when all that was wanted is there, or was waited for; never before what came earlier. */
  wait(kind: 0 | 1, run: () => void): void {
    let go = run;
    for (const loader of [...this.#loaders.values()].reverse()) {
      const next = go;
      go = () => loader.need(true, kind, next);
    }
    go();
  }
}
