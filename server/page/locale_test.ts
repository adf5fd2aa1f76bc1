import assert from "node:assert/strict";
import { preferredLocale } from "./locale.ts";

Deno.test("preferredLocale() takes the heaviest tag, the first of equals", () => {
  assert.equal(preferredLocale("fr;q=0.5, de-AT, en"), "de-AT");
  assert.equal(preferredLocale("*, fr;q=0.1"), "fr");
  assert.equal(preferredLocale(null), "en");
  assert.equal(preferredLocale('";<script>, ,;q=9'), "en");
});
