/** The view of events, as their stages and the directives at its elements see it. */

import { nameOf, type Place } from "../directives/mod.ts";
import { clickOf, type EventView } from "../events/mod.ts";
import { getAttributeNames } from "../platform/mod.ts";
import { Overlays } from "../overlay/mod.ts";
import type { CompanionHost } from "./companion_host.ts";

/** Makes it: what a view's companion lets others do. Patches go on below overlays from now on. */
export function eventViewOf(
  { page, instance, surface }: CompanionHost,
  run: EventView["run"],
): EventView {
  /** What nobody knows is an event of scripts'. */
  const isHandler = (attribute: string): boolean => {
    const name = nameOf(attribute);
    const { kind = "event" } = page.arrivals?.directives[name] ?? {};
    return name !== "" && !name.startsWith("value-") && kind === "event";
  };
  const away: EventView["away"] = (change) => page.watcher.away(change);
  const overlays = surface.overlays = new Overlays({ scene: surface, away });
  return {
    root: instance.root,
    regions: instance.regions,
    window: page.window,
    clock: page.clock,
    overlays,
    hears: (element) => getAttributeNames(element).some(isHandler),
    run,
    away,
    tell: (type, text) => page.tell(type, text),
    warned: (warning) => instance.warned(warning),
  };
}

/** What a place has besides its element and attribute. */
export function placedBy(
  { page, instance }: CompanionHost,
  view: EventView,
): (element: Element, on: string) => Pick<Place, "view" | "hooks" | "pushEvent" | "emit"> {
  return (element, on) => ({
    view,
    hooks: page.hooks,
    pushEvent: (...call) => instance.pushEvent(...call),
    emit: (params) =>
      view.run({ element, on, params: { ...clickOf(element), ...params }, settled: [] }),
  });
}
