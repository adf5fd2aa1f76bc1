/** Location of a page: one URL, told in parts. */

import assert from "node:assert/strict";
import { PageLocation } from "./location.ts";

Deno.test("PageLocation tells the parts of its URL, and no fragment in its target", () => {
  const url = new URL("https://a.example/list/home?tab=1&q=%C3%A4#part");
  const params = { list: "home" };
  const location = new PageLocation({ url, route: "/list/:list", params });
  assert.deepEqual(
    [location.path, location.query.get("q"), location.target, location.route, location.params],
    ["/list/home", "ä", "/list/home?tab=1&q=%C3%A4", "/list/:list", params],
  );
});
