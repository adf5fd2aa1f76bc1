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

/** Texts that may be shown: a password must not get into a log. */
const PLAIN = /^(?:-?\d[\d.]{0,15}|true|false|on|off)$/;

/** What to say of issues that are about types: `id: expected number, got text "7": write data-id:int`. */
export function misfitsOf(issues: readonly StandardIssue[], params: unknown): string[] {
  return issues.flatMap((issue) => misfit(issue, params) ?? []);
}

function misfit(issue: Detailed, params: unknown): string | undefined {
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
      `or data-${dashed}=… on the element`;
  }
  if (typeOf(given).endsWith(` ${expected}`)) return undefined;
  if (typeof given !== "string") return `${what} ${typeOf(given)}: let the schema convert it`;
  // A text that is no e-mail address is no misfit, but the visitor's to mend.
  if (/^(?:string|text)$/.test(expected)) return undefined;
  const text = PLAIN.test(given) ? `text "${given}"` : "a text";
  const suffix = SUFFIXES.get(expected);
  const mend = suffix && path.length === 1
    ? `write data-${dashed}${suffix}, or let the schema convert what a form sends`
    : "let the schema convert it";
  return `${what} ${text}: ${mend}`;
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
