/**
 * Plans: worked out from what was read, once per template.
 *
 * @module
 */

export { isOfJsx, nameHoles, nodesOf, planIn, planOf } from "./plans.ts";
