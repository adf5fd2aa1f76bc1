/**
 * What attributes of an element bring to it besides events: the registry of directives, and their life.
 *
 * @module
 */

export { type Directive, type Directives, nameOf, type Place } from "./directive.ts";
export { Elements, type Placed } from "./elements.ts";
export type { Hook, HookContext, Hooks } from "./hook.ts";
export { IDLE, idleOf, REGISTRY } from "./registry.ts";
