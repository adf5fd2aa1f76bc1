/** The browser's entry: where this script came from tells where the socket is, and which build it is. */

import { currentScript } from "./platform/mod.ts";
import { run } from "./page/mod.ts";

/** Where the second script is, as the build names it. */
declare const MORE: string;

const script = currentScript(document) as HTMLScriptElement | null;
const url = new URL(script?.src ?? "", location.href);
const build = /client\.(\w+)\.js$/.exec(url.pathname)?.[1] ?? "";
url.protocol = url.protocol.replace("http", "ws");
url.pathname = url.pathname.replace(/[^/]*$/, "socket");
url.search = "";
run(
  globalThis as unknown as Window & typeof globalThis,
  { url: url.href, build },
  (query) => import(MORE.concat(query)),
);
