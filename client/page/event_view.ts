/** The view of events, as their stages and the directives at its elements see it. */

import { nameOf, type Place } from "../directives/mod.ts";
import { clickOf, type EventView } from "../events/mod.ts";
import { getAttributeNames } from "../platform/mod.ts";
import type { CompanionHost } from "./companion_host.ts";

/** Makes it: what a view's companion lets others do. */
export function eventViewOf(
  { page, instance }: CompanionHost,
  run: EventView["run"],
  watch: EventView["watch"],
): EventView {
  /** What nobody knows is an event of scripts'. */
  const isHandler = (attribute: string): boolean => {
    const name = nameOf(attribute);
    const { kind = "event" } = page.arrivals?.directives[name] ?? {};
    return name !== "" && !name.startsWith("value-") && kind === "event";
  };
  return {
    root: instance.root,
    regions: instance.regions,
    window: page.window,
    clock: page.clock,
    hears: (element) => getAttributeNames(element).some(isHandler),
    run,
    watch,
    away: (change) => page.watcher.away(change),
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
