/** The directives of a page: their rows, and the modules that bring what they do. */

import { type Directives, nameOf, REGISTRY } from "../directives/mod.ts";
import type { Json } from "../../protocol/mod.ts";
import type { EventView } from "../events/mod.ts";
import { type Clock, guarded, SERVED } from "../platform/mod.ts";
import { Loader, MESSAGE } from "./loader.ts";
import type { Fetch, Rest } from "./modules.ts";

/** What arrivals need of their page. */
export interface ArrivalsHost {
  readonly clock: Clock;
  readonly rest: Rest;
  /** Directives of others, besides the framework's. */
  readonly given: Directives | undefined;
}

/** What a module of directives exports. */
interface Module {
  readonly directives: Directives;
}

/** The directives of one page. */
export class Arrivals {
  readonly directives: Directives;
  readonly #host: ArrivalsHost;
  /** The views that take part in their events. */
  readonly views: Set<EventView> = new Set();
  /** Called when a module has brought what directives do. */
  readonly arrived: (() => void)[] = [];
  readonly #loaders = new Map<string, Loader<Module>>();

  constructor(host: ArrivalsHost) {
    this.#host = host;
    this.directives = { ...REGISTRY, ...host.given };
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

  /** The view pushed something for a directive itself: it is run once that is there. */
  summon(attribute: string, view: EventView, payload: Json): void {
    this.want(attribute);
    const run = guarded(() => this.directives[nameOf(attribute)]?.called?.(view, payload));
    this.wait(MESSAGE, run);
  }

  #fetch(module: string): void {
    const { rest, clock } = this.#host;
    if ((!SERVED && typeof rest !== "function") || this.#loaders.has(module)) return;
    const loader = new Loader<Module>(
      (attempt) => (rest as Fetch)(module, attempt) as Promise<Module>,
      {
        clock,
        came: ({ directives }) => {
          for (const [name, directive] of Object.entries(directives)) {
            this.directives[name] = { ...this.directives[name], ...directive };
          }
          for (const run of this.arrived) run();
        },
        // The page lives without it, and each failure was reported.
        missed() {},
      },
    );
    this.#loaders.set(module, loader);
    loader.load();
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
