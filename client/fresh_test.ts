/** The generated module is what the sources give, and the client is as small as it is meant to be. */

import assert from "node:assert/strict";
import { stop } from "esbuild";
import { bundle, moduleOf, type Parts } from "./build.ts";
import { CLIENT } from "./client.gen.ts";

// esbuild's service is a child process that lives as long as the tests of this file.
const settings = { sanitizeOps: false, sanitizeResources: false };
Deno.test.afterAll(() => stop());

Deno.test("client.gen.ts is fresh: deno task build writes the same", settings, async () => {
  const text = await Deno.readTextFile(new URL("client.gen.ts", import.meta.url));
  const parts: Parts = await bundle();
  // Not assert.equal: nobody wants to read two bundles.
  assert(text === moduleOf(parts), "run `deno task build` and commit client.gen.ts");
});

Deno.test(
  "the client has at most 8,192 bytes in its first script, 20,000 in both",
  settings,
  async () => {
    const { core, more } = await bundle();
    const sizes =
      `core ${core.brotli.length} (gzip ${core.gzip.length}), more ${more.brotli.length}`;
    console.log(sizes);
    assert(core.brotli.length <= 8_192 && core.gzip.length <= 9_000, sizes);
    assert(core.brotli.length + more.brotli.length <= 20_000, sizes);
  },
);

Deno.test("the script needs no inline code and no eval", () => {
  for (const { code } of [CLIENT, CLIENT.more]) {
    assert.doesNotMatch(code, /\beval\(|new Function|setAttribute\("on/);
  }
});
