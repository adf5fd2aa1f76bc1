/** Advice about transitions, in development: names that are nearly those of presets. */

import { nearest } from "./directives/mod.ts";
import { CommandChain, type Scope } from "./value/mod.ts";

/** Transitions that are there; any other name is an author's own. */
const PRESETS = ["fade", "slide-up", "slide-down", "scale"];

/** The preset that a name was meant to be; undefined for a preset, and for an author's own name. */
function presetMeant(name: string): string | undefined {
  // Two letters more are a name of one's own: `slide-in` is.
  const meant = nearest(name, PRESETS, 1);
  return meant === name ? undefined : meant;
}

/** Says that a `dj-transition` has nearly the name of a preset. */
export function adviseTransition(
  { name, tag }: { readonly name: string; readonly tag: string },
  held: unknown,
  scope: Scope,
): void {
  const meant = typeof held === "string" ? presetMeant(held) : undefined;
  if (meant === undefined) return;
  const told = `${name}="${held}" of <${tag}> is no preset; did you mean "${meant}"?`;
  scope.warn(told, "directive-value");
}

/** What to say of the transitions in a chain of commands. */
export function commandAdvice(chain: CommandChain): string[] {
  return CommandChain.steps(chain).flatMap(([command, , name]) => {
    if (typeof name !== "string" || !/^(?:transition|show|hide|toggle)$/.test(command)) return [];
    const meant = presetMeant(name);
    const shown = command === "transition" ? `"${name}"` : `…, { transition: "${name}" }`;
    return meant ? [`js.${command}(${shown}) names no preset; did you mean "${meant}"?`] : [];
  });
}
