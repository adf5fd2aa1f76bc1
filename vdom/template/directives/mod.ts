/**
 * The `dj-*` attributes, and the nearest name to a wrong one.
 *
 * @module
 */

export {
  directiveOf,
  holdsOthers,
  isBinding,
  isLocal,
  isModel,
  nearestDirective,
  rowOf,
  strangeWords,
} from "./directives.ts";
export { nearest } from "./nearest.ts";
