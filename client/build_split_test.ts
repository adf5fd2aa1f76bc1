/** What a module takes of the first script is all that it uses, however it is written. */

import assert from "node:assert/strict";
import { takenBy } from "./build_split.ts";

Deno.test("takenBy() finds what is used, and not what only has the name of a member", () => {
  const text = 'import{one as a,two as b,three as c,four as $d}from"core";';
  assert.deepEqual(takenBy([`${text}a(1);x.b;ac=1`]), ["one"]);
  assert.deepEqual(takenBy([`${text}[...b(x)];f(...c)`]), ["three", "two"]);
  assert.deepEqual(takenBy([`${text}y=>$d?.(y)`]), ["four"]);
});
