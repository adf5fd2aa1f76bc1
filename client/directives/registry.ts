/** The registry of directives: every `dj-*` attribute that is no plain event, and who brings it. */

import type { Directive, Directives } from "./directive.ts";
import * as cache from "./cache.ts";
import * as clientState from "./client_state.ts";
import * as commands from "./commands.ts";
import { directives as confirm } from "./confirm.ts";
import * as draft from "./draft.ts";
import { directives as feedback } from "./feedback.ts";
import * as form from "./form.ts";
import * as hook from "./hook.ts";
import * as moments from "./moments.ts";
import { directives as optimistic } from "./optimistic.ts";
import { directives as submits } from "./submits.ts";
import * as streaming from "./streaming.ts";
import * as services from "./services.ts";
import * as transition from "./transition.ts";
import * as virtual from "./virtual.ts";

/** Read by others: an event's way, a form's submit, the patcher, the differ. */
const modifier: Directive = { kind: "modifier" };
/** The same, read by what comes with this module. */
const late: Directive = { kind: "modifier", module: "more" };

/** Read by the server, which paints what it gives in its place. */
const bound: Directive = { kind: "modifier", module: "form" };
/** Read by the browser half of a channel, which the server opens. */
const mark: Directive = { kind: "mark" };

/**
 * One line for each; stages of the event's way take part in this order. What has functions comes with
 * its module, a file in this folder that exports them as `directives`: the build leaves kinds and names
 * of modules here, and writes down what the first script has to know.
 */
export const REGISTRY: Directives = {
  confirm: confirm.confirm,
  lock: feedback.lock,
  // It may send a form elsewhere: nothing is shown for that.
  submit: submits.submit,
  // Behind what may hold an event back, and before what shows that one goes.
  ...commands.directives,
  ...cache.directives,
  ...clientState.directives,
  optimistic: optimistic.optimistic,
  loading: feedback.loading,
  bind: optimistic.bind,
  cursors: mark,
  ...draft.directives,
  debounce: late,
  "disable-with": feedback["disable-with"],
  error: bound,
  field: bound,
  "force-value": late,
  ...form.directives,
  ...hook.directives,
  ignore: modifier,
  "ignore-attrs": late,
  key: modifier,
  label: bound,
  location: mark,
  model: late,
  ...moments.directives,
  react: mark,
  recover: late,
  reset: modifier,
  "trigger-action": submits["trigger-action"],
  "warn-unsaved": submits["warn-unsaved"],
  ...services.directives,
  ...streaming.directives,
  ...transition.directives,
  target: feedback.target,
  throttle: late,
  view: { kind: "mark", module: "views" },
  ...virtual.directives,
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
