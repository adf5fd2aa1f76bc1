import assert from "node:assert/strict";
import { html, print } from "../../../vdom/mod.ts";
import { createScope } from "../../../tests/scope.ts";
import { errorLines } from "./error_text.ts";
import { type Level, Log } from "./log.ts";

/** An error with this stack, as V8 writes it. */
function errorAt(message: string, frames: readonly string[]): Error {
  const error = new TypeError(message);
  error.stack = [`TypeError: ${message}`, ...frames.map((frame) => `    at ${frame}`)].join("\n");
  return error;
}

const framework = new URL("../../frame/renderer.ts:9:9", import.meta.url).href;

Deno.test("errorLines() shows the user's own frames first, and folds the others", () => {
  const error = errorAt("no\n    at the gate", [
    `Object.render (${framework})`,
    "parse (https://jsr.io/@std/x/1.0.0/mod.ts:1:1)",
    "Cart.total (file:///app/cart.ts:12:5)",
    `Renderer.update (${framework})`,
    "async file:///app/main.ts:3:1",
    "new Promise (<anonymous>)",
    "mapped (ext:deno_http/00_serve.ts:1:1)",
  ]);
  assert.deepEqual(errorLines(error), [
    "TypeError: no",
    "    at the gate",
    "    at Cart.total (file:///app/cart.ts:12:5)",
    "    at async file:///app/main.ts:3:1",
    "    … 5 more frames of the framework, packages and the runtime",
  ]);
});

Deno.test("errorLines() shows packages where there is no code of the user's", () => {
  const error = errorAt("no", [
    "parse (https://jsr.io/@std/x/1.0.0/mod.ts:1:1)",
    `x (${framework})`,
  ]);
  assert.deepEqual(errorLines(error).slice(1), [
    "    at parse (https://jsr.io/@std/x/1.0.0/mod.ts:1:1)",
    "    … 1 more frame of the framework, packages and the runtime",
  ]);
});

Deno.test("errorLines() never throws, and ends where causes are a ring", () => {
  const ring = new Error("ring");
  ring.cause = ring;
  assert.equal(
    errorLines(ring).filter((line) => line.startsWith("caused by Error: ring")).length,
    5,
  );
  assert.deepEqual(errorLines(Object.create(null)), ["something that has no text"]);
  assert.deepEqual(errorLines("a\nb"), ["a", "b"]);
});

Deno.test("Log prints an error in lines for people, with the caret in its place, and in one for collectors", () => {
  let thrown: unknown;
  try {
    print(
      html`
        <ul>
          <li title=${1} title="x">a</li>
        </ul>
      `,
      createScope(),
    );
  } catch (error) {
    thrown = error;
  }
  const shown: Record<string, string> = {};
  for (const shape of ["lines", "one line"] as const) {
    const log = new Log(["hunter2"], { shape, print: (_: Level, line) => shown[shape] = line });
    log.record({ type: "failure", phase: "hunter2", request: "r1", error: thrown });
  }
  const lines = shown.lines?.split("\n") ?? [];
  assert.equal(lines[0], "djust: *** failed (request r1)");
  const caret = lines.findIndex((line) => /^ *\^$/.test(line));
  const spot = (lines[caret - 1]?.indexOf('title="x"') ?? NaN) + 'title="x"'.length;
  assert.equal(lines[caret]?.indexOf("^"), spot);
  assert(
    lines.slice(1).every((line) => line.startsWith("    ")),
    "no line can pass for one of ours",
  );
  assert.equal(shown["one line"]?.split("\n").length, 1);
});
