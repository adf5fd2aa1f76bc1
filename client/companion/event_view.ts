/** The view of events, as their stages and the directives at its elements see it. */

import { writeAttribute } from "../dom/mod.ts";
import { nameOf, type Placed } from "../directives/mod.ts";
import { clickOf, type EventView } from "../events/mod.ts";
import { getAttributeNames, insertBefore, remove } from "../platform/mod.ts";
import { Overlays } from "../overlay/mod.ts";
import type { CompanionHost } from "./companion_host.ts";
import { flashIn } from "./flash.ts";
import type { ViewManners } from "./view_manners.ts";

/** Makes it: what a view's companion lets others do. Patches go on below overlays from now on. */
export function eventViewOf(
  { page, instance, surface }: CompanionHost,
  manners: ViewManners,
  own: Pick<EventView, "run" | "know" | "calmly" | "retell">,
): EventView {
  /** What nobody knows is an event of scripts'. */
  const isHandler = (attribute: string): boolean => {
    const name = nameOf(attribute);
    const { kind = "event" } = page.arrivals?.directives[name] ?? {};
    return name !== "" && !name.startsWith("value-") && kind === "event";
  };
  const away: EventView["away"] = (change) => page.watcher.away(change);
  const overlays = surface.overlays = new Overlays({ scene: surface, away });
  const { root, regions } = instance;
  const { window, clock } = page;
  const lodge: EventView["lodge"] = (node, parent, before) => {
    const { foreign } = surface;
    foreign.strangers.add(node);
    foreign.any += 2;
    away(() => insertBefore(parent, node, before));
    return () => {
      foreign.any -= 2;
      away(() => remove(node));
    };
  };
  return {
    root,
    regions,
    window,
    clock,
    overlays,
    get manners() {
      return manners.all;
    },
    get isAway() {
      return manners.isAway;
    },
    peers: () => page.arrivals?.views ?? [],
    hears: (element) => getAttributeNames(element).some(isHandler),
    ...own,
    away,
    summon: (attribute, use) => page.arrivals?.summon(attribute, use),
    tell: (type, text) => page.tell(type, text),
    write: (element, name, value) => writeAttribute(surface, element, name, value),
    lodge,
    flash: flashIn({ regions, window, clock, lodge }),
    warned: (warning) => instance.warned(warning),
  };
}

/** What a place has besides its element and attribute. */
export function placedBy(
  { page, instance, surface }: CompanionHost,
  view: EventView,
): (element: Element, on: string) => Placed {
  return (element, on) => ({
    view,
    scene: surface,
    hooks: page.hooks,
    pushEvent: (...call) => instance.pushEvent(...call),
    emit: (given, ...settled) =>
      view.run({ element, on, params: { ...clickOf(element), ...given }, settled }),
  });
}
