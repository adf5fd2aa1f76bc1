/** The browser's entry: where this script came from tells where the socket is, and which build it is. */

import { currentScript } from "./platform/mod.ts";
import { run } from "./page/mod.ts";
import { SHARED } from "./shared.ts";

const { src } = currentScript(document) as HTMLScriptElement;
const url = new URL("socket", src.replace("http", "ws"));
/** Its hash counts all modules, and is in their names too. */
const build = /client\.(\w+)\.js/.exec(src)?.[1] ?? "";
run(
  globalThis as unknown as Window & typeof globalThis,
  { url: url.href, build },
  // One text from its pieces: the build takes a template for a pattern of files.
  async (name, query) =>
    (await import("./client.".concat(`${name}.${build}.js?${query}`))).default(SHARED),
);
