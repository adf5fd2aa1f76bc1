import assert from "node:assert/strict";
import { parseFragment } from "parse5";
import { seedFrom } from "../../../tests/seed.ts";
import { escape } from "./escape.ts";

interface Parsed {
  childNodes: { value: string; attrs: { value: string }[] }[];
}

Deno.test("escape() leaves clean text alone", () => {
  assert.equal(escape("hello wörld"), "hello wörld");
  assert.equal(escape(""), "");
});

Deno.test("escape() escapes the five characters, CR and NUL", () => {
  assert.equal(escape(`&<>"'\r\0`), "&amp;&lt;&gt;&quot;&#39;&#13;\ufffd");
  assert.equal(escape("&amp;"), "&amp;amp;");
});

Deno.test("escape() gives a parser the same text, between tags and in quotes", () => {
  const random = seedFrom("escape_test");
  const pieces = [
    "&",
    "<",
    ">",
    '"',
    "'",
    "\r",
    "\n",
    "a",
    "</p>",
    "<!--",
    "&amp;",
    "&#60",
    "é😀",
    "`",
    "=",
  ];
  for (let i = 0; i < 2_000; i++) {
    const text = Array.from({ length: random.integer(1, 8) }, () => random.pick(pieces)).join("");
    const { childNodes } = parseFragment(escape(text)) as unknown as Parsed;
    assert.equal(childNodes.map((node) => node.value).join(""), text);
    for (const quote of [`"`, "'"]) {
      const parsed = parseFragment(`<i t=${quote}${escape(text)}${quote}>`) as unknown as Parsed;
      assert.equal(parsed.childNodes[0]?.attrs[0]?.value, text);
    }
  }
});
