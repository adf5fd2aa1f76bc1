/** Targets of redirects stay on the origin. */

import assert from "node:assert/strict";
import { seedFrom, size } from "../../tests/seed.ts";
import { safeRedirect } from "./redirect.ts";

const HERE = "https://app.example/docs/1?x";

Deno.test("paths of the origin are targets", () => {
  for (
    const [to, target] of [
      ["/", "/"],
      ["/a?b=c#d", "/a?b=c#d"],
      ["edit", "/docs/edit"],
      ["?page=2", "/docs/1?page=2"],
      ["../up", "/up"],
      ["https://app.example/x", "/x"],
      ["/a//b", "/a//b"],
      ["", "/docs/1?x"],
    ] as const
  ) assert.equal(safeRedirect(to, HERE), target, to);
});

Deno.test("whatever leads elsewhere, or might be read so, is no target", () => {
  for (
    const to of [
      "//evil",
      "///evil",
      "\\\\evil",
      "/\\evil",
      "/\t/evil",
      "\t//evil",
      " //evil",
      "/\r\nSet-Cookie: a=b",
      "java\nscript:alert(1)",
      "javascript:alert(1)",
      "JAVASCRIPT:alert(1)",
      "data:text/html,x",
      "https://evil.example/",
      "http://app.example/",
      "https://app.example:444/",
      "https://user@app.example/",
      "https://app.example@evil.example/",
      "blob:https://app.example/x",
      "/..//evil.example",
      "https:\\\\evil.example",
      "\u0000//evil",
    ]
  ) assert.equal(safeRedirect(to, HERE), undefined, JSON.stringify(to));
});

Deno.test("no text at all makes a target that a browser would follow elsewhere", () => {
  const random = seedFrom("redirect");
  const parts = [
    "/",
    "\\",
    "//",
    ":",
    "@",
    "?",
    "#",
    "..",
    ".",
    "evil.example",
    "javascript",
    "https",
  ]
    .concat(["\t", "\n", " ", "\u0000", "%2f", "%5c", "a", "data", ";", "\u2028", "／", "[", "]"]);
  for (let round = 0; round < size(20_000, 500_000); round++) {
    let to = "";
    for (let i = random.integer(1, 8); i > 0; i--) to += random.pick(parts);
    const target = safeRedirect(to, HERE);
    if (target === undefined) continue;
    assert.match(target, /^\/(?![/\\])/, JSON.stringify(to));
    assert.equal(new URL(target, HERE).origin, "https://app.example", JSON.stringify(to));
  }
});
