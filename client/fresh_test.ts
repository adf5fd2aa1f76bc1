/** The generated module is what its sources give, and needs no inline code. */

import assert from "node:assert/strict";
import { stop } from "esbuild";
import { bundle, modulesOf, staleOf } from "./build.ts";
import { CLIENT } from "./client.gen.ts";

// esbuild's service is a child process that lives as long as the tests of this file.
const settings = { sanitizeOps: false, sanitizeResources: false };
Deno.test.afterAll(() => stop());

Deno.test("client/*.gen.ts is fresh: deno task build writes the same", settings, async () => {
  assert.deepEqual(await staleOf(modulesOf(await bundle())), [], 'run "deno task build"');
});

Deno.test("staleOf() names what is changed, missing or left over", async () => {
  assert.deepEqual(await staleOf(new Map([["client.gen.ts", "changed"]])), ["client.gen.ts"]);
  assert.deepEqual(await staleOf(new Map([["missing.gen.ts", ""]])), [
    "client.gen.ts",
    "missing.gen.ts",
  ]);
});

Deno.test("the script needs no inline code and no eval", () => {
  for (const { code } of [CLIENT, CLIENT.more]) {
    assert.doesNotMatch(code, /\beval\(|new Function|setAttribute\("on/);
  }
});
