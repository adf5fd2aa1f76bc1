/** Only the protocol knows the letters of the wire, and the check is able to say no. */

import assert from "node:assert/strict";
import { letterBreaches } from "./law/letters.ts";
import { sources } from "./law/sources.ts";

Deno.test("letters of the wire stand in protocol/ alone", () => {
  assert.deepEqual(letterBreaches(sources()), []);
});

const REFUSED: readonly string[] = [
  "host.post(JSON.stringify([CODE.reload]));",
  "host.send(JSON.stringify([-12, to]));",
  "this.post(`[-11,${after}]`);",
  "this.post(`[${code},${after}]`);",
  'socket.send("[-5]");',
  "if (code === -9) full();",
];

for (const text of REFUSED) {
  Deno.test(`letterBreaches() refuses: ${text}`, () => {
    assert.match(letterBreaches([{ path: "server/a.ts", text }]).join(), /server\/a.ts:1: /);
    assert.deepEqual(letterBreaches([{ path: "protocol/a.ts", text }]), []);
    assert.deepEqual(letterBreaches([{ path: "server/a_test.ts", text }]), []);
  });
}

Deno.test("letterBreaches() takes what an encoder writes", () => {
  const text = 'this.post(encodeDown({ type: "drain", after }));\nconst x = list[-1 + n];';
  assert.deepEqual(letterBreaches([{ path: "server/a.ts", text }]), []);
});
