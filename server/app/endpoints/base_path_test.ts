import assert from "node:assert/strict";
import { seedFrom } from "../../../tests/seed.ts";
import { outerOf, outerPath, withValues } from "./base_path.ts";

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

Deno.test("outerOf() knows a route by its handler, also where another stands for it", () => {
  const [login, page, shared] = [() => {}, () => {}, () => {}];
  const routes = [
    { path: "/", handler: shared },
    { path: "/login", handler: login },
    { path: "/x/login", handler: page },
    { path: "/a/b", handler: shared },
  ];
  const wrapped = Object.assign(() => {}, { __COMPOSED: Object.assign(() => {}, { deep: login }) });
  assert.equal(outerOf({ path: "/x/login", handler: login }, routes), "/x");
  assert.equal(outerOf({ path: "/x/login", handler: page }, routes), "");
  assert.equal(outerOf({ path: "/x/login", handler: wrapped }, routes), "/x");
  assert.equal(outerOf({ path: "/o/a/b", handler: shared }, routes), "/o");
  assert.equal(outerOf({ path: "/o", handler: shared }, routes), "/o");
  assert.equal(outerOf({ path: "/login", handler: () => {} }, routes), undefined);
  assert.equal(outerOf({ path: "/login" }, routes), undefined);
});
