import assert from "node:assert/strict";
import { ClientScripts } from "./assets.ts";

const script = new ClientScripts({
  code: "code",
  hash: "h4sh",
  brotli: btoa("br"),
  gzip: btoa("gz"),
  more: { code: "more", hash: "m0re" },
});

async function answer(name: string, accept: string | null): Promise<[string, string | null]> {
  const response = script.respond(name, accept);
  return [await response.text(), response.headers.get("content-encoding")];
}

Deno.test("ClientScripts.respond() sends what the browser can read, brotli first", async () => {
  assert.deepEqual(await answer(script.name, "gzip, deflate, br, zstd"), ["br", "br"]);
  assert.deepEqual(await answer(script.name, "gzip, br;q=0"), ["gz", "gzip"]);
  assert.deepEqual(await answer(script.name, "GZIP;q=0.5"), ["gz", "gzip"]);
  assert.deepEqual(await answer(script.name, "brotli"), ["code", null]);
  assert.deepEqual(await answer(script.name, null), ["code", null]);
});

Deno.test("ClientScripts.respond() lets browsers keep only the current name", () => {
  const cacheOf = (name: string): string | null =>
    script.respond(name, null).headers.get("cache-control");
  assert.match(cacheOf("client.h4sh.js") ?? "", /immutable/);
  assert.match(cacheOf("client.more.m0re.js") ?? "", /immutable/);
  assert.equal(cacheOf("client.0ld.js"), "no-store");
  assert.equal(cacheOf("client.more.0ld.js"), "no-store");
});

Deno.test("ClientScripts.respond() knows the second script by its name, of this build or another", async () => {
  assert.equal(script.moreName, "client.more.m0re.js");
  assert.deepEqual(await answer(script.moreName, "br"), ["more", null]);
  assert.deepEqual(await answer("client.more.0ld.js", "br"), ["more", null]);
});
