/** docs/options.md is what the types say, and the types are what the code says. */

import assert from "node:assert/strict";
import { settingsOf } from "../server/app/settings/settings.ts";
import { DEFAULT_LIMITS, type Limits } from "../server/world/limits.ts";
import { optionsOf, optionsPage, PAGE } from "./docs/options.ts";

Deno.test("docs/options.md is fresh: deno run -A tests/docs/options.ts writes it anew", async () => {
  assert.equal(await Deno.readTextFile(PAGE), await optionsPage());
});

const UNITS: Readonly<Record<string, number>> = {
  ...{ "": 1, ms: 1, s: 1_000, h: 3_600_000, KB: 1_024, MiB: 1_048_576 },
};

Deno.test("every limit's words tell its default, and every default has its words", async () => {
  const limits = await optionsOf({ door: "server/hono.ts", name: "Limits" });
  const told = limits.map(({ name, byDefault }) => {
    const [number = "", unit = ""] = byDefault.split(" ");
    return [name, Number(number.replaceAll(",", "")) * (UNITS[unit] ?? NaN)];
  });
  assert.deepEqual(Object.fromEntries(told), DEFAULT_LIMITS satisfies Limits);
});

Deno.test("the options that live() knows are those of its type, and each has its words", async () => {
  const options = await optionsOf({ door: "server/hono.ts", name: "LiveOptions" });
  const around = { secret: "x".repeat(32), isDeployment: false, random: () => "" };
  const wrong = { surely: 1 } as Parameters<typeof settingsOf>[0];
  let known: string[] = [];
  assert.throws(() => settingsOf(wrong, around), ({ message }: Error) => {
    known = (/known are (.*)$/.exec(message)?.[1] ?? "").split(", ");
    return true;
  });
  assert.deepEqual(options.map(({ name }) => name).sort(), known.sort());
  assert.deepEqual(options.filter(({ words, type }) => words.length < 10 || type === ""), []);
});

Deno.test("optionsOf() tells name, type, default and words apart, and leaves out what is @internal", async () => {
  const options = await optionsOf({ door: "server/hono.ts", name: "RenderOptions" });
  assert.deepEqual(options[1], {
    name: "status",
    type: "number",
    byDefault: "200",
    words: "The status of the response.",
  });
  const own = await optionsOf({ door: "mod.ts", name: "Extension" });
  assert.deepEqual(own.slice(0, 3).map(({ name }) => name), ["name", "hooks", "mount"]);
  await assert.rejects(optionsOf({ door: "server/hono.ts", name: "Nothing" }), /Cannot find/);
});
