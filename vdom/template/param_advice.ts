/** Advice about params that say their type, in development: types that there are not, and texts of another. */

import type { Warning } from "../../protocol/mod.ts";
import type { AttributeNode } from "./markup/mod.ts";

/** By type: what of texts it can be read from, and what to say of others. Nothing is no value. */
const TYPES: Readonly<Record<string, readonly [(text: string) => boolean, string]>> = {
  int: [
    (text) => /^\s*(?:[+-]?\d+\s*)?$/.test(text),
    "is no whole number: only its first digits arrive, or null; write digits",
  ],
  float: [
    (text) => /^\s*(?:[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?\s*)?$/i.test(text),
    "is no number: only its first digits arrive, or null; write digits",
  ],
  bool: [
    (text) => /^(?:true|false|[01]|yes|on)?$/.test(text),
    'arrives as true, as all but "false", "0" and nothing do; write "true" or "false"',
  ],
  json: [isJson, "is no JSON, so null arrives; write JSON.stringify(value)"],
};

/** A param's attribute and the type behind its colon. */
const TYPED = /^(?:data-(?!dj)|dj-value-)[^:]+:(.*)$/;

/** A param with a type that there is not, as `data-id:number`. */
export function strangeType({ name }: AttributeNode): Warning | undefined {
  const [, type = ""] = TYPED.exec(name) ?? [];
  if (type === "" || Object.hasOwn(TYPES, type)) return undefined;
  const message = `${name}: "${type}" is no type of a param; write :int, :float, :bool or :json, ` +
    `or none for a text`;
  return { name: "unknown-modifier", message };
}

/** What to say of a param that is not of the type that its name has. */
export function strangeValue(name: string, tag: string, value: unknown): string | undefined {
  const [, type = ""] = TYPED.exec(name) ?? [];
  const [fits, told] = Object.hasOwn(TYPES, type) ? TYPES[type] ?? [] : [];
  if (!fits || !/^(?:string|number|bigint)$/.test(typeof value)) return undefined;
  const text = String(value);
  return fits(text) ? undefined : `${name}="${text.slice(0, 60)}" of <${tag}> ${told}`;
}

function isJson(text: string): boolean {
  try {
    return text === "" || JSON.parse(text) !== undefined;
  } catch {
    return false;
  }
}
