/** Services: what an element does for its page by itself. One module, for what they share. */

import { directives as copy } from "./copy.ts";
import { directives as replace } from "./replace.ts";
import { directives as visible } from "./visible.ts";
import type { Directives } from "./directive.ts";

/** What this module brings. */
export const directives = { ...copy, ...replace, ...visible } satisfies Directives;
