/** Gaps between the lists of directives: what has no reader, no browser test, no example or no row. */

import type { Tried } from "./tried.ts";

/** One directive, modifier or member, wherever it is listed. */
export interface Listed {
  /** As it is written in a test and an example: `dj-copy`, `dj-viewport.leave`, `js.show`. */
  readonly name: string;
  /** The path of its example; empty for what is painted, and written by nobody. */
  readonly example: string;
  /** As the page has it, where it is another name. */
  readonly row?: string;
}

/** The lists. */
export interface Lists {
  /** The rows that the reference is made of. */
  readonly rows: readonly Listed[];
  /** What the client, or the door, has a reader for. */
  readonly readers: ReadonlySet<string>;
  /** The sources of the browser tests. */
  readonly tests: readonly string[];
  /** What they try in both spellings, painted and brought by a patch. */
  readonly tried: readonly Tried[];
  /** The sources of the examples, by their paths in the gallery. */
  readonly examples: ReadonlyMap<string, string>;
  /** The reference. */
  readonly page: string;
}

/** Directives that take no part in what goes over the line. */
const HERE = /^dj-(?:key|ignore|ignore-attrs|replace|copy|copy-feedback|scroll-into-view)$/;
/** Those of pages with people in them, and of streams: their tests go through the ways by themselves. */
const MARKS = /^dj-(?:cursors|react|location|stream)$/;
/** Milliseconds each way: the line is 300 ms long. */
const SLOW = 150;

/** What no test tries in all ways into a page, or none on a slow line. */
function untried(name: string, tried: readonly Tried[]): string[] {
  if (!/^dj-[\w*-]+$/.test(name) || name === "dj-*" || MARKS.test(name)) return [];
  const own = tried.filter(({ names }) => names.includes(name));
  if (!own[0]) return [`no browser test tries ${name} in all ways`];
  const isSlow = HERE.test(name) || own.some(({ latency }) => latency >= SLOW);
  return isSlow ? [] : [`no browser test tries ${name} at 300 ms`];
}

/** Sentences about what is missing where. */
export function gapsOf({ rows, readers, tests, tried, examples, page }: Lists): string[] {
  const gaps: string[] = [];
  const listed = new Set(rows.map(({ name }) => name));
  for (const name of readers) if (!listed.has(name)) gaps.push(`${name} has no row in the list`);
  for (const { name, example, row = name } of rows) {
    if (!readers.has(name)) gaps.push(`nothing reads ${name}`);
    if (![row, row.replace("*", "…")].some((one) => page.includes(`\`${one}\``))) {
      gaps.push(`no row of the page is of ${name}`);
    }
    if (example === "") continue;
    if (!tests.some((source) => isUsed(name, source))) gaps.push(`no browser test names ${name}`);
    gaps.push(...untried(name, tried));
    const source = examples.get(example);
    if (source === undefined) gaps.push(`${name}: the gallery has no ${example}`);
    else if (!isUsed(name, source)) gaps.push(`${name} is not in the example ${example}`);
  }
  return gaps;
}

/** Whether a source has the attribute, in either spelling or by a function that spells it, or the member. */
function isUsed(name: string, source: string): boolean {
  const [, type = "", word] = /^dj-([^.]+)(?:\.(.+))?$/.exec(name) ?? [];
  if (type === "") return hasMember(name, source);
  const own = escaped(type).replace("\\*", "[\\w-]+");
  const begin = `(?:dj-|")${own}`;
  if (word === undefined) return new RegExp(`${begin}(?![\\w-])`).test(source);
  // Other words may stand between, or before, or be all that follows.
  const end = word === "*" ? "\\w" : `${escaped(word).replace("\\*", "[\\w-]*")}(?![\\w])`;
  return new RegExp(`${begin}[.:](?:\\w+[.-])*${end}`).test(source);
}

/** Whether a source has a member: one of an object's may stand anywhere in a chain. */
function hasMember(name: string, source: string): boolean {
  const [first = "", second] = name.split(".");
  return new RegExp(`(?<![\\w.])${escaped(first)}\\b`).test(source) &&
    (second === undefined || source.includes(`.${second}(`));
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
