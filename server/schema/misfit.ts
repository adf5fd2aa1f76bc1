/** Misfits: params that are of another type than their schema wants, and how a page gives them right. */

import type { StandardIssue } from "./schema.ts";

/** What libraries add to an issue. */
interface Detailed extends StandardIssue {
  readonly expected?: unknown;
}

/** By type: what to write behind the name of a data attribute. */
const SUFFIXES: ReadonlyMap<string, string> = new Map([
  ["number", ":int"],
  ["int", ":int"],
  ["integer", ":int"],
  ["float", ":float"],
  ["boolean", ":bool"],
  ["bool", ":bool"],
  ["object", ":json"],
  ["record", ":json"],
  ["array", ":json"],
]);

/** By library and type: the schema that takes the texts of a form. */
const CONVERTERS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  zod: {
    number: "z.coerce.number()",
    int: "z.coerce.number().int()",
    boolean: "z.stringbool().default(false)",
    date: "z.coerce.date()",
  },
  valibot: {
    number: "v.pipe(v.string(), v.transform(Number), v.number())",
    boolean: 'v.pipe(v.optional(v.string()), v.transform((text) => text === "on"))',
    date: "v.pipe(v.string(), v.transform((text) => new Date(text)), v.date())",
  },
};

/** Texts that may be shown: a password must not get into a log. */
const PLAIN = /^(?:-?\d[\d.]{0,15}|true|false|on|off)$/;

/** What was refused, and by whose schema. */
export interface Refused {
  readonly params: unknown;
  /** The library, as its schema names it: `"zod"`. */
  readonly vendor: string;
}

/** What to say of issues that are about types: `id: expected number, got text "7": write data-id:int`. */
export function misfitsOf(issues: readonly StandardIssue[], refused: Refused): string[] {
  return issues.flatMap((issue) => misfit(issue, refused) ?? []);
}

function misfit(issue: Detailed, { params, vendor }: Refused): string | undefined {
  const path = (issue.path ?? []).map((part) => String(typeof part === "object" ? part.key : part));
  const expected = expectedBy(issue);
  if (path.length === 0 || expected === undefined) return undefined;
  const given = path.reduce<unknown>(
    (at, key) => (at as Record<string, unknown> | null | undefined)?.[key],
    params,
  );
  const [name = ""] = path;
  const dashed = name.replace(/[A-Z]/g, (letter) => "-" + letter.toLowerCase());
  const what = `${path.join(".")}: expected ${expected}, got`;
  if (given === undefined) {
    return `${what} nothing: write name="${path.join(".")}" on a control of the form, ` +
      `or data-${dashed}=… on the element${unchecked(expected, vendor)}`;
  }
  if (typeOf(given).endsWith(` ${expected}`)) return undefined;
  if (typeof given !== "string") return `${what} ${typeOf(given)}: let the schema convert it`;
  // A text that is no e-mail address is no misfit, but the visitor's to mend.
  if (/^(?:string|text)$/.test(expected)) return undefined;
  const text = PLAIN.test(given) ? `text "${given}"` : "a text";
  const suffix = path.length === 1 ? SUFFIXES.get(expected) : undefined;
  const onElement = suffix ? `write data-${dashed}${suffix} on the element; ` : "";
  return `${what} ${text}: ${onElement}${formMend(expected, path, vendor)}`;
}

/** Why a box may have sent nothing. */
function unchecked(expected: string, vendor: string): string {
  if (!/^bool(?:ean)?$/.test(expected)) return "";
  const mend = CONVERTERS[vendor]?.boolean;
  const box = "a box that is not checked sends nothing";
  return mend ? `; ${box}: write ${mend} in the schema` : `; ${box}: let the schema take that`;
}

/** How a form, whose fields are texts, gives what was wanted. */
function formMend(expected: string, [name = "", ...rest]: string[], vendor: string): string {
  const control = name + rest.map((key) => `[${key}]`).join("");
  if (expected === "array") return `a form sends a list by name="${control}[]" on each control`;
  if (/^(?:object|record)$/.test(expected)) {
    return `a form sends an object by name="${control}[…]" on each control`;
  }
  const converter = CONVERTERS[vendor]?.[expected];
  const texts = "a form sends texts, also of a number control";
  return converter
    ? `${texts}: write ${converter} in the schema`
    : `${texts}: let the schema convert it`;
}

/** The type that was wanted, where the library says it. */
function expectedBy({ expected, message }: Detailed): string | undefined {
  const words = typeof expected === "string" && /^[a-z]+$/i.test(expected)
    ? expected
    : /(?:expected|must be an?|be an?) (number|integer|boolean|string|object|array|record|date|int|float|bool)\b/i
      .exec(message)?.[1];
  return words?.toLowerCase();
}

function typeOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "an array" : `a ${typeof value}`;
}
