import assert from "node:assert/strict";
import { ClientScript } from "./assets.ts";

const script = new ClientScript({
  code: "code",
  hash: "h4sh",
  brotli: btoa("br"),
  gzip: btoa("gz"),
});

async function answer(name: string, accept: string | null): Promise<[string, string | null]> {
  const response = script.respond(name, accept);
  return [await response.text(), response.headers.get("content-encoding")];
}

Deno.test("ClientScript.respond() sends what the browser can read, brotli first", async () => {
  assert.deepEqual(await answer(script.name, "gzip, deflate, br, zstd"), ["br", "br"]);
  assert.deepEqual(await answer(script.name, "gzip, br;q=0"), ["gz", "gzip"]);
  assert.deepEqual(await answer(script.name, "GZIP;q=0.5"), ["gz", "gzip"]);
  assert.deepEqual(await answer(script.name, "brotli"), ["code", null]);
  assert.deepEqual(await answer(script.name, null), ["code", null]);
});

Deno.test("ClientScript.respond() lets browsers keep only the current name", () => {
  const cacheOf = (name: string): string | null =>
    script.respond(name, null).headers.get("cache-control");
  assert.match(cacheOf("client.h4sh.js") ?? "", /immutable/);
  assert.equal(cacheOf("client.0ld.js"), "no-store");
});
