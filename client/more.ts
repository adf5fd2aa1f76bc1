/** What a page needs only sometimes: one module, loaded when it is needed first. */

export { Companion } from "./companion.ts";
export { writeHead } from "./head.ts";
export { forget, reload, retype } from "./kept.ts";
export { Notice } from "./notice.ts";
export { createParser } from "./parse.ts";
