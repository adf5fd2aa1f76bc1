/** The entry of development's own script. */

import { tellConsole } from "./dev/mod.ts";
import { currentScript } from "./platform/mod.ts";

// An image may be named like a member of the document, and would stand in its place.
tellConsole(
  globalThis as unknown as Window & typeof globalThis,
  currentScript(document) as HTMLScriptElement | null,
);
