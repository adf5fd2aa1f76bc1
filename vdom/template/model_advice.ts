/** Advice about bound controls, in development: what of `dj-model` binds nothing, whatever the view is. */

import type { Warning } from "../../protocol/mod.ts";
import { isModel } from "./directives/mod.ts";
import type { AttributeNode, ElementNode } from "./markup/mod.ts";

/** What is to be said of an attribute; `isInKept`: a form object has the form around it. */
export function modelWarnings(
  { name, parts }: AttributeNode,
  { tag }: ElementNode,
  isInKept = false,
): Warning[] {
  if (!isModel(name)) return [];
  const mend = parts.length > 1
    ? "text and a hole together name no field; write the whole name, or one hole"
    : isInKept
    ? "dj-form around it tells the form, and the form has it; write dj-field, or take it out"
    : undefined;
  return mend ? [{ name: "model", message: `${name} of <${tag}> binds nothing: ${mend}` }] : [];
}
