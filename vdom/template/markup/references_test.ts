/** Character references of templates are read as the HTML parser reads them. */

import assert from "node:assert/strict";
import { parseFragment } from "parse5";
import { seedFrom } from "../../../tests/seed.ts";
import { decodeReferences } from "./references.ts";
import { MODULE, moduleOf, namesOf, parsed } from "./references_build.ts";

/** What a parser makes of an attribute's value. */
function parsedAttribute(text: string): string {
  const [node] = parseFragment(`<i title="${text}">`).childNodes;
  return node && "attrs" in node ? node.attrs[0]?.value ?? "" : "";
}

/** Both places, as a parser reads them and as we do. */
function assertAsParsed(text: string): void {
  assert.equal(decodeReferences(text, "text"), parsed(text), text);
  assert.equal(decodeReferences(text, "attribute"), parsedAttribute(text), text);
}

Deno.test("references.gen.ts is fresh: its tool writes the same", () => {
  assert.equal(Deno.readTextFileSync(MODULE), moduleOf());
});

Deno.test("decodeReferences() reads every name as a parser does, whatever stands after it", () => {
  const names = namesOf();
  assert.equal(names.length, 2125);
  for (const name of names) {
    for (const end of [";", "", " ", "=", ";=", "x", "x;", "1", "é", "&amp;"]) {
      assertAsParsed(`a&${name}${end}`);
    }
    // A name is not another one's beginning.
    assertAsParsed(`&${name.slice(0, -1)};`);
  }
});

Deno.test("decodeReferences() reads numbers as a parser does", () => {
  const codes = [
    ...Array.from({ length: 300 }, (_, code) => code),
    ...[0xd7ff, 0xd800, 0xdfff, 0xe000, 0xfdd0, 0xffff, 0x10ffff, 0x110000, 1e12],
  ];
  for (const code of codes) {
    for (const end of [";", "", "x", " ", "="]) {
      assertAsParsed(`&#${code}${end}`);
      assertAsParsed(`&#x${code.toString(16)}${end}`);
      assertAsParsed(`&#X0${code.toString(16).toUpperCase()}${end}`);
    }
  }
});

Deno.test("decodeReferences() reads any text as a parser does", () => {
  const random = seedFrom("references_test");
  const parts = [
    ...["&", "&&", "#", "x", ";", "=", " ", "not", "in", "notin", "amp", "AMP", "copy", "c", "1"],
    ...["&#", "&#x", "&lt", "&gt;", "&quot", "frac12", "frac1", "é", "&hellip;", "&hellip", "0"],
  ];
  for (let i = 0; i < 3_000; i++) {
    const length = random.integer(1, 8);
    assertAsParsed(Array.from({ length }, () => random.pick(parts)).join(""));
  }
});

Deno.test("decodeReferences() takes &copy=1 for part of an address in an attribute only", () => {
  assert.equal(decodeReferences("/?a=1&copy=1", "attribute"), "/?a=1&copy=1");
  assert.equal(decodeReferences("/?a=1&copy=1", "text"), "/?a=1©=1");
});
