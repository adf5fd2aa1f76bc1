/** The parser of raw HTML comes when it is needed, and once. */

import assert from "node:assert/strict";
import * as parse5 from "parse5";
import { ParserLoader, ParserPending, preloadRaw, withParser } from "./parser.ts";

Deno.test("ParserLoader loads at the first call, and once for all who wait", async () => {
  let loads = 0;
  const loader = new ParserLoader(() => {
    loads++;
    return Promise.resolve(parse5);
  });
  assert.equal(loads, 0);
  assert.throws(() => loader.get(), ParserPending);
  assert.throws(() => loader.get(), ParserPending);
  await loader.start();
  assert.equal(loader.get(), parse5);
  assert.equal(loads, 1);
});

Deno.test("ParserLoader says what to do when there is no parser, and tries again", async () => {
  let isThere = false;
  const loader = new ParserLoader(() =>
    isThere ? Promise.resolve(parse5) : Promise.reject(new TypeError("not found"))
  );
  await assert.rejects(loader.start(), /Cannot load the HTML parser.*deno install/);
  isThere = true;
  await loader.start();
  assert.equal(loader.get(), parse5);
});

Deno.test("withParser() works at once where it can, and once more after a wait", async () => {
  assert.equal(withParser(() => 1), 1);
  let tries = 0;
  const result = withParser(() => {
    if (++tries === 1) throw new ParserPending(preloadRaw());
    return tries;
  });
  assert(result instanceof Promise);
  assert.equal(await result, 2);
  assert.throws(() =>
    withParser(() => {
      throw new RangeError("mine");
    }), RangeError);
});
