/** The directives of a page: their rows, and the modules that bring what they do. */

import { type Directives, nameOf, REGISTRY } from "../directives/mod.ts";
import { type Clock, SERVED } from "../platform/mod.ts";
import { Loader } from "./loader.ts";
import type { Fetch, Rest } from "./modules.ts";

/** What arrivals need of their page. */
export interface ArrivalsHost {
  readonly clock: Clock;
  readonly rest: Rest;
  /** The needs of the framework's directives, and the rows of others. */
  readonly needs: Readonly<Record<string, unknown>>;
}

/** The directives of one page. */
export class Arrivals {
  readonly directives: Directives;
  readonly #host: ArrivalsHost;
  /** Called when a module has brought what directives do. */
  readonly arrived: (() => void)[] = [];
  readonly #loaders = new Map<string, Loader<Directives>>();

  constructor(host: ArrivalsHost) {
    this.#host = host;
    this.directives = { ...host.needs as Directives, ...REGISTRY };
  }

  /** The attribute of a directive stands somewhere: its module is fetched, unless that is there. */
  want(attribute: string): void {
    const { rest, clock } = this.#host;
    const module = this.directives[nameOf(attribute)]?.module;
    if (
      (!SERVED && typeof rest !== "function") || module === undefined || this.#loaders.has(module)
    ) return;
    const loader = new Loader<Directives>(
      (attempt) => (rest as Fetch)(module, attempt) as Promise<Directives>,
      {
        clock,
        came: (directives) => {
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
