/** No file and no function is longer than it reads well, and the measure is able to say no. */

import assert from "node:assert/strict";
import { functionsOf, lengthBreaches, LONGER, MOST } from "./law/lengths.ts";
import { sources } from "./law/sources.ts";

Deno.test("every file and function is as short as the law of lengths wants", () => {
  assert.deepEqual(lengthBreaches(sources()), []);
});

Deno.test("at most five are longer, each with a reason", () => {
  assert(Object.keys(LONGER).length <= 5, Object.keys(LONGER).join(", "));
  for (const [name, reason] of Object.entries(LONGER)) assert(reason.length > 20, name);
});

const lines = (count: number, line = "// …"): string => `${line}\n`.repeat(count);
const body = (count: number): string => `{\n${lines(count - 2, "  x();")}}`;
const source = (path: string, text: string) => [{ path, text }];

Deno.test("lengthBreaches() refuses a long file, and allows tests more", () => {
  assert.deepEqual(lengthBreaches(source("vdom/a.ts", lines(MOST.file)), {}), []);
  assert.match(
    lengthBreaches(source("vdom/a.ts", lines(MOST.file + 1)), {}).join(),
    /vdom\/a.ts: has 301 lines of at most 300/,
  );
  for (const path of ["vdom/a_test.ts", "tests/kit/a.ts"]) {
    assert.deepEqual(lengthBreaches(source(path, lines(MOST.test)), {}), [], path);
    assert.match(lengthBreaches(source(path, lines(MOST.test + 1)), {}).join(), /501 lines/);
  }
  // Neither published nor a test, and what no one reads.
  assert.deepEqual(lengthBreaches(source("bench/a.ts", lines(1_000)), {}), []);
  assert.deepEqual(lengthBreaches(source("client/a.gen.ts", lines(1_000)), {}), []);
});

const FUNCTIONS:
  readonly (readonly [kind: string, name: string, before: string, after?: string])[] = [
    ["a function", "f", "export function f(): void "],
    ["an arrow in a variable", "g", "const g = (): void => "],
    ["a method", "m", "class A { m(): void ", "}"],
    ["a private method", "p", "class A { #p(): void ", "}"],
    ["a constructor", "constructor", "class A { constructor() ", "}"],
    ["a getter", "size", "class A { get size() ", "}"],
    ["a method of an object", "o", "const x = { o(): void ", "};"],
    ["an argument", "after", "clock.after(() => ", ");"],
  ];

for (const [kind, name, before, after = ""] of FUNCTIONS) {
  Deno.test(`lengthBreaches() refuses ${kind} that is too long`, () => {
    const of = (count: number) => source("client/a.ts", `\n${before}${body(count)}${after}\n`);
    assert.deepEqual(lengthBreaches(of(MOST.function), {}), []);
    assert.deepEqual(lengthBreaches(of(MOST.function + 1), {}), [
      `client/a.ts:2: ${name} has 61 lines of at most 60`,
    ]);
    assert.deepEqual(lengthBreaches(of(MOST.function + 1), { [`client/a.ts ${name}`]: "so" }), []);
  });
}

Deno.test("lengthBreaches() counts what a function holds as its own", () => {
  const text = `function outer() {\n${lines(60, "  const inner = () => 0;")}}\n`;
  assert.equal(functionsOf({ path: "vdom/a.ts", text }).length, 61);
  assert.match(lengthBreaches(source("vdom/a.ts", text), {}).join(), /outer has 62 lines/);
});

Deno.test("lengthBreaches() refuses an exception that nothing needs any more", () => {
  assert.deepEqual(lengthBreaches([], { "vdom/a.ts": "was long" }), [
    "vdom/a.ts: is no exception any more; take it out",
  ]);
});
