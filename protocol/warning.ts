/** Warnings of development: their names, each with a row in docs/development.md. */

/**
 * The name of a warning.
 *
 * @category Hub
 */
export type WarningName =
  | "unknown-attribute"
  | "unknown-modifier"
  | "target"
  | "directive-value"
  | "idle"
  | "hook"
  | "model"
  | "optimistic-target"
  | "handler-value"
  | "unknown-handler"
  | "control-name"
  | "form-field"
  | "form-closure"
  | "list-keys"
  | "duplicate-keys"
  | "same-deps"
  | "stream-twice"
  | "inline-style"
  | "style"
  | "url"
  | "raw-form"
  | "raw-late"
  | "raw-left-out"
  | "empty-render"
  | "render-changes-state"
  | "render-acts"
  | "embedded-head"
  | "lifecycle-name"
  | "presence-key"
  | "missing-mixin"
  | "paced-twice"
  | "client-state"
  | "deaf-subscription"
  | "unseen-stream"
  | "message-dropped"
  | "async-name"
  | "async-await"
  | "late-part"
  | "snapshot"
  | "command-target"
  | "params"
  | "undeclared"
  | "blocked"
  | "late-middleware"
  | "guarded-script"
  | "layout"
  | "flash"
  | "long-url"
  | "kept-secret"
  | "kept-state";

/** The names, each with what such a warning is about. */
export const WARNINGS: Readonly<Record<WarningName, "template" | "view" | "event" | "app">> = {
  "unknown-attribute": "template",
  "unknown-modifier": "template",
  target: "template",
  "directive-value": "template",
  idle: "template",
  hook: "template",
  model: "template",
  "optimistic-target": "template",
  "handler-value": "template",
  "unknown-handler": "template",
  "control-name": "template",
  "form-field": "template",
  "form-closure": "template",
  "list-keys": "template",
  "duplicate-keys": "template",
  "same-deps": "template",
  "stream-twice": "template",
  "inline-style": "template",
  style: "template",
  url: "template",
  "raw-form": "template",
  "raw-late": "template",
  "raw-left-out": "template",
  "empty-render": "view",
  "render-changes-state": "view",
  "render-acts": "view",
  "embedded-head": "view",
  "lifecycle-name": "view",
  "presence-key": "view",
  "missing-mixin": "view",
  "paced-twice": "view",
  "client-state": "view",
  "deaf-subscription": "view",
  "unseen-stream": "view",
  "message-dropped": "view",
  "async-name": "view",
  "async-await": "view",
  "late-part": "view",
  snapshot: "view",
  "command-target": "event",
  params: "event",
  undeclared: "event",
  blocked: "event",
  "late-middleware": "app",
  "guarded-script": "app",
  layout: "app",
  flash: "app",
  "long-url": "app",
  "kept-secret": "app",
  "kept-state": "app",
};

/** Something an author should know, with its mend. */
export interface Warning {
  readonly name: WarningName;
  readonly message: string;
}
