/**
 * What attributes of an element bring to it besides events: hooks.
 *
 * @module
 */

export { type Hook, type HookContext, HookLife, type Hooks } from "./hook.ts";
