/** docs/streaming_text.md says of streamed text what is so: its own tests are run. */

import assert from "node:assert/strict";
import { blocksOf } from "../docs/markdown.ts";
import { run } from "../docs/run.ts";
import denoJson from "../../deno.json" with { type: "json" };

const ROOT = new URL("../../", import.meta.url);

Deno.test("the tests in docs/streaming_text.md pass", async () => {
  const blocks = blocksOf(await Deno.readTextFile(new URL("docs/streaming_text.md", ROOT)));
  const folder = await Deno.makeTempDir({ prefix: "djust_text_" });
  try {
    const imports = Object.fromEntries(
      Object.entries(denoJson.imports).map(([name, target]) => [
        name,
        target.startsWith("./") ? new URL(target, ROOT).href : target,
      ]),
    );
    await Deno.writeTextFile(`${folder}/deno.json`, JSON.stringify({ imports }));
    for (const { name, code } of blocks) await Deno.writeTextFile(`${folder}/${name}`, code);
    const config = ["--config", `${folder}/deno.json`];
    const said = await run(["test", "--no-check", "--no-lock", "-A", ...config, folder]);
    assert.match(said, /2 passed \| 0 failed/);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
