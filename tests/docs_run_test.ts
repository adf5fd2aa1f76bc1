/** Pages of docs/ that have tests of their own say what is so: these are run. */

import assert from "node:assert/strict";
import { blocksOf } from "./docs/markdown.ts";
import { run } from "./docs/run.ts";
import denoJson from "../deno.json" with { type: "json" };

const ROOT = new URL("../", import.meta.url);

/** What a page of its own folder imports, as this repository does. */
const IMPORTS = Object.fromEntries(
  Object.entries(denoJson.imports).map(([name, target]) => [
    name,
    target.startsWith("./") ? new URL(target, ROOT).href : target,
  ]),
);

for (
  const [page, count] of [["forms.md", 2], ["streaming_text.md", 2], ["streams.md", 3]] as const
) {
  Deno.test(`the tests in docs/${page} pass`, async () => {
    const blocks = blocksOf(await Deno.readTextFile(new URL(`docs/${page}`, ROOT)));
    const folder = await Deno.makeTempDir({ prefix: "djust_docs_" });
    try {
      await Deno.writeTextFile(`${folder}/deno.json`, JSON.stringify({ imports: IMPORTS }));
      for (const { name, code } of blocks) {
        if (name !== undefined) await Deno.writeTextFile(`${folder}/${name}`, code);
      }
      const config = ["--config", `${folder}/deno.json`];
      const said = await run(["test", "--no-check", "--no-lock", "-A", ...config, folder]);
      assert.match(said, new RegExp(`${count} passed \\| 0 failed`));
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  });
}
