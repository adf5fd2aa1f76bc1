/**
 * HTML as templates must know it: elements, nesting, escapes, references, names.
 *
 * @module
 */

export { escape } from "./escape.ts";
export {
  type AttributeNode,
  type AttributePart,
  childNamespace,
  type ElementNode,
  isPosted,
  isRawText,
  isTextOnly,
  lacksHidden,
  lacksMethod,
  type MarkupNode,
  type Namespace,
} from "./markup.ts";
export {
  canMove,
  checkAncestors,
  checkChild,
  checkForeign,
  checkPlace,
  checkText,
  isDocument,
  isStrictParent,
  isVoid,
  type Placed,
  type PlaceProblem,
} from "./nesting.ts";
export { decodeReferences } from "./references.ts";
export { isOdd, isSink } from "./sinks.ts";
export { SVG_CAPITALS } from "./svg_names.ts";
