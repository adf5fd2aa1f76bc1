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
  readonly declarations: readonly { readonly kind: string; readonly declarationKind: string }[];
}

async function namesOf(door: string): Promise<string[]> {
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["doc", "--json", door],
    cwd: ROOT,
    env: { NO_COLOR: "1" },
  }).output();
  const decoder = new TextDecoder();
  assert(success, decoder.decode(stderr));
  const { nodes } = JSON.parse(decoder.decode(stdout)) as Documentation;
  const symbols = nodes[new URL(door, ROOT).href]?.symbols ?? [];
  return symbols.flatMap(({ name, declarations }) => {
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
