/** What a browser has to download stays as small as it is promised. */

import assert from "node:assert/strict";
import {
  CLIENT_GOALS,
  DIRECTIVE_GOALS,
  LOADED_GOAL,
  PAGE_GOAL,
  PRESENCE_GOALS,
} from "../bench/goals.ts";
import { measureClient, measureDirectives, measureModules, measurePage } from "../bench/size.ts";

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

Deno.test("directives, decorators and forms add no more bytes than they may", () => {
  const { core, more, directives } = measureClient();
  const before = core.brotli + more.brotli;
  const added = before - DIRECTIVE_GOALS.before + directives.brotli;
  const modules = measureDirectives();
  for (const [name, size] of modules) console.log(`${name}, brotli: ${size} bytes`);
  console.log(
    `what was there before, brotli: ${before} bytes; its goal was ${LOADED_GOAL}\n` +
      `added, brotli: ${added} bytes; the goal is ${DIRECTIVE_GOALS.all}`,
  );
  assert(added <= DIRECTIVE_GOALS.ceiling, `${added} bytes`);
  for (const [name, size] of modules) {
    assert(size <= DIRECTIVE_GOALS.module, `${name} has ${size} bytes`);
  }
});

Deno.test(`a counter's page has at most ${PAGE_GOAL} bytes more than its own HTML`, async () => {
  const { overhead } = await measurePage();
  console.log(`counter's page: ${overhead} bytes of claim, ticket, marks and tags`);
  assert(overhead <= PAGE_GOAL, `${overhead} bytes`);
});
