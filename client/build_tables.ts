/** Tables of the build: their numbers and letters are written into what is served, where they are read. */

import type { Plugin } from "esbuild";
import * as wire from "../protocol/mod.ts";
import { IDLE, REGISTRY } from "./directives/mod.ts";
import { STEP } from "./dom/mod.ts";

/** Tables of the wire whose numbers and letters are written into the script. */
const TABLES = { ...wire, STEP } as unknown as Record<string, Record<string, unknown>>;
const INLINED =
  /\b(CLASS|CLOSE|CODE|COMMENT|CONTENT|FRAME_LIMITS|JOIN_DEFAULTS|MARK|NAMESPACE|OP|QUEUE_LIMITS|RAW|RESUMED|STEP|UP_TEXT)\.(\w+)\b/g;

/** A source with the numbers and letters of tables in it. */
export async function read(path: string): Promise<string> {
  return (await Deno.readTextFile(path)).replace(
    INLINED,
    (_: string, table: string, key: string) => JSON.stringify(TABLES[table]?.[key]),
  ).replace(/(?<== )member\(/g, "/* @__PURE__ */ member(");
}

/** For all sources that no other plugin gives. */
export const tables: Plugin = {
  name: "tables",
  setup(build) {
    build.onLoad({ filter: /\/(?:client|protocol)\/[\w/]+\.ts$/ }, async ({ path }) => ({
      contents: await read(path),
      loader: "ts",
    }));
  },
};

/** Kinds and modules of directives: what they do is in their modules. */
export const registry: Plugin = {
  name: "registry",
  setup(build) {
    const rows = Object.entries(REGISTRY)
      .filter(([name]) => !IDLE.test(name))
      .map(([name, { kind, module }]) =>
        `${JSON.stringify(name)}:${JSON.stringify({ kind, module })}`
      );
    build.onLoad({ filter: /\/directives\/registry\.ts$/ }, () => ({
      contents: `export const REGISTRY = {${rows.join()}};
        export const IDLE = ${IDLE};`,
      loader: "ts",
    }));
  },
};
