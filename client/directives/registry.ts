/** The registry of directives: every `dj-*` attribute that is no plain event, and who brings it. */

import type { Directive, Directives } from "./directive.ts";
import * as hook from "./hook.ts";
import { directives as submits } from "./submits.ts";

/** Read by others: an event's way, a form's submit, the patcher, the differ. */
const modifier: Directive = { kind: "modifier" };
/** The same, read by a stage of the event's way that comes with a module. */
const paced: Directive = { kind: "modifier", module: "more" };

/** Read by the browser half of a channel, which the server opens. */
const mark: Directive = { kind: "mark" };

/**
 * One line for each; stages of the event's way take part in this order. What has functions comes with
 * its module, a file in this folder that exports them as `directives`: the build leaves kinds and names
 * of modules here, and writes down what the first script has to know.
 */
export const REGISTRY: Directives = {
  cursors: mark,
  debounce: paced,
  ...hook.directives,
  ignore: modifier,
  key: modifier,
  location: mark,
  react: mark,
  recover: paced,
  reset: modifier,
  ...submits,
  throttle: paced,
};

/** The names of attributes that need nothing but the first script, and are no events. */
export const IDLE: RegExp = idleOf(REGISTRY);

/** The same of these directives; what an element tells with its events is none. */
export function idleOf(directives: Directives): RegExp {
  const names = Object.entries(directives)
    .filter(([, { kind, module }]) => kind === "modifier" && module === undefined)
    .map(([name]) => name);
  return new RegExp(`^(?:${names.join("|")}|value-.*)$`);
}
