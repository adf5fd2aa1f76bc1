/** Moments: what runs a handler without an event of the browser's. One module, for what they share. */

import { directives as poll } from "./poll.ts";
import { directives as shortcut } from "./shortcut.ts";
import { directives as viewport } from "./viewport.ts";
import type { Directives } from "./directive.ts";

/** What this module brings. */
export const directives = { ...poll, ...shortcut, ...viewport } satisfies Directives;
