/** Files that pages load, as an extension of the hub: scripts, styles, and those of development. */

import type { HubExtension } from "../world/mod.ts";
import { type Asset, Assets, type ClientBuild, isOfDevelopment, scriptsIn } from "./assets.ts";
import { COMEBACK } from "./error_script.ts";
import { STYLE, VISIBLE } from "./style.ts";
import { TRANSITIONS } from "./transitions.ts";

/** The client's scripts, and the framework's own files; with those of development or without. */
export function pageFiles(client: ClientBuild, isDevelopment: boolean): HubExtension {
  const all = [...scriptsIn(client), STYLE, VISIBLE, TRANSITIONS, COMEBACK];
  const isServed = (asset: Asset): boolean => isDevelopment || !isOfDevelopment(asset);
  const assets = new Assets(all.filter(isServed));
  return {
    name: "files",
    routes: [{
      path: ":file{.+\\..+\\.(?:js|css)}",
      answer: async ({ params, request }) =>
        await assets.respond(params["file"] ?? "", request.headers.get("accept-encoding")) ??
          new Response("Not found", { status: 404 }),
    }],
  };
}

/** What pages ask in development besides. `start`: the name of this start of the process. */
export function developmentFiles(start: string): HubExtension {
  return {
    name: "development",
    routes: [{
      path: "start",
      answer: () => new Response(start, { headers: { "cache-control": "no-store" } }),
    }],
  };
}
