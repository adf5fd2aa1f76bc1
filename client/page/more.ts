/** What a page needs only sometimes: one module, loaded when it is needed first. */

import { rowOf } from "../dom/mod.ts";
import { regionOf } from "../events/mod.ts";
import { latest } from "../forms/mod.ts";
import { adoptPresets } from "../motion/mod.ts";
import { textPlaceOf } from "../overlay/mod.ts";
import { listen } from "../platform/mod.ts";

export { Arrivals } from "./arrivals.ts";
export { ChannelLine } from "./channel_line.ts";
export { Companion } from "../companion/mod.ts";
export { createParser, writeHead } from "../dom/mod.ts";
export { hasKeys, listenersOf } from "../events/mod.ts";
export { forget, reload, retype } from "../forms/mod.ts";
export { heardHooks } from "./heard_hooks.ts";
export { Notice } from "./notice.ts";

/** What several modules of directives need: it stands here once, and the build gives it to them. */
export const COMMON: readonly unknown[] = [
  adoptPresets,
  latest,
  listen,
  regionOf,
  rowOf,
  textPlaceOf,
];
