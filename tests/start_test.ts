/** What importing the framework loads: not the parser of raw HTML, nor the scripts of pages. */

import assert from "node:assert/strict";

/** What `deno info --json` says of a dependency. */
interface Dependency {
  readonly isDynamic?: boolean;
  readonly code?: { readonly specifier?: string };
}

interface Module {
  readonly specifier: string;
  readonly dependencies?: readonly (Dependency & { readonly specifier: string })[];
}

/** What a module imports, by how it does; types are not loaded. */
async function importsOf(door: string): Promise<{ loaded: string[]; onDemand: string[] }> {
  const file = new URL(`../${door}`, import.meta.url);
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["info", "--json", file.href],
    stdin: "null",
  }).output();
  const { modules } = JSON.parse(new TextDecoder().decode(stdout)) as { modules: Module[] };
  const known = new Map(modules.map((module) => [module.specifier, module]));
  const loaded = new Set<string>();
  const onDemand = new Set<string>();
  const walk = (specifier: string): void => {
    if (loaded.has(specifier)) return;
    loaded.add(specifier);
    for (const { isDynamic, code, specifier: name } of known.get(specifier)?.dependencies ?? []) {
      if (isDynamic) onDemand.add(name);
      else if (code?.specifier !== undefined) walk(code.specifier);
    }
  };
  walk(file.href);
  return { loaded: [...loaded], onDemand: [...onDemand] };
}

for (const door of ["mod.ts", "server/hono.ts"]) {
  Deno.test(`${door} loads no package, and the HTML parser and the client's scripts on demand`, async () => {
    const { loaded, onDemand } = await importsOf(door);
    assert(loaded.some((specifier) => specifier.endsWith("/vdom/raw/parser.ts")));
    assert.deepEqual(loaded.filter((specifier) => specifier.includes("parse5")), []);
    assert.deepEqual(loaded.filter((specifier) => /^(?:npm|node):/.test(specifier)), []);
    assert(onDemand.includes("parse5"), "nothing loads the parser any more");
    assert.deepEqual(loaded.filter((specifier) => specifier.endsWith("/client.gen.ts")), []);
  });
}
