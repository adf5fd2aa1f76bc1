/** Migration of kept fields: from the version that wrote them to that of the class. */

import { declaredState } from "./state_declaration.ts";

/** The fields in the version of this class. Throws where there is no way from one to the other. */
export function migrated(
  view: { readonly name: string },
  fields: Readonly<Record<string, unknown>>,
  from: number,
): Readonly<Record<string, unknown>> {
  const { version, migrate } = declaredState(view);
  if (from === version) return fields;
  const where = `fields of "${view.name}" that were kept in version ${from}`;
  if (!migrate) {
    throw new Error(
      `Cannot restore ${where}: its version is ${version} now, and it has no migrate; ` +
        `they begin anew (write migrate: (old, version) => ({ … }) in static state to keep them)`,
    );
  }
  let made: unknown;
  try {
    made = migrate(fields, from);
  } catch (cause) {
    throw new Error(`Cannot restore ${where}: migrate failed; they begin anew`, { cause });
  }
  if (typeof made === "object" && made !== null && !("then" in made)) return { ...made };
  throw new Error(`Cannot restore ${where}: migrate gave no fields; return { … }, no promise`);
}
