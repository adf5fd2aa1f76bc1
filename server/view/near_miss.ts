/** Near misses: members that nobody calls, and whose names are nearly those of the framework's own. */

import { nearest } from "../../vdom/mod.ts";
import { LIFECYCLE } from "./declared.ts";
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
/** And from so many on two or three are: `handlePresenceJoined`. */
const VERY_LONG = 15;

/**
 * What to say of a class's methods that look like lifecycle members, and of methods and fields that
 * look like hooks of its extensions, and are none.
 */
export function nearMisses(
  view: ViewClass,
  hooks: readonly string[] = [],
  fields: readonly string[] = [],
): string[] {
  const registry = registryOf(view);
  const chain = chainOf(view);
  const misses: string[] = [];
  // In a hole, or named by the view itself: then it is a name of the author's own.
  const isOwn = (name: string): boolean => chain.some((one) => uses(one, name));
  for (const { prototype } of chain) {
    for (const name of Object.getOwnPropertyNames(prototype)) {
      const meant = meantBy(name) ?? hookMeantBy(name, hooks);
      if (meant === undefined || registry.find(name) || isOwn(name)) continue;
      misses.push(
        `Nobody calls ${name}() of "${view.name}": the member that the framework calls is ` +
          `${meant}(); rename it, or put @event over it if it is a handler`,
      );
    }
  }
  for (const name of fields) {
    const meant = hookMeantBy(name, hooks);
    if (meant === undefined || isOwn(name)) continue;
    misses.push(
      `Nobody reads ${name} of "${view.name}": the member that the framework reads is ${meant}; ` +
        `rename it`,
    );
  }
  return misses;
}

function meantBy(name: string): string | undefined {
  if (LIFECYCLE.has(name)) return undefined;
  const elsewhere = ELSEWHERE.get(name);
  if (elsewhere !== undefined || name.length < LONG - 1) return elsewhere;
  return nearest(name, [...LIFECYCLE].filter(({ length }) => length >= LONG), 1);
}

/** The hook of an extension that was meant: written another way, or with a slip. */
function hookMeantBy(name: string, hooks: readonly string[]): string | undefined {
  if (hooks.includes(name)) return undefined;
  const plain = plainly(name);
  return hooks.find((hook) => plainly(hook) === plain) ??
    hooks.find((hook) => {
      const most = hook.length >= VERY_LONG ? 3 : hook.length >= LONG - 1 ? 1 : 0;
      return nearest(plain, [plainly(hook)], most) !== undefined;
    });
}

/** Without what only spelling differs in: `handle_presence_join` is `handlePresenceJoin`. */
const plainly = (name: string): string => name.replaceAll("_", "").toLowerCase();

/** The class and those it extends, up to the framework's own. */
export function chainOf(view: ViewClass): { readonly prototype: object }[] {
  const chain: { readonly prototype: object }[] = [];
  for (let at: unknown = view; typeof at === "function" && at !== LiveView;) {
    chain.push(at as unknown as { readonly prototype: object });
    at = Object.getPrototypeOf(at);
  }
  return chain;
}

/** Whether a class's own code reads a member of this name. */
export const uses = (view: object, name: string): boolean =>
  new RegExp(`\\.\\s*${name}\\b`).test(Function.prototype.toString.call(view));
