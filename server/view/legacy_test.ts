import assert from "node:assert/strict";
import { event } from "./event.ts";
import { transient } from "./fields.ts";

// As experimentalDecorators calls them: with the prototype, the name, and perhaps a descriptor.
type Legacy = (...args: unknown[]) => unknown;

Deno.test("a decorator that is called as experimentalDecorators does names what to take out", () => {
  const descriptor = { value() {} };
  const calls: readonly (readonly [string, () => unknown])[] = [
    ["@event", () => (event as unknown as Legacy)({}, "save", descriptor)],
    ["@event", () => (event() as unknown as Legacy)({}, "save", descriptor)],
    ["@event", () => (event({ interrupt: true }) as unknown as Legacy)({}, "save", descriptor)],
    ["@transient", () => (transient as unknown as Legacy)({}, "save")],
    ["@transient", () => (transient as unknown as Legacy)({}, "save", undefined)],
  ];
  for (const [name, call] of calls) {
    assert.throws(call, {
      name: "TypeError",
      message: `Cannot use ${name} over "save": this project is compiled with legacy decorators; ` +
        `take "experimentalDecorators" (and "emitDecoratorMetadata") out of compilerOptions in ` +
        `deno.json or tsconfig.json`,
    });
  }
});
