/** What is no extension of a hub is refused at the start, with what to write instead. */

import assert from "node:assert/strict";
import { checkHubExtensions } from "./hub_extension.ts";

const answer = () => new Response();

const WRONG: readonly [given: unknown, message: string][] = [
  [{ name: "a" }, `"extend" is no list; write [{ name: "…", start() {} }]`],
  [[{}], `"extend" holds what has no name; write { name: "audit", start() {} }`],
  [[null], `"extend" holds what has no name; write { name: "audit", start() {} }`],
  [
    [{ name: "a" }, { name: "a" }],
    `"extend" holds two extensions named "a"; give each its own name`,
  ],
  [
    [{ name: "a", event() {} }],
    `the extension "a" in "extend" has "event", which is no member; known are name, start, routes, drain, stats, close (what goes along with views stands in "use")`,
  ],
  [[{ name: "a", close: true }], `"close" of the extension "a" is no function`],
  [
    [{ name: "a", routes: {} }],
    `"routes" of the extension "a" is no list; write [{ path: "report", answer }]`,
  ],
  [
    [{ name: "a", routes: [{ path: "x" }] }],
    `a route of the extension "a" is none; write { path: "report", answer: () => Response }`,
  ],
  [
    [{ name: "a", routes: [{ path: "/x", answer }] }],
    `the route "/x" of the extension "a" is no path below /_djust/; write one like "report"`,
  ],
  [
    [{ name: "a", routes: [{ path: "go/x", answer }] }],
    `the route "go/x" of the extension "a" is the framework's own; choose another`,
  ],
  [
    [{ name: "a", routes: [{ path: "chart.v2.js", answer }] }],
    `the route "chart.v2.js" of the extension "a" is the framework's own; choose another`,
  ],
  [
    [{ name: "a", routes: [{ path: "x", answer }] }, {
      name: "b",
      routes: [{ path: "x", answer }],
    }],
    `"extend" holds two routes "x"; choose another path for one`,
  ],
];

for (const [given, message] of WRONG) {
  Deno.test(`checkHubExtensions() says: ${message}`, () => {
    assert.throws(() => checkHubExtensions(given), { message: `Cannot start: ${message}` });
  });
}

Deno.test("checkHubExtensions() takes all members, and absent ones", () => {
  const run = () => {};
  const all = { name: "a", start: run, drain: run, stats: run, close: undefined };
  const given = [all, {
    name: "b",
    routes: [{ path: "report/:day", answer }, { path: "files/chart.js", answer }],
  }];
  assert.equal(checkHubExtensions(given), given);
});
