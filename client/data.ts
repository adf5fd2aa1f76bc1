/** What an element tells by itself: its `data-*`, `dj-value-*` and its value. */

import { isForbidden, type Json, type Params } from "../protocol/mod.ts";

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
  // Not `element.attributes`: a form has its fields by their names.
  for (const name of element.getAttributeNames()) {
    const [, dashed, type = ""] = /^(?:data-(?!dj)|dj-value-)([^:]+):?(.*)$/.exec(name) ?? [];
    if (!dashed || isForbidden(dashed)) continue;
    const value = element.getAttribute(name) ?? "";
    const key = dashed.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
    params[key] = TYPES[type]?.(value) ?? (type ? null : value);
  }
  return params;
}

/** The element's value, if it has any, and its data: all that a click tells. */
export function clickOf(element: Element): Params {
  const value = /^(?:input|select|textarea)$/.test(element.localName)
    ? (element as HTMLInputElement).value
    : element.getAttribute("value");
  return { ...(value !== null && { value }), ...dataOf(element) };
}

function jsonOf(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
