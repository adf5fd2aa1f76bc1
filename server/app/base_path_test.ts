import assert from "node:assert/strict";
import { seedFrom } from "../../tests/seed.ts";
import { outerPath, withValues } from "./base_path.ts";

Deno.test("outerPath() is what an outer app has put before a registered path", () => {
  assert.equal(outerPath("/admin/x", "/x"), "/admin");
  assert.equal(outerPath("/admin", "/"), "/admin");
  assert.equal(outerPath("/", "/"), "/");
  assert.equal(outerPath("/elsewhere", "/x"), "/elsewhere");
});

Deno.test("outerPath() and a registered path are the real one, whatever they are", () => {
  const random = seedFrom("outerPath");
  const path = (least: number): string =>
    Array.from({ length: random.integer(least, 3) }, () => `/${random.pick(["a", ":b", "c.d"])}`)
      .join("");
  for (let i = 0; i < 500; i++) {
    const [outer, registered] = [path(0), path(1)];
    assert.equal(outerPath(outer + registered, registered), outer);
  }
});

Deno.test("withValues() puts values in the places of params, and none gets out of its segment", () => {
  const values: Record<string, string> = { tenant: "a/../b", id: "7" };
  const valueOf = (name: string): string | undefined => values[name];
  assert.equal(withValues("/plain", valueOf), "/plain");
  assert.equal(withValues("/:tenant/x/:id{[0-9]+}", valueOf), "/a%2F..%2Fb/x/7");
  assert.equal(withValues("/:none?/y/:none", valueOf), "/y");
});
