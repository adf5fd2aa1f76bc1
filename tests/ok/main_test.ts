/** `deno task ok` ends with its sentence and tells by its exit code whether one may push. */

import assert from "node:assert/strict";

async function ok(words: readonly string[], env: Readonly<Record<string, string>>) {
  const { code, stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", new URL("main.ts", import.meta.url).href, ...words],
    env: { NO_COLOR: "1", ...env },
    stderr: "inherit",
  }).output();
  return { code, lines: new TextDecoder().decode(stdout).trimEnd().split("\n") };
}

const PRESENT = { CI: "true", CHROMIUM_PATH: Deno.execPath() };
const MISSING = { CI: "true", CHROMIUM_PATH: "/nowhere/chromium" };

Deno.test("`deno task ok` succeeds when every step passed", async () => {
  const { code, lines } = await ok(["chromium", "doc lint"], PRESENT);
  assert.equal(code, 0);
  assert.equal(lines.at(-1), "2 passed, 0 failed");
});

Deno.test("`deno task ok` fails when one step failed, and tells of it at the end", async () => {
  const { code, lines } = await ok(["chromium", "doc lint"], MISSING);
  assert.equal(code, 1);
  assert.match(lines.at(-3) ?? "", /^FAILED {2}chromium$/);
  assert.match(lines.at(-2) ?? "", /^!!! chromium is missing/);
  assert.equal(lines.at(-1), "1 passed, 1 failed");
});

Deno.test("`deno task ok` fails when a word is the name of no step", async () => {
  const { code, lines } = await ok(["chromium", "nothing"], PRESENT);
  assert.equal(code, 1);
  assert.match(lines.at(-2) ?? "", /^No step begins with "nothing"; the steps are: .*lint/);
  assert.equal(lines.at(-1), "0 passed, 1 failed");
});
