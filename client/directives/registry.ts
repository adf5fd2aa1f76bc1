/** The registry of directives: every `dj-*` attribute that is no plain event, and who brings it. */

import type { Directive, Directives } from "./directive.ts";
import { hook } from "./hook.ts";

/** Read by others: an event's way, a form's submit, the patcher, the differ. */
const modifier: Directive = { kind: "modifier" };
/** The same, read by a stage of the event's way that comes with a module. */
const paced: Directive = { kind: "modifier", module: "more" };

/** Read by the browser half of a channel, which the server opens. */
const mark: Directive = { kind: "mark" };

/**
 * One line for each. What has functions comes with its module, which is its file in this folder: the
 * build leaves kinds and names of modules here, and writes down what the first script has to know.
 */
export const REGISTRY: Directives = {
  cursors: mark,
  debounce: paced,
  hook,
  ignore: modifier,
  key: modifier,
  location: mark,
  react: mark,
  reset: modifier,
  throttle: paced,
};

/** What an attribute needs besides the first script: nothing, more with the first event, or at once. */
export const NEED = { nothing: 0, event: 1, now: 2 } as const;

/** The need of each directive; what is not here is an event. */
export const NEEDS: Readonly<Record<string, unknown>> = needsOf(REGISTRY);

/**
 * The needs of these directives, for the first script. It does not know marks: to it they are events
 * that nobody fires.
 */
export function needsOf(directives: Directives): Record<string, number> {
  const needOf = ({ kind, module }: Directive): number =>
    kind === "modifier" && module === undefined
      ? NEED.nothing
      : kind === "modifier" && module === "more"
      ? NEED.event
      : NEED.now;
  return Object.fromEntries(
    Object.entries(directives)
      .filter(([, { kind }]) => kind !== "mark")
      .map(([name, directive]) => [name, needOf(directive)]),
  );
}
