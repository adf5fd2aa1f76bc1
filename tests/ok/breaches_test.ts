/** Every step of `deno task ok` can fail: it finds breaches made in a copy of the working tree. */

import assert from "node:assert/strict";
import { BREACHES } from "./breaches.ts";
import { type Copy, copyTree } from "./copy.ts";
import { excerptOf } from "./report.ts";
import { run } from "./run.ts";
import { BESIDE, ONE_BY_ONE, type Step } from "./steps.ts";

const STEPS: readonly Step[] = [...BESIDE, ...ONE_BY_ONE];

let copy: Copy;
Deno.test.beforeAll(async () => void (copy = await copyTree()));
Deno.test.afterAll(() => copy.remove());

Deno.test("every step has a breach that it finds, and every breach a step", () => {
  const names = new Set(BREACHES.map(({ step }) => step));
  assert.deepEqual([...names].sort(), STEPS.map(({ name }) => name).sort());
});

for (const { step: name, wrong, files = {}, env = {}, over, says } of BREACHES) {
  Deno.test(`"${name}" fails when ${wrong}`, async () => {
    const found = STEPS.find((step) => step.name === name);
    assert(found, `there is no step "${name}"`);
    const step: Step = found.type === "tool" || !over ? found : { ...found, over };
    const outcome = await copy.changed(files, async () => {
      const before = await copy.texts();
      const outcome = await run(step, { root: copy.root, env });
      assert.deepEqual(await copy.texts(), before, "a step changes no file");
      return outcome;
    });
    assert(outcome.counts.failed > 0, outcome.output);
    assert.match(excerptOf({ step, ...outcome }), says);
  });
}
