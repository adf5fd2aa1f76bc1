/** The surroundings of a view for tests of the engine: keeps the warnings. */

import type { Scope } from "../vdom/mod.ts";

/** A scope, and what it was warned of. */
export interface TestScope extends Scope {
  readonly warnings: string[];
}

/** A scope in development; named handlers have the names given here. */
export function createScope(
  named: Readonly<Record<string, unknown>> = {},
  options: Partial<Pick<Scope, "development" | "strictStyles">> = {},
): TestScope {
  const warnings: string[] = [];
  return {
    warnings,
    nameOf: (handler) => Object.keys(named).find((name) => named[name] === handler),
    warn: (message) => void warnings.push(message),
    development: true,
    strictStyles: false,
    ...options,
  };
}
