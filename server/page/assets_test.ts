import assert from "node:assert/strict";
import { assetOf, Assets, fileOf, isOfDevelopment, pageScripts, scriptsIn } from "./assets.ts";

const BUILD = {
  client: { code: "code", hash: "h4sh", brotli: btoa("br"), gzip: btoa("gz") },
  "client.more": { code: "more", hash: "m0re" },
  "client.hook": { code: "hook", hash: "h00k" },
  dev: { code: "dev", hash: "d3v" },
};
const style = assetOf("page", "css", "p { margin: 0 }");
const assets = new Assets([...scriptsIn(BUILD), style]);

async function answer(name: string, accept: string | null) {
  const response = assets.respond(name, accept);
  return response && [await response.text(), response.headers.get("content-encoding")];
}

Deno.test("Assets.respond() sends what the browser can read, brotli first", async () => {
  assert.deepEqual(await answer("client.h4sh.js", "gzip, deflate, br, zstd"), ["br", "br"]);
  assert.deepEqual(await answer("client.h4sh.js", "gzip, br;q=0"), ["gz", "gzip"]);
  assert.deepEqual(await answer("client.h4sh.js", "GZIP;q=0.5"), ["gz", "gzip"]);
  assert.deepEqual(await answer("client.h4sh.js", "brotli"), ["code", null]);
  assert.deepEqual(await answer("client.h4sh.js", null), ["code", null]);
});

Deno.test("Assets.respond() lets browsers keep only the current name", () => {
  const headerOf = (name: string, header: string): string | null | undefined =>
    assets.respond(name, null)?.headers.get(header);
  assert.match(headerOf("client.h4sh.js", "cache-control") ?? "", /immutable/);
  assert.match(headerOf("client.more.m0re.js", "cache-control") ?? "", /immutable/);
  assert.match(headerOf(fileOf(style), "cache-control") ?? "", /immutable/);
  assert.equal(headerOf("client.0ld.js", "cache-control"), "no-store");
  assert.equal(headerOf("client.more.0ld.js", "cache-control"), "no-store");
  assert.equal(headerOf("page.0ld.css", "content-type"), "text/css; charset=utf-8");
  assert.equal(headerOf("page.0ld.css", "vary"), null);
  assert.equal(headerOf("client.h4sh.js", "vary"), "Accept-Encoding");
});

Deno.test("Assets.respond() knows modules by their names, of this build or another, and no others", async () => {
  assert.deepEqual(await answer("client.more.m0re.js", "br"), ["more", null]);
  assert.deepEqual(await answer("client.hook.0ld.js", "br"), ["hook", null]);
  for (
    const strange of ["client.toString.0.js", "more.m0re.js", "page.0ld.js", "client", "", "..js"]
  ) {
    assert.equal(assets.respond(strange, null), undefined, strange);
  }
});

Deno.test("pageScripts() tells the modules of the first script by name and hash", () => {
  assert.deepEqual(pageScripts(BUILD), {
    client: "client.h4sh.js",
    modules: "more.m0re hook.h00k",
    dev: "dev.d3v.js",
  });
  assert.deepEqual(scriptsIn(BUILD).filter(isOfDevelopment).map(fileOf), ["dev.d3v.js"]);
});
