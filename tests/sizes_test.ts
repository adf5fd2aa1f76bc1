/** What a browser has to download stays as small as it is promised. */

import assert from "node:assert/strict";
import {
  CLIENT_GOALS,
  LOADED_CEILING,
  LOADED_GOAL,
  PAGE_GOAL,
  PRESENCE_CEILING,
} from "../bench/goals.ts";
import { measureClient, measurePage } from "../bench/size.ts";

for (const { name, limit } of CLIENT_GOALS) {
  Deno.test(`the client has at most ${limit} bytes by ${name}`, () => {
    const size = measureClient().core[name];
    console.log(`client, ${name}: ${size} bytes`);
    assert(size <= limit, `${size} bytes`);
  });
}

Deno.test(`cursors and presence have at most ${PRESENCE_CEILING} bytes by brotli`, () => {
  const { brotli } = measureClient().presence;
  console.log(`cursors and presence, brotli: ${brotli} bytes`);
  assert(brotli <= PRESENCE_CEILING, `${brotli} bytes`);
});

Deno.test(`all other scripts of a page have at most ${LOADED_CEILING} bytes by brotli`, () => {
  const { core, more } = measureClient();
  console.log(
    `all other scripts, brotli: ${core.brotli + more.brotli} bytes; the goal is ${LOADED_GOAL}`,
  );
  assert(core.brotli + more.brotli <= LOADED_CEILING, `${core.brotli + more.brotli} bytes`);
});

Deno.test(`a counter's page has at most ${PAGE_GOAL} bytes more than its own HTML`, async () => {
  const { overhead } = await measurePage();
  console.log(`counter's page: ${overhead} bytes of claim, ticket, marks and tags`);
  assert(overhead <= PAGE_GOAL, `${overhead} bytes`);
});
