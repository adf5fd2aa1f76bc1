/** The modules of the client by their names: what a page loads when it is needed first. */

import * as channels from "../channels/mod.ts";
import * as cursors from "../presence/cursors.ts";
import * as presence from "../presence/mod.ts";
import * as together from "../presence/together.ts";
import * as more from "./more.ts";
import * as views from "./nest.ts";

/**
 * A module's name is that of its file at the server: `client.more.<hash>.js`. Those of directives are
 * besides: the registry names them, and each is its file.
 */
export const MODULES = { channels, cursors, more, presence, together, views };

/** Fetches a module: by another number each time, for browsers keep failures. */
export type Fetch = (name: string, attempt: number) => Promise<unknown>;

/** All modules, or what fetches one; the latter in what is served. */
export type Rest = typeof MODULES | Fetch;
