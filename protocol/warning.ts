/** Warnings of development: their names, each with a row in docs/development.md. */

/** All of them. */
export const WARNINGS = [
  // Templates.
  "unknown-attribute",
  "unknown-modifier",
  "handler-value",
  "unknown-handler",
  "control-name",
  "list-keys",
  "duplicate-keys",
  "same-deps",
  "inline-style",
  "style",
  "url",
  "raw-late",
  "raw-left-out",
  // Views.
  "empty-render",
  "render-changes-state",
  "render-acts",
  "lifecycle-name",
  "deaf-subscription",
  "message-dropped",
  "snapshot",
  // Events.
  "params",
  "undeclared",
  "blocked",
  // The app around them.
  "late-middleware",
  "guarded-script",
  "layout",
  "flash",
  "long-url",
] as const;

/** The name of a warning. */
export type WarningName = (typeof WARNINGS)[number];

/** Something an author should know, with its mend. */
export interface Warning {
  readonly name: WarningName;
  readonly message: string;
}
