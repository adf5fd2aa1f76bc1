/** The head follows the view: title, language, direction and meta, and nothing that is not told. */

import assert from "node:assert/strict";
import { openWindow } from "../../tests/kit/patch_kit.ts";
import { writeHead } from "./head.ts";

Deno.test("writeHead() writes what is told, also when it is empty, and leaves the rest", () => {
  const { document } = openWindow("");
  const root = document.documentElement;
  document.title = "before";
  writeHead(document, { lang: "ar", dir: "rtl" });
  assert.deepEqual([document.title, root.lang, root.dir], ["before", "ar", "rtl"]);
  writeHead(document, { title: "" });
  writeHead(document, { lang: "" });
  assert.deepEqual([document.title, root.lang, root.dir], ["", "", "rtl"]);
});

Deno.test("writeHead() writes the meta there is, and makes the one there is not", () => {
  const { document } = openWindow("");
  document.head.innerHTML = "<meta name=a content=1><meta property=a content=2>";
  writeHead(document, { meta: [["name=a", "one"], ["property=og:title", "a=b"]] });
  writeHead(document, { meta: [["property=og:title", "c"]] });
  const metas = [...document.head.querySelectorAll("meta")].map((meta) =>
    `${meta.getAttribute("name")} ${meta.getAttribute("property")} ${meta.content}`
  );
  assert.deepEqual(metas, ["a null one", "null a 2", "null og:title c"]);
});

Deno.test("writeHead() leads nowhere by a script", () => {
  const { document } = openWindow("");
  writeHead(document, { meta: [["name=a", "0;url=javascript:alert(1)"]] });
  assert.doesNotMatch(document.querySelector("meta")?.content ?? "", /script/);
});
