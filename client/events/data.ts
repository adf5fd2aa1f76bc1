/** What an element tells by itself: its `data-*`, `dj-value-*` and its value. */

import { isForbidden, type Json, type Params } from "../../protocol/mod.ts";
import { getAttribute, getAttributeNames, matches } from "../platform/mod.ts";

const isTrue = (text: string): boolean => !/^(?:false|0|)$/.test(text);

/** Types that a name can ask for, after a colon. */
const TYPES: Record<string, (text: string) => Json> = {
  int: parseInt,
  float: parseFloat,
  bool: isTrue,
  json: jsonOf,
};

/** `data-*` and `dj-value-*`, kebab to camel, with `:int`, `:float`, `:bool` and `:json`. */
export function dataOf(element: Element): Params {
  const params: Params = {};
  for (const name of getAttributeNames(element)) {
    const [, dashed, type = ""] = /^(?:data-(?!dj)|dj-value-)([^:]+):?(.*)$/.exec(name) ?? [];
    if (!dashed || isForbidden(dashed)) continue;
    const value = getAttribute(element, name) ?? "";
    const key = dashed.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
    params[key] = TYPES[type]?.(value) ?? (type ? null : value);
  }
  return params;
}

/** The element's value, if it has any, and its data: all that a click tells. */
export function clickOf(element: Element): Params {
  const value = matches(element, "input,select,textarea")
    ? (element as HTMLInputElement).value
    : getAttribute(element, "value");
  return { ...(value !== null && { value }), ...dataOf(element) };
}

function jsonOf(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
