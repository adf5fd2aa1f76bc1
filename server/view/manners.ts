/** Manners of one view as its page is told them: of its handlers, and of itself. */

import type { Manner } from "../../protocol/mod.ts";
import type { Extensions } from "./extensions.ts";
import type { Registry } from "./registry.ts";
import type { LiveView } from "./view.ts";

/** The name that no handler has: what is said under it is about the view. */
const VIEW = "";

/** The text of them; `""` where there is nothing to tell. */
export function mannersOf(
  view: LiveView,
  registry: Registry,
  extensions: Extensions | undefined,
): string {
  const own: Manner[] = extensions?.all.flatMap(({ manner }) => manner?.(view) ?? []) ?? [];
  const manners = { ...registry.manners, ...(own.length > 0 && { [VIEW]: merged(own) }) };
  return Object.keys(manners).length > 0 ? JSON.stringify(manners) : "";
}

const merged = (manners: readonly Manner[]): Manner => Object.assign({}, ...manners);

/** What to say of handlers with two paces: a page keeps one. */
export function pacedTwice(registry: Registry): string[] {
  return Object.entries(registry.manners)
    .filter(([, { debounce, throttle }]) => debounce && throttle)
    .map(([name]) =>
      `"${name}" has @debounce and @throttle: a page debounces it; take one of the two away ` +
      `(@debounce({ wait, maxWait }) sends in between, too)`
    );
}
