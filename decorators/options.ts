/** Options of decorators: told apart from what is decorated, and checked at class definition. */

import type { Manner } from "../protocol/mod.ts";
import { type Anything, declareHandler, type Refuse } from "../server/view/mod.ts";

/**
 * What a decorator with options gives.
 *
 * @internal
 */
export type HandlerDecorator = (method: Anything, context: ClassMethodDecoratorContext) => void;

/** What an option may be. */
type Kind = "milliseconds" | "boolean" | "names";

const KINDS: { readonly [Name in Kind]: { fits(value: unknown): boolean; mend: string } } = {
  milliseconds: {
    fits: (value) => typeof value === "number" && value >= 0 && value < Infinity,
    mend: "write milliseconds, 0 or more",
  },
  boolean: { fits: (value) => typeof value === "boolean", mend: "write true or false" },
  names: { fits: areNames, mend: `write a list of names: ["page"]` },
};

/** Whether these are names. */
export function areNames(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((name) => typeof name === "string" && name !== "");
}

/** A decorator that works bare, with () and with options. */
export function decorated<Options extends object>(
  decorator: string,
  given: readonly [first?: unknown, context?: ClassMethodDecoratorContext],
  mannerOf: (options: Options, refuse: Refuse) => Manner,
): void | HandlerDecorator {
  const [first, context] = given;
  const declare = (options: unknown, context: ClassMethodDecoratorContext): void =>
    declareHandler(decorator, context, (refuse) => {
      if (options !== undefined && !isPlain(options)) {
        refuse(`its options are ${shown(options)}`, "write an object: { … }");
      }
      return { manner: mannerOf((options ?? {}) as Options, refuse) };
    });
  if (context) return declare(undefined, context);
  return (_method, context) => declare(first, context);
}

/** Refuses what is no option, and values that an option cannot have. */
export function checkOptions(
  options: object,
  kinds: Readonly<Record<string, Kind>>,
  refuse: Refuse,
): void {
  const known = Object.keys(kinds).map((name) => `"${name}"`).join(", ");
  for (const [name, value] of Object.entries(options)) {
    const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
    if (!kind) refuse(`"${name}" is no option`, `known are ${known}`);
    const { fits, mend } = KINDS[kind];
    if (value !== undefined && !fits(value)) refuse(`"${name}" is ${shown(value)}`, mend);
  }
}

/** A value as an error names it. */
export function shown(value: unknown): string {
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}

/** Members that are not their default. */
export function told<Options extends object>(
  options: Options,
  defaults: { readonly [Name in keyof Options]?: unknown },
): Options {
  const entries = Object.entries(options).filter(([name, value]) =>
    value !== undefined && value !== defaults[name as keyof Options]
  );
  return Object.fromEntries(entries) as Options;
}

function isPlain(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
