/** docs/forms.md says of forms what is so: its own tests are run. */

import assert from "node:assert/strict";
import { blocksOf } from "./docs/markdown.ts";
import { run } from "./docs/run.ts";
import denoJson from "../deno.json" with { type: "json" };

const ROOT = new URL("../", import.meta.url);

Deno.test("the tests in docs/forms.md pass", async () => {
  const blocks = blocksOf(await Deno.readTextFile(new URL("docs/forms.md", ROOT)));
  const named = blocks.filter(({ name }) => name !== undefined);
  const tests = named.filter(({ name }) => name?.endsWith("_test.ts"));
  assert.equal(tests.length, 1);
  const folder = await Deno.makeTempDir({ prefix: "djust_forms_" });
  try {
    const imports = Object.fromEntries(
      Object.entries(denoJson.imports).map(([name, target]) => [
        name,
        target.startsWith("./") ? new URL(target, ROOT).href : target,
      ]),
    );
    await Deno.writeTextFile(`${folder}/deno.json`, JSON.stringify({ imports }));
    for (const { name, code } of named) await Deno.writeTextFile(`${folder}/${name}`, code);
    const said = await run([
      ...["test", "--no-check", "--no-lock", "-A", "--config", `${folder}/deno.json`],
      ...tests.map(({ name }) => `${folder}/${name}`),
    ]);
    assert.match(said, /2 passed \| 0 failed/);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
