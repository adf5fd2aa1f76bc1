/** The configurations agree with each other, and the lock file names no registry. */

import assert from "node:assert/strict";
import client from "../client/dom.json" with { type: "json" };
import root from "../deno.json" with { type: "json" };
import server from "./deno_only.json" with { type: "json" };
import reactJsx from "./react_jsx/config.json" with { type: "json" };

const CONFIGS: readonly (readonly [path: string, options: Readonly<Record<string, unknown>>])[] = [
  ["client/dom.json", client.compilerOptions],
  ["tests/deno_only.json", server.compilerOptions],
  ["tests/react_jsx/config.json", reactJsx.compilerOptions],
];

/** What a configuration is there to change. */
const OWN: ReadonlySet<string> = new Set(["lib", "jsx", "jsxImportSource"]);

function strictness(options: Readonly<Record<string, unknown>>): unknown {
  return Object.fromEntries(Object.entries(options).filter(([name]) => !OWN.has(name)).sort());
}

for (const [path, options] of CONFIGS) {
  Deno.test(`${path} is as strict as deno.json`, () => {
    assert.deepEqual(strictness(options), strictness(root.compilerOptions));
  });
}

Deno.test("every published door has its public name in the imports", () => {
  const imports: Readonly<Record<string, string>> = root.imports;
  for (const [door, path] of Object.entries(root.exports)) {
    assert.equal(imports[`@djust/live${door.slice(1)}`], path);
  }
});

Deno.test("deno.lock names no registry", () => {
  const lock = Deno.readTextFileSync(new URL("../deno.lock", import.meta.url));
  assert.doesNotMatch(lock, /https?:\/\/|"resolved"|"tarball"/);
});
