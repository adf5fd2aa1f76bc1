/** Manners of one view: what the page was told of its handlers last, and what follows for events. */

import { type Manner, readManners } from "../../protocol/mod.ts";
import { settle, type Trip } from "../events/mod.ts";
import { getAttribute, guarded } from "../platform/mod.ts";
import type { CompanionHost } from "./companion_host.ts";

/** The manners of one view. */
export class ViewManners {
  /** By the names of handlers; `""` is the view itself. */
  all: ReadonlyMap<string, Manner> = new Map();
  /** Whether the line was there, and is lost. */
  isAway = false;
  readonly #host: CompanionHost;

  constructor(host: CompanionHost) {
    this.#host = host;
    guarded(() => {
      const manners = getAttribute(host.instance.root, "data-manners");
      if (manners) this.learn(JSON.parse(manners));
    })();
  }

  /** Takes these in place of what was there; modules that they need are fetched. */
  learn(told: unknown): void {
    guarded(() => {
      this.all = readManners(told);
      for (const manner of this.all.values()) {
        for (const name in manner) this.#host.page.arrivals?.want("dj-" + name);
      }
    })();
  }

  /** Tells an event which handler it is for, and how that is called; a closure has no name. */
  know(trip: Trip): void {
    const { element, on } = trip;
    const name = element ? getAttribute(element, "dj-" + on) : on;
    if (!name) return;
    trip.handler = name;
    trip.manner = this.all.get(name);
  }

  /** Lets an event go whose handler wants none that is late; whether it did. */
  drops(trip: Trip): boolean {
    const isDropped = this.isAway && !!trip.manner?.offline;
    if (isDropped) {
      const failure = { code: "dropped" };
      settle(trip, failure);
      this.#host.instance.fail(failure);
    }
    return isDropped;
  }
}
