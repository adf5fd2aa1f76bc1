import assert from "node:assert/strict";
import { decodeDown, decodeUp, type Down, type Up } from "../protocol/mod.ts";
import { Answers } from "./answers.ts";

/** Answers after these messages: ">" up, "<" down. */
function after(...messages: readonly string[]): string[] {
  const answers = new Answers();
  for (const text of messages) {
    if (text.startsWith(">")) answers.sent(decodeUp(text.slice(1)) as Up);
    else answers.came(decodeDown(text.slice(1)) as Down);
  }
  return answers.missing;
}

Deno.test("missing names what was sent and not answered, oldest first", () => {
  assert.deepEqual(after('>"save"', '>["find",{"q":1}]', ">[1,1]"), [
    '"save"',
    '"find"',
    'a "dj-click"',
  ]);
  assert.deepEqual(after('>[0,"save","find"]', "<[1]"), ['"find"']);
});

Deno.test("missing knows an answer out of order, and counts without it afterwards", () => {
  assert.deepEqual(after('>"ask"', '>"stop"', '<[0,{"n":2}]'), ['"ask"']);
  assert.deepEqual(after('>"ask"', '>"stop"', '>"last"', '<[0,{"n":2}]', "<[1]"), ['"last"']);
});

Deno.test("missing keeps what the server had when the line was lost", () => {
  assert.deepEqual(after('>"a"', '>"b"', "<[-2,0,1,32]"), ['"a"']);
  assert.deepEqual(after('>"a"', "<[1]", '>"b"', '>"c"', "<[-2,0,2,32]"), ['"b"']);
  assert.deepEqual(after('>"a"', '<[-1,0,0,"token"]'), []);
});

Deno.test("missing counts every view of the page by itself", () => {
  assert.deepEqual(after('>"a"', '>[-7,1,"b"]', "<[-7,1,[1]]"), ['"a"']);
  assert.deepEqual(after('>"a"', '>[-7,1,"b"]', "<[1]"), ['"b"']);
});
