/** The world of a site: all that its instances can reach outside of themselves. */

import type { Clock } from "../../platform/mod.ts";
import { ChannelKinds, type World } from "../../world/mod.ts";
import type { Observers, Stores } from "../hub/mod.ts";
import type { Settings } from "../settings/mod.ts";

/** What a world is made from. */
export interface WorldParts
  extends Required<Pick<World, "parts" | "process" | "random" | "observe" | "leave">> {
  readonly clock: Clock;
  readonly settings: Settings;
  readonly observers: Observers;
  readonly stores: Stores;
}

/** One world for all instances of a site. */
export function worldOf(parts: WorldParts): World {
  const { clock, observers, settings, parts: hubParts, process, random, observe, leave } = parts;
  const { bus, state } = parts.stores;
  return {
    now: () => clock.now(),
    timer: (ms, run, options) => clock.timer(ms, run, options),
    process,
    random,
    bus,
    ...(state && { state }),
    parts: hubParts,
    limits: settings.limits,
    observe,
    get detail() {
      return observers.detail;
    },
    development: settings.development,
    late: settings.late,
    kinds: new ChannelKinds(),
    events: settings.events,
    strictStyles: settings.csp === "strict",
    leave,
  };
}
