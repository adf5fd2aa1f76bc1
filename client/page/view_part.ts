/** The part of a view that those have who act in the page before there is an answer. */

import type { ViewPart } from "../events/mod.ts";
import { Overlays } from "../overlay/mod.ts";
import type { CompanionHost } from "./companion_host.ts";

/** Makes it; patches write below overlays from now on. */
export function viewPartOf({ page, instance, surface }: CompanionHost): ViewPart {
  const { window, clock, watcher } = page;
  const overlays = new Overlays({ scene: surface, away: (run) => watcher.away(run) });
  surface.overlays = overlays;
  const { regions } = instance;
  return { window, clock, regions, overlays, tell: (type, text) => page.tell(type, text) };
}
