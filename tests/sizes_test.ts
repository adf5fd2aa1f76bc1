/** What a browser has to download stays as small as it is promised. */

import assert from "node:assert/strict";
import { CLIENT_GOALS, LOADED_CEILING, PAGE_GOAL, TOGETHER_GOALS } from "../bench/goals.ts";
import { measureClient, measureModules, measurePage } from "../bench/size.ts";

for (const { name, limit, ceiling } of CLIENT_GOALS) {
  Deno.test(`the client has at most ${ceiling} bytes by ${name}`, () => {
    const size = measureClient().core[name];
    console.log(`client, ${name}: ${size} bytes; the goal is ${limit}`);
    assert(size <= ceiling, `${size} bytes`);
  });
}

Deno.test(`everything a page without people can load has at most ${LOADED_CEILING} bytes by brotli`, () => {
  const { core, more } = measureClient();
  console.log(`all scripts, brotli: ${core.brotli + more.brotli} bytes`);
  assert(core.brotli + more.brotli <= LOADED_CEILING, `${core.brotli + more.brotli} bytes`);
});

for (const { name, modules, limit, ceiling } of TOGETHER_GOALS) {
  Deno.test(`${name} have at most ${ceiling} bytes by gzip`, () => {
    const { gzip } = measureModules(modules);
    console.log(`${name}, gzip: ${gzip} bytes; the goal is ${limit}`);
    assert(gzip > 0 && gzip <= ceiling, `${gzip} bytes`);
  });
}

Deno.test(`a counter's page has at most ${PAGE_GOAL} bytes more than its own HTML`, async () => {
  const { overhead } = await measurePage();
  console.log(`counter's page: ${overhead} bytes of claim, ticket, marks and tags`);
  assert(overhead <= PAGE_GOAL, `${overhead} bytes`);
});
