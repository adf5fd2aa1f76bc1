/**
 * What users typed: which controls hold it, and how it outlives paints and loads.
 *
 * @module
 */

export {
  ANY,
  type Control,
  controlOf,
  Controls,
  controlsIn,
  isControl,
  isHole,
  paintedOf,
  show,
  stateOf,
} from "./controls.ts";
export { isSecret, keep, latest } from "./keep.ts";
export { forget, reload, retype } from "./typed_text.ts";
