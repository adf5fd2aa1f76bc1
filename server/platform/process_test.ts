/** What the process tells of itself. */

import assert from "node:assert/strict";
import { isTest } from "./process.ts";

Deno.test("isTest() knows that this is one", () => {
  assert.equal(isTest(), true);
});
