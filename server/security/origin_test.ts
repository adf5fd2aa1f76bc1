import assert from "node:assert/strict";
import { type OriginFacts, originRefusal } from "./origin.ts";

const ROWS: readonly (readonly [sentence: string, facts: OriginFacts, says: RegExp | undefined])[] =
  [
    [
      "allows the page's own host",
      { origin: "http://a.test:8000", host: "a.test:8000" },
      undefined,
    ],
    ["allows TLS before a plain server", { origin: "https://a.test", host: "a.test" }, undefined],
    ["allows a default port", { origin: "https://a.test", host: "a.test:443" }, undefined],
    ["allows capitals in Host", { origin: "https://a.test", host: "A.test" }, undefined],
    [
      "refuses another host",
      { origin: "https://evil.test", host: "a.test" },
      /Origin "https:\/\/evil.test" does not match Host "a.test"; set { origins:/,
    ],
    ["refuses another port", { origin: "http://a.test:1", host: "a.test:2" }, /does not match/],
    ["refuses a longer host", { origin: "http://a.test.evil", host: "a.test" }, /does not match/],
    ["refuses an opaque origin", { origin: "null", host: "a.test" }, /does not match/],
    ["refuses a host with a path", { origin: "http://a.test", host: "b.test/a.test" }, /not match/],
    ["refuses a missing Host", { origin: "http://a.test", host: null }, /does not match Host ""/],
    ["refuses a missing Origin", { origin: null, host: "a.test" }, /no Origin header.*\[null\]/],
    ["allows a missing Origin by null", { origin: null, host: "a", origins: [null] }, undefined],
    [
      "keeps to the host beside null",
      { origin: "http://b.test", host: "a.test", origins: [null] },
      /does not match/,
    ],
    [
      "allows what origins names",
      { origin: "https://app.test", host: "10.0.0.1:8000", origins: ["https://app.test/"] },
      undefined,
    ],
    [
      "allows nothing but what origins names",
      { origin: "http://a.test", host: "a.test", origins: ["https://app.test"] },
      /not in origins \["https:\/\/app.test"\]/,
    ],
    [
      "compares the scheme in origins",
      { origin: "http://app.test", host: "app.test", origins: ["https://app.test"] },
      /not in origins/,
    ],
    [
      "compares a known scheme",
      { origin: "http://a.test", host: "a.test", scheme: "https" },
      /does not have the scheme "https"/,
    ],
  ];

for (const [sentence, facts, says] of ROWS) {
  Deno.test(`originRefusal() ${sentence}`, () => {
    const refusal = originRefusal(facts);
    if (says) assert.match(refusal ?? "(allowed)", says);
    else assert.equal(refusal, undefined);
  });
}

Deno.test("originRefusal() never prints a whole header", () => {
  const refusal = originRefusal({ origin: "x".repeat(10_000), host: "y".repeat(10_000) });
  assert((refusal ?? "").length < 500);
});
