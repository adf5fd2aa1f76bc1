/** The world of a site: all that its instances can reach outside of themselves. */

import type { Instances } from "../instance/mod.ts";
import type { Clock } from "../platform/mod.ts";
import type { Logouts } from "../security/mod.ts";
import { type Bus, memoryBus, type StateStore, type World } from "../world/mod.ts";
import type { Observers } from "./observers.ts";
import type { Settings } from "./settings.ts";

/** What pages and connections share. */
export interface Shared {
  readonly world: World;
  readonly instances: Instances;
  readonly logouts: Logouts;
}

/** What a world is made from. */
export interface WorldParts
  extends Required<Pick<World, "process" | "random" | "observe" | "leave">> {
  readonly clock: Clock;
  readonly settings: Settings;
  readonly observers: Observers;
  /** In this process only, if no other is given. */
  readonly bus: Bus | undefined;
  readonly state: StateStore | undefined;
}

/** One world for all instances of a site. */
export function worldOf(parts: WorldParts): World {
  const { clock, observers, settings, process, random, observe, leave, state } = parts;
  return {
    now: () => clock.now(),
    timer: (ms, run, options) => clock.timer(ms, run, options),
    process,
    random,
    bus: parts.bus ?? memoryBus(),
    ...(state && { state }),
    limits: settings.limits,
    observe,
    get detail() {
      return observers.detail;
    },
    development: settings.development,
    events: settings.events,
    strictStyles: settings.csp === "strict",
    leave,
  };
}
