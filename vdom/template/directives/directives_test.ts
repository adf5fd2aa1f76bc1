import assert from "node:assert/strict";
import { directiveOf, DIRECTIVES } from "./directives.ts";

/** The sources of the browser client, without its tests. */
function* clientSources(folder = new URL("../../../client/", import.meta.url)): Iterable<string> {
  for (const { name, isDirectory } of Deno.readDirSync(folder)) {
    if (isDirectory) yield* clientSources(new URL(`${name}/`, folder));
    else if (name.endsWith(".ts") && !/_test\.ts$|\.gen\.ts$/.test(name)) {
      yield Deno.readTextFileSync(new URL(name, folder));
    }
  }
}

Deno.test("the client reads no directive that is not in its registry", () => {
  const source = [...clientSources()].join("\n");
  const read = new Set(source.match(/(?<![\w-])dj-[a-z]+(?:-[a-z]+)*/g));
  // Classes of the body and of the notice, the beginning of dj-value-*, examples, and operations.
  for (const other of ["connected", "disconnected", "notice", "value", "keydown", "click"]) {
    assert(read.delete(`dj-${other}`), `"dj-${other}" is nowhere any more: take it out here`);
  }
  for (const name of read) assert(DIRECTIVES.has(name.slice("dj-".length)), name);
  assert(read.has("dj-debounce") && read.has("dj-hook"), `${[...read]}`);
});

Deno.test("directiveOf() takes both spellings apart", () => {
  const parts = { kind: "event", type: "keydown", words: ["ctrl", "s"] };
  assert.deepEqual(directiveOf("dj-keydown.ctrl.s"), parts);
  assert.deepEqual(directiveOf("dj-keydown:ctrl-s"), parts);
  assert.deepEqual(directiveOf("dj-value-n:int").kind, "directive");
  assert.deepEqual(directiveOf("dj-reset").kind, "directive");
  assert.deepEqual(directiveOf("dj-cart-open").type, "cart-open");
});
