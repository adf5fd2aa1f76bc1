/** The modules of the client by their names: what a page loads when it is needed first. */

import * as channels from "../channels/mod.ts";
import * as more from "./more.ts";

/** A module's name is that of its file at the server: `client.more.<hash>.js`. */
export const MODULES = { channels, more };
