/**
 * Raw HTML: read by a parser, compared node by node.
 *
 * @module
 */

export { growthOf } from "./growth.ts";
export { ParserPending, preloadRaw, withParser } from "./parser.ts";
export { raw } from "./raw.ts";
export { type RawNode, RawRegion } from "./raw_node.ts";
export { growRaw, moveIn } from "./raw_read.ts";
export { diffRaw, printForScript, printRaw } from "./raw_tree.ts";
