/** Tables of the build: their numbers and letters are written into what is served, where they are read. */

import type { Plugin } from "esbuild";
import * as wire from "../protocol/mod.ts";
import { IDLE, REGISTRY } from "./directives/mod.ts";
import { STEP } from "./dom/mod.ts";

/** Tables of the wire whose numbers and letters are written into the script. */
const TABLES = { ...wire, STEP } as unknown as Record<string, Record<string, unknown>>;
const INLINED =
  /\b(CLASS|CLOSE|CODE|COMMENT|CONTENT|FRAME_LIMITS|JOIN_DEFAULTS|MANNER|MARK|NAMESPACE|OP|QUEUE_LIMITS|RAW|RESUMED|STEP|UP_TEXT)\.(\w+)\b/g;

/** A source with the numbers and letters of tables in it. */
export async function read(path: string): Promise<string> {
  return (await Deno.readTextFile(path)).replace(
    INLINED,
    (_: string, table: string, key: string) => JSON.stringify(TABLES[table]?.[key]),
  ).replace(/(?<== )member\(/g, "/* @__PURE__ */ member(")
    .replace(path.includes("/directives/") ? ROW : /^$/, "");
}

/** In the file of a directive: what its row in the registry says, too. */
const ROW = /\b(?:kind|module): "\w+"(?:,\s*|(?= }))/g;

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

/**
 * Rows of directives as one text, which is smaller than objects: `lock:feedback`, `poll!moments` of one
 * that holds a handler, `react` of one without a module. What they do is in their modules.
 */
const rows = Object.entries(REGISTRY)
  .filter(([name]) => !IDLE.test(name))
  .map(([name, { kind, module = "" }]) => name + (kind === "event" ? "!" : module && ":") + module)
  .join(" ");

/** For the file of the registry. */
export const registry: Plugin = {
  name: "registry",
  setup(build) {
    build.onLoad({ filter: /\/directives\/registry\.ts$/ }, () => ({
      contents: `
        const read = (rows) => Object.fromEntries(rows.split(" ").map((row) => {
          const [name, module] = row.split(/[:!]/);
          return [name, { kind: row.includes("!") ? "event" : "", module }];
        }));
        export const REGISTRY = /* @__PURE__ */ read("${rows}");
        export const IDLE = ${IDLE};`,
      loader: "ts",
    }));
  },
};
