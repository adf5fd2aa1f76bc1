/** The declaration of the client's start, which holds where there are no types of a DOM. */

import assert from "node:assert/strict";
import { type SocketLike, start, type StartOptions } from "../client/mod.ts";
import type * as declared from "./start.ts";

Deno.test("the client starts with what start.ts declares", () => {
  const socket = (own: declared.SocketLike): SocketLike => own;
  const options = (own: Parameters<typeof declared.start>[1]): StartOptions => own;
  assert.deepEqual([socket.length, options.length], [1, 1]);
  assert.equal(typeof start, "function");
});
