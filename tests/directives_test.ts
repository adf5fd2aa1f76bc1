/** Server and client know the same directives: the one warns of others, the other has what they do. */

import assert from "node:assert/strict";
import { REGISTRY } from "../client/directives/registry.ts";
import { DIRECTIVES } from "../vdom/template/directives/directives.ts";

Deno.test("the directives that the server knows are those of the client's registry", () => {
  assert.deepEqual([...DIRECTIVES].sort(), Object.keys(REGISTRY).sort());
});
