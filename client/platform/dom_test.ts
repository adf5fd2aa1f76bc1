/** No member is read from a node that markup can shadow: all of client/ asks platform/dom.ts. */

import assert from "node:assert/strict";

/**
 * Nodes that are never a form nor the document: regions are divs, a wrapper is <svg> or <math>, what a
 * template has is in a fragment, and what stands in a layer is the client's own. Signals, media queries, lists of tokens, wishes and what
 * a command means are no nodes.
 */
const SAFE =
  /(?:\bregion|\broot|\bhead|\bcontrol|\blink|\bone|\bwrapper|\bbody\(document\)|\binput|\bcanvas|\bhost|\bbar|\bbox|\bdrawn|\bcontent|\bcalm|\bsignal|\btokens|\bwish|\bmeant)$/;

const CLIENT = new URL("../", import.meta.url);

async function* sources(folder = ""): AsyncGenerator<[file: string, text: string]> {
  for await (const { name, isDirectory } of Deno.readDir(new URL(folder || ".", CLIENT))) {
    const path = folder + name;
    if (isDirectory) yield* sources(`${path}/`);
    else if (!path.endsWith(".ts") || /_test\.ts$|\.gen\.ts$/.test(path)) continue;
    else if (!/^(?:build(?:_split)?|platform\/(?:dom|member))\.ts$/.test(path)) {
      yield [path, await Deno.readTextFile(new URL(path, CLIENT))];
    }
  }
}

/** What is read by `inherited()`, for it is read in a module or two. */
const INHERITED = [
  "querySelector",
  "children",
  "firstElementChild",
  "lastChild",
  "lastElementChild",
];

/** What dom.ts has a function for, and those. */
async function members(): Promise<string[]> {
  const text = await Deno.readTextFile(new URL("dom.ts", import.meta.url));
  const own = [...text.matchAll(/member\(\s*"(\w+)"/g)].map(([, name]) => name as string);
  return [...own, ...INHERITED];
}

/** Where a source reads one of these members straight from a node. Writes are never shadowed. */
function readsIn(text: string, names: readonly string[]): string[] {
  const any = names.join("|");
  const direct = text.matchAll(new RegExp(`([\\w)\\]]*)\\??(?<!\\.)\\.(${any})\\b(?! = |")`, "g"));
  const taken = text.matchAll(new RegExp(`\\{[^{}]*\\b(${any})\\b[^{}]*\\}\\s*=\\s*(.*);`, "g"));
  return [
    ...[...direct].map((found) => [found, text.slice(0, found.index) + found[1]] as const),
    ...[...taken].map((found) => [found, found[2] as string] as const),
  ].filter(([, of]) => !SAFE.test(of)).map(([[read]]) => read);
}

Deno.test("no file of the client reads what markup can shadow", async () => {
  const names = await members();
  assert(names.length > 30 && names.includes("getAttribute"), `${names}`);
  const read: string[] = [];
  const found: string[] = [];
  for await (const [file, text] of sources()) {
    for (const one of readsIn(text, names)) found.push(`${file}: ${one}`);
    read.push(file);
  }
  assert.deepEqual(found, []);
  assert(read.includes("boot.ts") && read.includes("dom/region.ts"), `${read}`);
});

Deno.test("such a read would be seen", () => {
  const names = ["firstChild", "localName"];
  for (const text of ["node.firstChild", "node?.firstChild", "const { localName } = element;"]) {
    assert.equal(readsIn(text, names).length, 1, text);
  }
  for (const text of ["firstChild(node)", "region.firstChild", "const { name } = element;"]) {
    assert.deepEqual(readsIn(text, names), [], text);
  }
});
