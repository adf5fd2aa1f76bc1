/** The directives of a page: their rows, and the modules that bring what they do. */

import { type Directive, type Directives, nameOf, REGISTRY } from "../directives/mod.ts";
import type { Clock } from "../platform/mod.ts";
import { Loader, MESSAGE } from "./loader.ts";
import type { Rest } from "./modules.ts";

/** What arrivals need of their page. */
export interface ArrivalsHost {
  readonly clock: Clock;
  readonly rest: Rest;
  /** Directives besides the framework's own. */
  readonly own: Directives | undefined;
  /** A module has brought what directives do. */
  arrived(): void;
}

/** The directives of one page. */
export class Arrivals {
  readonly directives: Directives;
  readonly #host: ArrivalsHost;
  readonly #loaders = new Map<string, Loader<Directives>>();

  constructor(host: ArrivalsHost) {
    this.#host = host;
    this.directives = { ...REGISTRY, ...host.own };
  }

  /** The row of an attribute. */
  of(attribute: string): Directive | undefined {
    return this.directives[nameOf(attribute)];
  }

  /** The attribute of a directive stands somewhere: its module is fetched, unless that is there. */
  want(attribute: string): void {
    const { rest, clock, arrived } = this.#host;
    const { module } = this.of(attribute) ?? {};
    if (typeof rest !== "function" || module === undefined || this.#loaders.has(module)) return;
    const loader = new Loader<Directives>(
      (attempt) => rest(module, attempt) as Promise<Directives>,
      {
        clock,
        came: (directives) => {
          for (const [name, directive] of Object.entries(directives)) {
            this.directives[name] = { ...this.directives[name], ...directive };
          }
          arrived();
        },
        // The page lives without it, and each failure was reported.
        missed() {},
      },
    );
    this.#loaders.set(module, loader);
    loader.load();
  }

  /** Runs when all that was wanted is there, or was waited for; never before what came earlier. */
  wait(run: () => void): void {
    let go = run;
    for (const loader of [...this.#loaders.values()].reverse()) {
      const next = go;
      go = () => loader.need(true, MESSAGE, next);
    }
    go();
  }
}
