/** What a page needs only sometimes: one module, loaded when it is needed first. */

export { Companion } from "./companion.ts";
export { writeHead } from "./head.ts";
export { retype, typedIn } from "./keep.ts";
export { Notice } from "./notice.ts";
export { createParser } from "./parse.ts";
export * as rich from "./rich.ts";
