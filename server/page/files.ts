/** Files that pages load, as an extension of the hub: scripts, the style, and those of development. */

import type { HubExtension, HubRoute } from "../world/mod.ts";
import type { ClientScripts } from "./assets.ts";
import { COMEBACK } from "./comeback.ts";
import { DEV_SCRIPT } from "./dev_script.ts";
import type { StaticFile } from "./static_file.ts";
import { STYLE } from "./style.ts";

/** The client's scripts, and the style of the default layout. */
export function pageFiles(script: ClientScripts): HubExtension {
  return {
    name: "files",
    routes: [
      {
        path: ":file{client\\..+\\.js}",
        answer: ({ params, request }) =>
          script.respond(params["file"] ?? "", request.headers.get("accept-encoding")),
      },
      fileRoute("page\\..+\\.css", STYLE),
    ],
  };
}

/** What pages load in development besides. `start`: the name of this start of the process. */
export function developmentFiles(start: string): HubExtension {
  return {
    name: "development",
    routes: [
      fileRoute("comeback\\..+\\.js", COMEBACK),
      fileRoute("dev\\..+\\.js", DEV_SCRIPT),
      {
        path: "start",
        answer: () => new Response(start, { headers: { "cache-control": "no-store" } }),
      },
    ],
  };
}

function fileRoute(pattern: string, file: StaticFile): HubRoute {
  return {
    path: `:file{${pattern}}`,
    answer: ({ params }) => file.respond(params["file"] ?? ""),
  };
}
