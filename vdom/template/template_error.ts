/** The error of a template in which something stands where it cannot work: shows the spot and the mend. */

import type { Statics } from "./template.ts";

/**
 * Thrown at a template's first use, with the template and the spot marked.
 *
 * @category Templates
 */
export class TemplateError extends Error {
  /** The name by which logs know it. */
  override name = "TemplateError";

  /** The template, the static and the place in it, what is wrong, and how to write it. */
  constructor(statics: Statics, index: number, at: number, what: string, mend: string) {
    super(`Cannot use a template: ${what}; ${mend}\n\n${picture(statics, index, at)}`);
  }
}

/** The lines around the spot, with a caret under it. */
function picture(statics: Statics, index: number, at: number): string {
  const source = statics.join("${…}");
  let offset = Math.min(at, statics[index]?.length ?? 0);
  for (let i = 0; i < index; i++) offset += (statics[i]?.length ?? 0) + "${…}".length;
  const before = source.slice(0, offset).split("\n");
  const line = before.length - 1;
  const lines = source.split("\n");
  const column = before[line]?.length ?? 0;
  return [
    ...lines.slice(Math.max(0, line - 2), line + 1),
    " ".repeat(column) + "^",
    ...lines.slice(line + 1, line + 3),
  ].map((text) => "  " + text).join("\n");
}
