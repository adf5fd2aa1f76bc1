/** Events of a form: what the page tells of its controls, and what its buttons ask for. */

import type { FieldEvent } from "../server/view/mod.ts";
import type { FormCore } from "./form_core.ts";
import { type Excess, excessOf, FORM_LIMITS } from "./limits.ts";
import { detailsIn, type OperationDetails } from "./operation.ts";
import { pathOf, pathText } from "./paths.ts";

/** What an event was about: something was told, or asked for that is the form's own, or a kind's. */
export type Heard =
  | { readonly type: "told" }
  | { readonly type: "refused" }
  | { readonly type: "other"; readonly operation: string; readonly details: OperationDetails };

/** Takes an event of the form's element, or of one of its buttons. */
export function hear(core: FormCore, event: FieldEvent): Heard {
  const { operation, params, target, way } = event;
  const { details, fields } = detailsIn(params);
  // Over the line a button tells nothing of the fields: they were told before.
  const tellsFields = operation === undefined || operation === "input" || way === "posted";
  if (tellsFields && !core.take(fields, way, details.order)) {
    core.refuse();
    return { type: "refused" };
  }
  switch (operation) {
    case undefined:
      return { type: "told" };
    case "input":
      core.validation.start();
      look(core, target);
      return { type: "told" };
    case "blur":
      if (target) core.use(pathOf(target));
      if (core.validation.isStale) core.validation.start();
      look(core, target);
      return { type: "told" };
    case "large":
    case "deep":
      return refuse(core, operation === "deep" ? "depth" : "bytes");
    default: {
      const excess = excessIn(core, operation, details);
      if (excess) return refuse(core, excess);
      return core.change(operation, details)
        ? { type: "told" }
        : { type: "other", operation, details };
    }
  }
}

function refuse(core: FormCore, excess: Excess): Heard {
  core.tooLarge(excess);
  core.refuse();
  return { type: "refused" };
}

/** What an operation has too much of: what a page sends need not be what was painted. */
function excessIn(
  core: FormCore,
  operation: string,
  { path = "", item }: OperationDetails,
): Excess | undefined {
  const at = pathOf(path);
  if (at.length > FORM_LIMITS.depth) return "depth";
  if (operation !== "add") return undefined;
  if (core.owner.keys(at).length >= FORM_LIMITS.fields) return "fields";
  return excessOf(item) ?? core.excessWith(item);
}

/** Looks a field up that has changed, where there is a check of it. */
function look(core: FormCore, target: string | undefined): void {
  if (target) void core.validation.look(pathText(pathOf(target)));
}
