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

/** Thrown where a hole holds what cannot stand there: shows the template with the hole marked. */
export class HoleError extends TypeError {
  /** The name by which logs know it. */
  override name = "HoleError";

  /** The hole, what is wrong, and how to write it. */
  constructor(given: Hole, problem: string) {
    const { statics, hole } = shown(given);
    const where = statics.length > 1 ? `\n\n${picture(statics, hole, Infinity)}` : "";
    super(problem + where);
  }
}

/** Adds to the error of a template for which page it was; other errors tell their file and line. */
export function placed(error: unknown, place: string): unknown {
  if (!(error instanceof TemplateError || error instanceof HoleError)) return error;
  const { message, stack } = error;
  error.message = `${message}\n\n  ${place}`;
  // There the message stands as it was when the error was made.
  if (stack !== undefined) error.stack = stack.replace(message, () => error.message);
  return error;
}

/** A hole of a template. */
interface Hole {
  readonly statics: Statics;
  readonly hole: number;
  /** The hole that the template fills. */
  readonly around?: Hole;
}

/** The innermost template in which something is to be seen: a row of a list is nothing but a hole. */
function shown(hole: Hole): Hole {
  const isBare = hole.statics.every((text) => text === "");
  return isBare && hole.around ? shown(hole.around) : hole;
}

/** The lines around the spot, with a caret under it. */
function picture(statics: Statics, index: number, at: number): string {
  const source = statics.join("${…}");
  let offset = Math.min(at, statics[index]?.length ?? 0);
  for (let i = 0; i < index; i++) offset += (statics[i]?.length ?? 0) + "${…}".length;
  const before = source.slice(0, offset).split("\n");
  const line = before.length - 1;
  const lines = source.split("\n");
  return [
    ...lines.slice(Math.max(0, line - 2), line + 1),
    // A tab is as wide as it is shown.
    (before[line] ?? "").replace(/[^\t]/g, " ") + "^",
    ...lines.slice(line + 1, line + 3),
  ].map((text) => "  " + text).join("\n");
}
