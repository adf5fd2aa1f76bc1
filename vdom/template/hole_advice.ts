/** Advice about the holes of attributes, in development: values that nobody can call, or read. */

import { directiveOf, rowOf } from "./directives/mod.ts";
import { strangeValue } from "./param_advice.ts";
import { CommandChain, type Scope, type Slot } from "./value/mod.ts";

/** Says what is wrong with the value of an attribute's hole, at first and whenever it is another. */
export function adviseHole(slot: Slot, value: unknown, scope: Scope): void {
  const told = strangeValue(slot.name, slot.element, value);
  if (told) scope.warn(told, "directive-value");
  if (slot.name.startsWith("dj-")) adviseHandler(slot, value, scope);
}

/** Says that what stands in the hole of an event can be called by nobody. */
function adviseHandler(slot: Slot, value: unknown, scope: Scope): void {
  if (typeof value === "function" || typeof value === "string" || typeof value === "boolean") {
    return;
  }
  if (value instanceof CommandChain) return;
  const directive = directiveOf(slot.name, scope.events);
  const isHandler = directive.kind === "event" || rowOf(directive)?.isHandler;
  if (value === null || !isHandler) return;
  const what = value === undefined
    ? "is undefined: the handler was called, or there is no such member"
    : `is ${Array.isArray(value) ? "a list" : `of type ${typeof value}`}, which nobody can call`;
  scope.warn(
    `${slot.name} of <${slot.element}> ${what}; ` +
      `write ${slot.name}=\${this.save}, or ${slot.name}=\${() => this.save(id)}`,
    "handler-value",
  );
}
