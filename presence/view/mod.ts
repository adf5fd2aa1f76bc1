/**
 * View that is together with others: the mixin, its hooks, whom it sees and what its page says.
 *
 * @module
 */

export { memberOf, presence } from "./extension.ts";
export type { PresentView } from "./happenings.ts";
export {
  checkedRole,
  checkMembers,
  checkOptions,
  type PresenceHooks,
  type PresenceShares,
} from "./hooks.ts";
export {
  type Lock,
  type PresenceClass,
  type PresenceMembers,
  PresenceMixin,
  type ViewBase,
} from "./mixin.ts";
