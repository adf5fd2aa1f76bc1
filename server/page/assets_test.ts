import assert from "node:assert/strict";
import {
  assetOf,
  Assets,
  fileOf,
  fingerprint,
  isOfDevelopment,
  pageScripts,
  scriptsIn,
} from "./assets.ts";

const SCRIPTS = {
  client: { code: "code", hash: "h4sh", brotli: btoa("br"), gzip: btoa("gz") },
  "client.more": { code: "more", hash: "m0re" },
  "client.hook": { code: "hook", hash: "h00k" },
  dev: { code: "dev", hash: "d3v" },
};
let loads = 0;
const BUILD = {
  hashes: { client: "h4sh", "client.more": "m0re", "client.hook": "h00k", dev: "d3v" },
  load: () => {
    loads++;
    return Promise.resolve(SCRIPTS);
  },
};
const style = assetOf("page", "css", "p { margin: 0 }");
const assets = new Assets([...scriptsIn(BUILD), style]);

Deno.test("Assets loads the scripts when one is asked for, and not to say their names", async () => {
  pageScripts(BUILD);
  assert.equal(await answer("page.0ld.css", null).then((it) => it?.[0]), "p { margin: 0 }");
  assert.equal(await answer("client.old.css", null), undefined);
  assert.equal(loads, 0);
  await answer("client.h4sh.js", null);
  assert.equal(loads, 1);
});

async function answer(name: string, accept: string | null) {
  const response = await assets.respond(name, accept);
  return response && [await response.text(), response.headers.get("content-encoding")];
}

Deno.test("Assets.respond() sends what the browser can read, brotli first", async () => {
  assert.deepEqual(await answer("client.h4sh.js", "gzip, deflate, br, zstd"), ["br", "br"]);
  assert.deepEqual(await answer("client.h4sh.js", "gzip, br;q=0"), ["gz", "gzip"]);
  assert.deepEqual(await answer("client.h4sh.js", "GZIP;q=0.5"), ["gz", "gzip"]);
  assert.deepEqual(await answer("client.h4sh.js", "brotli"), ["code", null]);
  assert.deepEqual(await answer("client.h4sh.js", null), ["code", null]);
});

Deno.test("Assets.respond() lets browsers keep only the current name", async () => {
  const headerOf = async (name: string, header: string): Promise<string | null | undefined> =>
    (await assets.respond(name, null))?.headers.get(header);
  assert.match(await headerOf("client.h4sh.js", "cache-control") ?? "", /immutable/);
  assert.match(await headerOf("client.more.m0re.js", "cache-control") ?? "", /immutable/);
  assert.match(await headerOf(fileOf(style), "cache-control") ?? "", /immutable/);
  assert.equal(await headerOf("client.0ld.js", "cache-control"), "no-store");
  assert.equal(await headerOf("client.more.0ld.js", "cache-control"), "no-store");
  assert.equal(await headerOf("page.0ld.css", "content-type"), "text/css; charset=utf-8");
  assert.equal(await headerOf("page.0ld.css", "vary"), null);
  assert.equal(await headerOf("client.h4sh.js", "vary"), "Accept-Encoding");
});

Deno.test("Assets.respond() knows modules by their names, of this build or another, and no others", async () => {
  assert.deepEqual(await answer("client.more.m0re.js", "br"), ["more", null]);
  assert.deepEqual(await answer("client.hook.0ld.js", "br"), ["hook", null]);
  for (
    const strange of ["client.toString.0.js", "more.m0re.js", "page.0ld.js", "client", "", "..js"]
  ) {
    assert.equal(await assets.respond(strange, null), undefined, strange);
  }
});

Deno.test("pageScripts() tells the files of the first script and of that of development", () => {
  assert.deepEqual(pageScripts(BUILD), {
    client: "client.h4sh.js",
    dev: "dev.d3v.js",
  });
  assert.deepEqual(scriptsIn(BUILD).filter(isOfDevelopment).map(fileOf), ["dev.d3v.js"]);
});

Deno.test("fingerprint() is short, the same for the same text, and another for almost the same", () => {
  const text = "p { margin: 0 }\n".repeat(100);
  assert.match(fingerprint(text), /^[0-9a-f]{10}$/);
  assert.equal(fingerprint(text), fingerprint(text));
  const seen = new Set<string>([fingerprint("")]);
  for (let i = 0; i < text.length; i++) {
    seen.add(fingerprint(text.slice(0, i) + "x" + text.slice(i + 1)));
    seen.add(fingerprint(text.slice(i)));
  }
  assert.equal(seen.size, 1 + 2 * text.length);
});
