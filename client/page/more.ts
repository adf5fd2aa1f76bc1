/** What a page needs only sometimes: one module, loaded when it is needed first. */

export { Arrivals } from "./arrivals.ts";
export { ChannelLine } from "./channel_line.ts";
export { Companion } from "./companion.ts";
export { createParser, writeHead } from "../dom/mod.ts";
export { hasKeys, listenersOf } from "../events/mod.ts";
export { forget, reload, retype } from "../forms/mod.ts";
export { Notice } from "./notice.ts";
