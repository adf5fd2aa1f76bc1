/** Near misses: methods that nobody calls, and whose names are nearly those of lifecycle members. */

import { nearest } from "../../vdom/mod.ts";
import { LIFECYCLE } from "./event.ts";
import { registryOf } from "./registry.ts";
import { LiveView, type ViewClass } from "./view.ts";

/** What the members are called elsewhere. */
const ELSEWHERE: ReadonlyMap<string, string> = new Map([
  ["mounted", "mount"],
  ["onMount", "mount"],
  ["unmount", "terminate"],
  ["destroyed", "terminate"],
  ["handle_info", "handleInfo"],
]);

/** From so many letters on one that differs is a slip; shorter names are mostly meant. */
const LONG = 8;

/** What to say of a class's methods that look like lifecycle members, and are none. */
export function nearMisses(view: ViewClass): string[] {
  const registry = registryOf(view);
  const chain = chainOf(view);
  const misses: string[] = [];
  for (const { prototype } of chain) {
    for (const name of Object.getOwnPropertyNames(prototype)) {
      const meant = meantBy(name);
      if (meant === undefined || registry.find(name)) continue;
      // In a hole, or called by the view itself: then it is a name of the author's own.
      if (chain.some((one) => uses(one, name))) continue;
      misses.push(
        `Nobody calls ${name}() of "${view.name}": the member that the framework calls is ` +
          `${meant}(); rename it, or put @event over it if it is a handler`,
      );
    }
  }
  return misses;
}

function meantBy(name: string): string | undefined {
  if (LIFECYCLE.has(name)) return undefined;
  const elsewhere = ELSEWHERE.get(name);
  if (elsewhere !== undefined || name.length < LONG - 1) return elsewhere;
  return nearest(name, [...LIFECYCLE].filter(({ length }) => length >= LONG), 1);
}

/** The class and those it extends, up to the framework's own. */
function chainOf(view: ViewClass): { readonly prototype: object }[] {
  const chain: { readonly prototype: object }[] = [];
  for (let at: unknown = view; typeof at === "function" && at !== LiveView;) {
    chain.push(at as unknown as { readonly prototype: object });
    at = Object.getPrototypeOf(at);
  }
  return chain;
}

const uses = (view: object, name: string): boolean =>
  new RegExp(`\\.\\s*${name}\\b`).test(Function.prototype.toString.call(view));
