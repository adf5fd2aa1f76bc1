/** The heart of it all: whatever a page showed, patches make it show what a fresh paint would. */

import assert from "node:assert/strict";
import { randomOf, seedFrom, size } from "../seed.ts";
import { type Case, firstProblem, randomCase } from "./cases.ts";
import { createDocument, createSpecParser } from "./spec_parser.ts";

const document = createDocument();
const parse = createSpecParser(document);

Deno.test("apply(paint(a), diff(a, b)) equals paint(b), along chains of random pages", () => {
  const random = seedFrom("patch_property_test");
  const pairs = size(3_000, 100_000);
  let done = 0;
  let changed = 0;
  for (let i = 0; done < pairs; i++) {
    const seed = random.integer(0, 2 ** 31);
    const made: Case = randomCase(randomOf(seed));
    done += made.steps.length;
    changed += made.steps.filter((step) => step.frame.length > 1).length;
    const problem = firstProblem(document, parse, made);
    assert(!problem, `case ${i}, of seed ${seed}: ${problem}`);
  }
  assert(changed > pairs / 2, `only ${changed} of ${done} steps changed anything`);
});
