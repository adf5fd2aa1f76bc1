/**
 * Plans: worked out from what was read, once per template.
 *
 * @module
 */

export { isBound } from "./bound_element.ts";
export { isOfJsx, nameHoles, nodesOf, planIn, planOf } from "./plans.ts";
