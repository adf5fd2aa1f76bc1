/**
 * Decorators of handlers, and what else an author says of a page's own doing in one word.
 *
 * @module
 */

export { cache, type CacheOptions } from "./cache.ts";
export { clientState } from "./client_state.ts";
export { type DraftClass, type DraftHooks, type DraftMembers, DraftModeMixin } from "./draft.ts";
export { optimistic } from "./optimistic.ts";
export type { HandlerDecorator } from "./options.ts";
export { debounce, type DebounceOptions, throttle, type ThrottleOptions } from "./pace.ts";
