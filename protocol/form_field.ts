/** Fields of a form: how their names nest, and which names are the framework's own. */

import { isForbidden } from "./codec.ts";
import type { Params } from "./message.ts";

/** Names of our own fields. No handler is told them. */
export const OWN_FIELD = {
  /** The token and the handler's name, of a form that can be sent without the page's script. */
  form: "djust-form",
  /** What an object of the view kept, signed. */
  state: "djust-state",
  /** An operation, as name and value of its button. */
  operation: "djust-operation",
} as const;

/**
 * Where items of lists stand in another order than that of their keys, a form tells it by this name: the
 * keys of each, by lists. No handler is told it.
 */
export const ITEM_ORDER = "~order";

/** What stands between the keys of a name. */
const BETWEEN = /[.[\]]+/;

/** The keys of a name: `a[b]` and `a.b` nest. */
export function fieldPath(name: string): string[] {
  return name.split(BETWEEN).filter(Boolean);
}

/** What holds a field among params, and its key there; undefined where no field of that name may stand. */
export function holderOf(params: Params, name: string): [holder: Params, key: string] | undefined {
  const path = fieldPath(name);
  const last = path.pop();
  if (last === undefined || /^djust-/.test(name) || [...path, last].some(isForbidden)) {
    return undefined;
  }
  let holder = params;
  for (const key of path) {
    // What every object has by such a name is none of it.
    const inner = Object.hasOwn(holder, key) ? holder[key] : holder[key] = {};
    if (typeof inner !== "object" || inner === null || Array.isArray(inner)) return undefined;
    holder = inner;
  }
  return [holder, last];
}

/** Puts a field among params: `tags[]` and repeated names list. */
export function putField(params: Params, name: string, value: string): void {
  const [holder, key = ""] = holderOf(params, name) ?? [];
  if (!holder) return;
  const before = Object.hasOwn(holder, key) ? holder[key] : undefined;
  if (Array.isArray(before)) before.push(value);
  else if (before !== undefined) holder[key] = [before, value];
  else holder[key] = name.endsWith("[]") ? [value] : value;
}
