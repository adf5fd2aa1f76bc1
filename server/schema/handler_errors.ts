/** Errors of handlers: what was wrong with the last params of each, by view. */

import type { FieldErrors } from "./schema.ts";

/** Made for a view when the first params of it are refused. */
const ERRORS = new WeakMap<object, Map<string, FieldErrors>>();

/** What was wrong with the params of a handler; nothing where they fit. It is the view's last word, too. */
export function noteErrors(
  view: { errors: FieldErrors },
  handler: string,
  errors: FieldErrors,
): void {
  view.errors = errors;
  const known = ERRORS.get(view);
  if (known) known.set(handler, errors);
  else if (Object.keys(errors).length > 0) ERRORS.set(view, new Map([[handler, errors]]));
}

/** What was wrong with the last params of a handler. */
export function errorsOf(view: object, handler: string): FieldErrors {
  return ERRORS.get(view)?.get(handler) ?? {};
}
