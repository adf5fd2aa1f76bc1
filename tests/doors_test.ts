/** The names that every door offers. Where a change is meant: `deno test -A -u tests/doors_test.ts`. */

import assert from "node:assert/strict";
import denoJson from "../deno.json" with { type: "json" };
import { ROOMS, SIDE_DOORS } from "./law/rooms.ts";

const ROOT = new URL("../", import.meta.url);

const DOORS: readonly string[] = [
  ...new Set([
    ...Object.values(denoJson.exports).map((path) => path.replace("./", "")),
    ...Object.keys(ROOMS).filter((room) => room !== ".").map((room) => `${room}/mod.ts`),
    ...SIDE_DOORS.filter((path) => !path.endsWith(".gen.ts")),
  ]),
].sort();

/** What `deno doc --json` says of a module, as far as it is read here. */
interface Documentation {
  readonly nodes: Readonly<Record<string, { readonly symbols: readonly DocumentedSymbol[] }>>;
}

interface DocumentedSymbol {
  readonly name: string;
  readonly declarations: readonly {
    readonly kind: string;
    readonly declarationKind: string;
    readonly jsDoc?: {
      readonly tags?: readonly { readonly kind: string; readonly doc?: string }[];
    };
  }[];
}

async function symbolsOf(door: string): Promise<readonly DocumentedSymbol[]> {
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["doc", "--json", door],
    cwd: ROOT,
    env: { NO_COLOR: "1" },
  }).output();
  const decoder = new TextDecoder();
  assert(success, decoder.decode(stderr));
  const { nodes } = JSON.parse(decoder.decode(stdout)) as Documentation;
  return nodes[new URL(door, ROOT).href]?.symbols ?? [];
}

async function namesOf(door: string): Promise<string[]> {
  return (await symbolsOf(door)).flatMap(({ name, declarations }) => {
    const kinds = declarations
      .filter(({ declarationKind }) => declarationKind !== "private")
      .map(({ kind }) => kind);
    return [...new Set(kinds)].map((kind) => `${name}: ${kind}`);
  }).sort();
}

for (const door of DOORS) {
  Deno.test(`${door} offers these names`, async (t) => {
    const names = await namesOf(door);
    assert(names.length > 0, `${door} offers nothing`);
    await t.assertSnapshot(names);
  });
}

/** Under what the pages of the public API are found. */
const CATEGORIES: readonly string[] = [
  ...[
    "Views",
    "Templates",
    "Commands",
    "JSX",
    "Hub",
    "Extensions",
    "Presence",
    "Stores",
    "Testing",
    "Client",
    "Forms",
    "Streams",
    "Decorators",
  ],
];

/** The category that a symbol says it is in; "internal" for what is hidden. */
function categoryOf({ declarations }: DocumentedSymbol): string | undefined {
  const tags = declarations.flatMap(({ jsDoc }) => jsDoc?.tags ?? []);
  if (tags.some(({ kind }) => kind === "internal")) return "internal";
  return tags.find(({ kind }) => kind === "category")?.doc?.trim();
}

for (const door of Object.values(denoJson.exports).map((path) => path.replace("./", ""))) {
  Deno.test(`every name of ${door} has a category, or is hidden`, async () => {
    const symbols = await symbolsOf(door);
    assert(symbols.length > 0);
    const without = symbols.filter((symbol) => {
      const category = categoryOf(symbol);
      return category !== "internal" && !CATEGORIES.includes(category ?? "");
    });
    assert.deepEqual(without.map(({ name }) => name), []);
  });
}

Deno.test("the pages of the public API are made of every door, and hide the insides", async () => {
  const { command } = denoJson.tasks.doc;
  for (const path of Object.values(denoJson.exports)) {
    assert(command.includes(` ${path.replace("./", "")}`), `deno task doc leaves out ${path}`);
  }
  const folder = await Deno.makeTempDir();
  try {
    const args = command.replace("doc_html", folder).split(" ").slice(1);
    const { success } = await new Deno.Command(Deno.execPath(), { args, cwd: ROOT }).output();
    assert(success);
    const all = await Deno.readTextFile(`${folder}/all_symbols.html`);
    assert.match(all, /LiveView/);
    assert.match(all, /memoryState/);
    assert.doesNotMatch(all, /jsxTemplate/);
    await assert.rejects(Deno.stat(`${folder}/hono/~/MatchedRoute.html`), Deno.errors.NotFound);
    await Deno.stat(`${folder}/hono/~/LiveHub.html`);
    // Where the pages themselves do not group, the search does.
    const index = await Deno.readTextFile(`${folder}/search_index.js`);
    for (const category of CATEGORIES) assert(index.includes(category), category);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
