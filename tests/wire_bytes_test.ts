/** The wire stays as small as it is promised: mean payload bytes of exchanges 1,000 to 1,099. */

import assert from "node:assert/strict";
import { type Exchange, measureWire } from "../bench/wire.ts";
import { WIRE_GOALS } from "../bench/goals.ts";

let measured: Promise<Exchange[]> | undefined;

for (const { name, up, down } of WIRE_GOALS) {
  const limits = [
    ...(up === undefined ? [] : [`${up} bytes up`]),
    ...(down === undefined ? [] : [`${down} bytes down`]),
  ];
  Deno.test(`${name}: at most ${limits.join(" and ")}`, async () => {
    measured ??= measureWire();
    const exchange = (await measured).find((exchange) => exchange.name === name);
    assert(exchange, `nothing measured "${name}"`);
    if (up !== undefined) assert(exchange.up <= up, `${exchange.up} bytes up`);
    if (down !== undefined) assert(exchange.down <= down, `${exchange.down} bytes down`);
  });
}

Deno.test("everything that is measured on the wire has a goal", async () => {
  measured ??= measureWire();
  const names = (await measured).map(({ name }) => name);
  assert.deepEqual(names, WIRE_GOALS.map(({ name }) => name));
});
