/** The law of the rooms holds in every file, and the checker is able to say no. */

import assert from "node:assert/strict";
import { breachesOf } from "./law/breaches.ts";
import { factsOf } from "./law/facts.ts";
import { INNER, ROOMS } from "./law/rooms.ts";
import { sources } from "./law/sources.ts";

Deno.test("every file keeps the law of the rooms", () => {
  const files = sources().map(({ path, text }) => factsOf(path, text));
  assert(files.some((file) => file.path === "tests/import_law_test.ts"), "the scan found no files");
  assert.deepEqual(breachesOf(files), []);
});

Deno.test("every room has a door", () => {
  const paths = new Set(sources().map((source) => source.path));
  const inner = Object.entries(INNER).flatMap(([room, names]) =>
    names.map((name) => `${room}/${name}`)
  );
  const without = [...Object.keys(ROOMS), ...inner].filter((room) =>
    !paths.has(room === "." ? "mod.ts" : `${room}/mod.ts`)
  );
  assert.deepEqual(without, []);
});

const REFUSED: readonly (readonly [sentence: string, path: string, text: string, says: RegExp])[] =
  [
    [
      "protocol imports vdom",
      "protocol/a.ts",
      `import { x } from "../vdom/mod.ts";`,
      /only nothing/,
    ],
    [
      "vdom imports server's types",
      "vdom/a.ts",
      `import type { X } from "../server/mod.ts";`,
      /vdom/,
    ],
    [
      "client imports vdom dynamically",
      "client/a.ts",
      `await import("../vdom/mod.ts");`,
      /protocol/,
    ],
    [
      "client names a type of server",
      "client/a.ts",
      `type X = import("../server/mod.ts").X;`,
      /only/,
    ],
    [
      "server reaches past a door",
      "server/a.ts",
      `import { x } from "../vdom/diff.ts";`,
      /past the/,
    ],
    [
      "a test reaches past a door",
      "vdom/a_test.ts",
      `import { x } from "../protocol/x.ts";`,
      /past/,
    ],
    [
      "server imports hono",
      "server/page.ts",
      `import { Hono } from "hono";`,
      /only server\/hono.ts/,
    ],
    [
      "server imports hono's parts",
      "server/a.ts",
      `import { x } from "hono/ws";`,
      /server\/hono.ts/,
    ],
    [
      "server uses its own hono door",
      "server/mod.ts",
      `export { x } from "./hono.ts";`,
      /outside of/,
    ],
    ["server imports linkedom", "server/a.ts", `import { parseHTML } from "linkedom";`, /testing/],
    ["server imports parse5", "server/a.ts", `import { parse } from "parse5";`, /only vdom\//],
    [
      "templates need the HTML parser",
      "vdom/template/a.ts",
      `import { parse } from "parse5";`,
      /only vdom\/raw\/parser.ts may/,
    ],
    ["vdom imports a node module", "vdom/a.ts", `import fs from "node:fs";`, /no room may/],
    ["vdom imports by npm:", "vdom/a.ts", `import { parse } from "npm:parse5@8";`, /deno.json/],
    [
      "server imports its public name",
      "server/a.ts",
      `import { x } from "@djust/live";`,
      /by path/,
    ],
    [
      "stores reach into the server",
      "stores/a.ts",
      `import { x } from "../server/instance/mod.ts";`,
      /stores may import only protocol, server\/world\/mod.ts/,
    ],
    [
      "the server imports a store",
      "server/world/a.ts",
      `import { x } from "../../stores/mod.ts";`,
      /server may import only/,
    ],
    [
      "the server imports a Redis client",
      "server/a.ts",
      `await import("@redis/client");`,
      /stores\/redis\/line\/url_client.ts/,
    ],
    [
      "another store imports a Redis client",
      "stores/kv/a.ts",
      `await import("@redis/client");`,
      /only stores\/redis\/line\/url_client.ts may/,
    ],
    ["the root imports testing", "mod.ts", `export { x } from "./testing/mod.ts";`, /server/],
    ["an example reaches inside", "examples/a.ts", `import { x } from "../vdom/mod.ts";`, /@djust/],
    ["a benchmark reaches inside", "bench/a.ts", `import { x } from "../vdom/diff.ts";`, /mod.ts/],
    ["a specifier is computed", "vdom/a.ts", `export const x = import(String(1));`, /computed/],
    ["vdom reads Deno", "vdom/a.ts", `export const x = Deno.args;`, /`Deno`/],
    ["vdom reads the clock", "vdom/a.ts", `export const x = Date.now();`, /Date.now/],
    ["vdom makes a new Date()", "vdom/a.ts", `export const x = new Date();`, /clock/],
    ["vdom reads performance", "vdom/a.ts", `export const x = performance.now();`, /performance/],
    ["vdom sets a timer", "vdom/a.ts", `setTimeout(() => {}, 1);`, /setTimeout/],
    ["protocol is random", "protocol/a.ts", `export const x = Math.random();`, /random/],
    ["protocol uses crypto", "protocol/a.ts", `export const x = crypto.subtle;`, /crypto/],
    ["vdom touches a document", "vdom/a.ts", `export const x = document.body;`, /dom/],
    ["vdom fetches by shorthand", "vdom/a.ts", `export const x = { fetch };`, /fetch/],
    [
      "vdom hides behind globalThis",
      "vdom/a.ts",
      `export const x = globalThis.fetch;`,
      /globalThis/,
    ],
    ["client reads Deno", "client/a.ts", `export const x = Deno.args;`, /client may not/],
    [
      "server's core sets a timer",
      "server/a.ts",
      `setInterval(() => {}, 1);`,
      /server\/platform\/clock.ts/,
    ],
    ["server's core logs", "server/a.ts", `console.log("x");`, /server\/world\/log\/log.ts/],
    [
      "published code has a !",
      "vdom/a.ts",
      `export const x = (a?: string): string => a!;`,
      /non-null/,
    ],
    [
      "a door has logic",
      "vdom/mod.ts",
      `/** @module */ export const x = 1;`,
      /has code/,
    ],
    ["a door exports everything", "vdom/mod.ts", `/** @module */ export * from "./a.ts";`, /All/],
    ["a door has no doc", "vdom/mod.ts", `export { a } from "./a.ts";`, /no module doc/],
    ["a file is in no room", "utils/a.ts", `export const x = 1;`, /no room/],
    ["a file is in no room inside", "server/utils/a.ts", `export const x = 1;`, /no room/],
    [
      "a room inside reaches past a door",
      "server/page/a.ts",
      `import { x } from "../view/view.ts";`,
      /past the door; import server\/view\/mod.ts/,
    ],
    [
      "templates reach for the tree",
      "vdom/template/a.ts",
      `import type { Tree } from "../tree/mod.ts";`,
      /vdom\/template stands before vdom\/tree/,
    ],
    [
      "the patcher knows the page",
      "client/dom/a.ts",
      `import { run } from "../page/mod.ts";`,
      /client\/dom stands before client\/page/,
    ],
    [
      "the client's entry reaches past a door",
      "client/boot.ts",
      `import { run } from "./page/page.ts";`,
      /past the door; import client\/page\/mod.ts/,
    ],
    [
      "a room inside imports one that stands behind it",
      "server/view/a.ts",
      `import type { X } from "../app/mod.ts";`,
      /server\/view stands before server\/app/,
    ],
    [
      "a file beside the rooms reaches past a door",
      "server/hono.ts",
      `import { x } from "./app/live_hub.ts";`,
      /past the door/,
    ],
    [
      "a file is in no room inside of a room inside",
      "server/instance/utils/a.ts",
      `export const x = 1;`,
      /no room/,
    ],
    [
      "a mailbox knows of the life of its view",
      "server/instance/mailbox/a.ts",
      `import { x } from "../life/mod.ts";`,
      /server\/instance\/mailbox stands before server\/instance\/life/,
    ],
    [
      "a hub reads a request past its door",
      "server/app/hub/a.ts",
      `import { x } from "../request/request.ts";`,
      /past the door; import server\/app\/request\/mod.ts/,
    ],
    [
      "a value of a template imports what stands above it",
      "vdom/template/value/a.ts",
      `import { x } from "../attribute.ts";`,
      /above vdom\/template\/value; move it inside/,
    ],
    [
      "a file beside the rooms inside reaches past a door",
      "server/instance/a.ts",
      `import { x } from "./life/lifecycle.ts";`,
      /past the door; import server\/instance\/life\/mod.ts/,
    ],
    [
      "the roster of presence knows of views",
      "presence/roster/a.ts",
      `import { x } from "../view/mod.ts";`,
      /presence\/roster stands before presence\/view/,
    ],
    [
      "cursors of views reach past the door of a room of presence",
      "presence/cursor_view/a.ts",
      `import { x } from "../room/rooms.ts";`,
      /past the door; import presence\/room\/mod.ts/,
    ],
    [
      "a file is in no room inside of presence",
      "presence/utils/a.ts",
      `export const x = 1;`,
      /no room/,
    ],
    [
      "state in the world knows of the hub",
      "server/world/state/a.ts",
      `import { x } from "../hub/mod.ts";`,
      /server\/world\/state stands before server\/world\/hub/,
    ],
    [
      "a port of the world imports the world above it",
      "server/world/ports/a.ts",
      `import type { World } from "../world.ts";`,
      /above server\/world\/ports; move it inside/,
    ],
    [
      "the line to Redis knows of presence",
      "stores/redis/line/a.ts",
      `import { x } from "../presence/mod.ts";`,
      /stores\/redis\/line stands before stores\/redis\/presence/,
    ],
    [
      "the state store on Deno KV reaches past the door of the handle",
      "stores/kv/state/a.ts",
      `import { x } from "../handle/keys.ts";`,
      /past the door; import stores\/kv\/handle\/mod.ts/,
    ],
    [
      "a room uses a door inside of another",
      "server/connection/a.ts",
      `import { x } from "../instance/life/mod.ts";`,
      /past the door; import server\/instance\/mod.ts/,
    ],
    [
      "a room inside of a room inside imports one that stands behind both",
      "server/instance/life/a.ts",
      `import { x } from "../../app/mod.ts";`,
      /server\/instance stands before server\/app/,
    ],
    [
      "the test kit uses a door inside of a room inside",
      "testing/a.ts",
      `import { x } from "../server/app/hub/mod.ts";`,
      /past the door; import server\/mod.ts/,
    ],
    [
      "a benchmark uses a door inside of a room inside",
      "bench/a.ts",
      `import { x } from "../vdom/template/scan/mod.ts";`,
      /go through a mod.ts/,
    ],
  ];

const ALLOWED: readonly (readonly [sentence: string, path: string, text: string])[] = [
  ["server imports vdom's door", "server/a.ts", `import { x } from "../vdom/mod.ts";`],
  ["files of one room import each other", "server/app/a.ts", `import { x } from "./diff.ts";`],
  [
    "a room inside imports a door before it",
    "server/app/a.ts",
    `import { x } from "../view/mod.ts";`,
  ],
  [
    "a room inside of a room inside imports a door before it",
    "server/instance/life/a.ts",
    `import { x } from "../mailbox/mod.ts";`,
  ],
  [
    "a room inside of a room inside imports a door before both",
    "server/instance/life/a.ts",
    `import { x } from "../../view/mod.ts";`,
  ],

  ["raw HTML is read by parse5", "vdom/raw/parser.ts", `await import("parse5");`],
  [
    "stores import the ports of the world",
    "stores/a.ts",
    `import type { Bus } from "../server/world/mod.ts";`,
  ],
  ["only server/hono.ts imports hono", "server/hono.ts", `import { Hono } from "hono";`],
  ["a test imports what it likes", "vdom/a_test.ts", `import fc from "fast-check";`],
  ["a test imports the test kit", "vdom/a_test.ts", `import { x } from "../testing/mod.ts";`],
  ["a test imports a seed", "vdom/a_test.ts", `import { seedFrom } from "../tests/seed.ts";`],
  ["tests reach inside", "tests/a_test.ts", `import { x } from "../vdom/diff.ts";`],
  ["a bench uses doors", "bench/a.ts", `import { x } from "../vdom/mod.ts";`],
  ["an example uses names", "examples/a.ts", `import { x } from "@djust/live";`],
  ["the server serves the client", "server/a.ts", `import { x } from "../client/hashes.gen.ts";`],
  ["the builder bundles", "client/build.ts", `import { build } from "esbuild"; Deno.exit();`],
  ["the entry loads what the build names", "client/boot.ts", `const x = import(name);`],
  ["a test kit has a DOM", "testing/a.ts", `import { parseHTML } from "linkedom";`],
  ["a property is no global", "vdom/a.ts", `export const x = (a: X): void => a.document.fetch();`],
  ["a local is no global", "vdom/a.ts", `export function f(document: X): X { return document; }`],
  ["a type is no effect", "vdom/a.ts", `export interface X { fetch(): void; crypto: Deno.Kv }`],
  [
    "words in strings are no effects",
    "vdom/a.ts",
    "export const x = `Deno ${'document'}`; // fetch",
  ],
  ["a given time is no clock", "vdom/a.ts", `export const x = (at: number): Date => new Date(at);`],
  ["a timer in the clock", "server/platform/clock.ts", `setTimeout(() => {}, 1);`],
  ["a plain door", "vdom/mod.ts", `/** Doc. @module */\nexport { a, type B } from "./a.ts";`],
];

for (const [sentence, path, text, says] of REFUSED) {
  Deno.test(`the law refuses: ${sentence}`, () => {
    assert.match(breachesOf([factsOf(path, text)]).join("\n"), says);
  });
}

for (const [sentence, path, text] of ALLOWED) {
  Deno.test(`the law allows: ${sentence}`, () => {
    assert.deepEqual(breachesOf([factsOf(path, text)]), []);
  });
}
