/** The law of lengths: how long files and functions may be, and what is longer all the same. */

/// <reference lib="deno.unstable" />

import type { Source } from "./sources.ts";

/** Lines that a file, a function and a test file may have. */
export const MOST = { file: 300, function: 60, test: 500 } as const;

/** What is longer: a path, or a path and a function's name, with the reason. At most five. */
export const LONGER: Readonly<Record<string, string>> = {
  "presence/cursors/cursor_room.ts": "a few lines over; what nodes tell each other is to be a noun",
  "presence/view/mixin.ts PresenceMixin": "a class of one-line members: it is what a view gets",
  "server/instance/instance.ts":
    "the door of one view: the way of a restore, and the views in it, are to become nouns",
  "server/instance/life/running_view.ts":
    "one view's letters, events and its way out: events and the way out are to become nouns",
};

/** Folders whose code is published. */
const PUBLISHED =
  /^(?:mod\.ts$|(?:protocol|vdom|server|client|presence|decorators|forms|lists|streaming|stores|testing)\/)/;
const TEST = /_(?:test|bench)\.tsx?$/;

/** A function, by its name and that of what it is in. */
export interface Measured {
  readonly name: string;
  readonly line: number;
  readonly lines: number;
}

// These few fields of a syntax tree's node are read here.
interface Node {
  readonly type: string;
  readonly range: readonly [number, number];
  readonly parent?: Node;
  readonly [field: string]: unknown;
}

/** Every function and method of a source, outer ones first. */
export function functionsOf({ path, text }: Source): Measured[] {
  const found: Measured[] = [];
  const visit = (node: Node): void => {
    const [start, end] = node.range.map((at) => text.slice(0, at).split("\n").length) as [
      number,
      number,
    ];
    found.push({ name: nameOf(node), line: start, lines: end - start + 1 });
  };
  const plugin: Deno.lint.Plugin = {
    name: "lengths",
    rules: {
      functions: {
        create: () =>
          ({
            FunctionDeclaration: visit,
            FunctionExpression: visit,
            ArrowFunctionExpression: visit,
          }) as unknown as Deno.lint.LintVisitor,
      },
    },
  };
  Deno.lint.runPlugin(plugin, path, text);
  return found;
}

/** Everything that is too long in these sources, as sentences; exceptions that nothing needs, too. */
export function lengthBreaches(
  sources: readonly Source[],
  longer: Readonly<Record<string, string>> = LONGER,
): string[] {
  const used = new Set<string>();
  const isExcused = (name: string): boolean => name in longer && !!used.add(name);
  const breaches = sources.filter(({ path }) => !path.endsWith(".gen.ts")).flatMap((source) => {
    const { path, text } = source;
    const isTest = TEST.test(path) || path.startsWith("tests/");
    if (!isTest && !PUBLISHED.test(path)) return [];
    const lines = text.trimEnd().split("\n").length;
    const most = isTest ? MOST.test : MOST.file;
    const found = lines > most && !isExcused(path)
      ? [
        `${path}: has ${lines} lines of at most ${most}; it may have two jobs, so cut it by its nouns`,
      ]
      : [];
    if (isTest) return found;
    for (const { name, line, lines } of functionsOf(source)) {
      if (lines <= MOST.function || isExcused(`${path} ${name}`)) continue;
      found.push(`${path}:${line}: ${name} has ${lines} lines of at most ${MOST.function}`);
    }
    return found;
  });
  const idle = Object.keys(longer).filter((name) => !used.has(name));
  return [...breaches, ...idle.map((name) => `${name}: is no exception any more; take it out`)];
}

/** A function's own name, or that of the property, variable or argument it is. */
function nameOf(node: Node): string {
  const parent = node.parent;
  const named = [node.id, parent?.key, parent?.id, parent?.left, parent?.callee] as (
    | Node
    | null
    | undefined
  )[];
  for (const one of named) {
    const name = one?.name ?? (one?.property as Node | undefined)?.name;
    if (typeof name === "string") return name;
  }
  return "(a function)";
}
