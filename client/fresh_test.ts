/** The generated module is what its sources give, and needs no inline code. */

import assert from "node:assert/strict";
import { stop } from "esbuild";
import { bundle, modulesOf, staleOf } from "./build.ts";
import { OWN } from "./build_names.ts";
import { CLIENT } from "./client.gen.ts";

// esbuild's service is a child process that lives as long as the tests of this file.
const settings = { sanitizeOps: false, sanitizeResources: false };
Deno.test.afterAll(() => stop());

Deno.test("client/*.gen.ts is fresh: deno task build writes the same", settings, async () => {
  assert.deepEqual(await staleOf(modulesOf(await bundle())), [], 'run "deno task build"');
});

Deno.test("staleOf() names what is changed, missing or left over", async () => {
  assert.deepEqual(await staleOf(new Map([["client.gen.ts", "changed"]])), [
    "client.gen.ts",
    "hashes.gen.ts",
  ]);
  assert.deepEqual(await staleOf(new Map([["missing.gen.ts", ""]])), [
    "client.gen.ts",
    "hashes.gen.ts",
    "missing.gen.ts",
  ]);
});

Deno.test("no class of the client that extends one of its own has private members", async () => {
  // The build makes them plain ones, of few letters that each class begins anew.
  const found: string[] = [];
  for await (const text of sourcesOf(new URL(".", import.meta.url))) {
    for (
      const [, name = "", rest = ""] of text.matchAll(
        /^(?:export )?class (\w+) extends \w+ \{$([^]*?)^\}$/gm,
      )
    ) {
      if (/^ {2}(?:readonly |get |async )?#\w/m.test(rest)) found.push(name);
    }
  }
  assert.deepEqual(found, []);
});

/** The text of every source in a folder. */
async function* sourcesOf(folder: URL): AsyncGenerator<string> {
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    if (isDirectory) yield* sourcesOf(new URL(`${name}/`, folder));
    else if (/\.ts$/.test(name) && !/_test\.ts$|\.gen\.ts$/.test(name)) {
      yield await Deno.readTextFile(new URL(name, folder));
    }
  }
}

/** Interfaces whose members others know: who writes hooks and scripts, and the server. */
const PUBLIC =
  /interface (?:Djust|StartOptions|Hook|HookContext|Failure|SocketLike|Extras|Head|JoinOptions|EventFacts|Detail|Cursor(?:Detail|News|Person))(?: extends [^{]*)? \{[^}]*\}/g;

Deno.test("members that the build shortens are no others' than the client's", () => {
  const read = (path: string) => Deno.readTextFileSync(new URL(path, import.meta.url));
  // What stands in braces in the description of the wire.
  const sent = (read("../protocol/PROTOCOL.md").match(/\{[^{}`]*\}/g) ?? [])
    .flatMap((braces) => braces.match(/\w+/g) ?? []);
  const seen = [
    "page/api.ts",
    "directives/hook.ts",
    "line/outbox.ts",
    "line/line.ts",
    "presence/status.ts",
    "../protocol/message.ts",
    "../protocol/cursor.ts",
  ]
    .flatMap((path) => read(path).match(PUBLIC) ?? [])
    .flatMap((text) => text.match(/(?<=^ {2}(?:readonly )?)\w+(?=[?(:])/gm) ?? []);
  const others = [...sent, ...seen];
  assert(others.includes("pushEvent") && others.includes("queued"));
  assert(others.includes("peers") && others.includes("anchors"));
  assert.deepEqual(OWN.filter((name) => others.includes(name)), ["directives", "mounted"]);
  // Served scripts are given none, and a hook's is read by its quoted name.
  assert.match(read("page/page.ts"), /if \(!SERVED\) this\.given = options\.directives/);
  assert.match(read("directives/hook.ts"), /made\["mounted"\]\?\.\(\)/);
});

Deno.test("the script needs no inline code and no eval", () => {
  for (const { code } of Object.values(CLIENT)) {
    assert.doesNotMatch(code, /\beval\(|new Function|setAttribute\("on/);
  }
});
