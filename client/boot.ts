/** The browser's entry: where this script came from tells where the socket is, and which build it is. */

import { currentScript } from "./platform/mod.ts";
import { run } from "./page/mod.ts";
import { SHARED } from "./shared.ts";

const { src, dataset } = currentScript(document) as HTMLScriptElement;
const url = new URL("socket", src);
url.protocol = url.protocol.replace("http", "ws");
/** Names with hashes, as the page tells them: `more.0123 hook.4567`. */
const modules = (dataset.modules ?? "").split(" ");
run(
  globalThis as unknown as Window & typeof globalThis,
  { url: url.href, build: /client\.(\w+)\.js/.exec(src)?.[1] ?? "" },
  async (name, query) => {
    const file = modules.find((one) => one.startsWith(name + "."));
    // One text from its pieces: the build takes a template for a pattern of files.
    return (await import("./client.".concat(`${file}.js?${query}`))).default(SHARED);
  },
);
