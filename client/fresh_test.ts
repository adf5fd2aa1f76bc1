/** The generated module is what the sources give, and the client is as small as it is meant to be. */

import assert from "node:assert/strict";
import { stop } from "esbuild";
import { bundle, moduleOf, OWN, type Parts } from "./build.ts";
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
  "the client has at most 9,000 bytes in its first script, 20,000 in both",
  settings,
  async () => {
    const { core, more } = await bundle();
    const sizes =
      `core ${core.brotli.length} (gzip ${core.gzip.length}), more ${more.brotli.length}`;
    console.log(sizes);
    assert(core.brotli.length <= 9_000 && core.gzip.length <= 10_000, sizes);
    assert(core.brotli.length + more.brotli.length <= 20_000, sizes);
  },
);

/** Interfaces whose members others know: who writes hooks and scripts, and the server. */
const PUBLIC =
  /interface (?:Djust|StartOptions|Hook|HookContext|Failure|SocketLike|Extras|Head|JoinOptions|EventFacts) \{[^}]*\}/g;

Deno.test("members that the build shortens are no others' than the client's", () => {
  const read = (path: string) => Deno.readTextFileSync(new URL(path, import.meta.url));
  const exported = read("more.ts").match(/(?<=^export \{.*)\b\w+\b/gm) ?? [];
  // What stands in braces in the description of the wire.
  const sent = (read("../protocol/PROTOCOL.md").match(/\{[^{}`]*\}/g) ?? [])
    .flatMap((braces) => braces.match(/\w+/g) ?? []);
  const seen = ["api.ts", "hook.ts", "outbox.ts", "socket.ts", "../protocol/message.ts"]
    .flatMap((path) => read(path).match(PUBLIC) ?? [])
    .flatMap((text) => text.match(/(?<=^ {2})\w+(?=[?(:])/gm) ?? []);
  const others = [...exported, ...sent, ...seen];
  assert(others.includes("pushEvent") && others.includes("retype") && others.includes("queued"));
  assert.deepEqual(OWN.filter((name) => others.includes(name)), []);
});

Deno.test("the script needs no inline code and no eval", () => {
  for (const { code } of [CLIENT, CLIENT.more]) {
    assert.doesNotMatch(code, /\beval\(|new Function|setAttribute\("on/);
  }
});
