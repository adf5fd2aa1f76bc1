/** What a browser has to download stays as small as it is promised. */

import assert from "node:assert/strict";
import {
  CLIENT_GOALS,
  LOADED_CEILING,
  LOADED_GOAL,
  PAGE_GOAL,
  PRESENCE_GOALS,
} from "../bench/goals.ts";
import { measureClient, measureModules, measurePage } from "../bench/size.ts";

for (const { name, limit } of CLIENT_GOALS) {
  Deno.test(`the client has at most ${limit} bytes by ${name}`, () => {
    const size = measureClient().core[name];
    console.log(`client, ${name}: ${size} bytes`);
    assert(size <= limit, `${size} bytes`);
  });
}

for (const { name, modules, limit, ceiling } of PRESENCE_GOALS) {
  Deno.test(`${name} have at most ${ceiling} bytes by gzip`, () => {
    const { gzip } = measureModules(modules);
    console.log(`${name}, gzip: ${gzip} bytes; the goal is ${limit}`);
    assert(gzip > 0 && gzip <= ceiling, `${gzip} bytes`);
  });
}

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
