import assert from "node:assert/strict";
import type { LiveOptions } from "./options.ts";
import { settingsOf, type Surroundings } from "./settings.ts";

const SECRET = "s".repeat(32);
const DEVELOPMENT: Surroundings = {
  secret: undefined,
  isDeployment: false,
  random: () => "r".repeat(43),
};

const REFUSED: readonly (readonly [options: unknown, says: RegExp])[] = [
  [{ secrets: SECRET }, /^Cannot start: "secrets" is no option; known are layout, secret, /],
  [{ secret: "short" }, /^Cannot start: "secret" has 5 bytes; give 32 or more/],
  [{ secret: [] }, /"secret" is an empty list; give one or several texts/],
  [{ secret: [SECRET, 5] }, /"secret" is no text; give a text or a list of texts/],
  [{ dev: false }, /there is no secret, and this is production; add { secret: Deno.env.get/],
  [{ dev: 1 }, /"dev" is 1; give true or false/],
  [{ layout: "<html>" }, /"layout" is "<html>"; give a function/],
  [{ origins: "https://a.test" }, /"origins" is "https:\/\/a.test"; give a list/],
  [{ origins: ["a.test"] }, /"origins" holds "a.test"; give scheme, host and port/],
  [{ origins: ["https://a.test/x"] }, /"origins" holds "https:\/\/a.test\/x"/],
  [{ proxies: ["my-proxy"] }, /"proxies" holds "my-proxy"; give an address or a range/],
  [
    { csp: "none" },
    /"csp" is "none"; give "default", "strict", { policy: "…" } \(one line\) or false/,
  ],
  [{ basePath: "/app/" }, /"basePath" is "\/app\/"; give a path like "\/app"/],
  [{ basePath: "//evil" }, /"basePath" is "\/\/evil"/],
  [{ session: { cookie: "a b" } }, /"session.cookie" is "a b"/],
  [{ session: { read: 1 } }, /"session" is {"read":1}; give/],
  [{ bus: { publish() {} } }, /"bus" has no subscribe; give an object with publish, subscribe/],
  [{ encrypt: "yes", secret: SECRET }, /"encrypt" is "yes"; give true or false/],
  [
    { encrypt: true },
    /"encrypt" needs a secret that outlives the process; add \{ secret: Deno\.env/,
  ],
  [{ state: {} }, /"state" has no take, no save, no remove/],
  [{ messages: "no" }, /"messages" is "no"; give texts by name/],
  [{ messages: { offline: 1 } }, /"messages.offline" is 1; give a text/],
  [{ messages: { ofline: "" } }, /"messages.ofline" is no message; known are offline, reload/],
  [{ limits: null as never }, /"limits" is null; give numbers by name/],
  [{ csp: { policy: "default-src 'self'\nx-evil: 1" } }, /"csp" is .*one line/],
  [{ limits: { frames: 1 } }, /"limits.frames" is not a limit; known are /],
  [{ limits: { push: 16 } }, /"limits.push" is called "limits.flush" now; write that/],
  [{ limits: { toString: 1 } }, /"limits.toString" is not a limit/],
  [{ limits: { frame: 0 } }, /"limits.frame" is 0; give a number above 0/],
];

for (const [options, says] of REFUSED) {
  Deno.test(`settingsOf() refuses ${JSON.stringify(options)}`, () => {
    const given = options as LiveOptions<unknown>;
    assert.throws(() => settingsOf(given, DEVELOPMENT), { name: "TypeError", message: says });
  });
}

Deno.test("settingsOf() never shows a secret that is too short", () => {
  assert.throws(
    () => settingsOf({ secret: "tr0ub4dor" }, DEVELOPMENT),
    (error: Error) => !error.message.includes("tr0ub4dor"),
  );
});

Deno.test("settingsOf() makes a secret in development only", () => {
  const settings = settingsOf({}, DEVELOPMENT);
  assert.deepEqual(settings.secrets, ["r".repeat(43)]);
  assert(settings.isSecretRandom && settings.development);
  assert.throws(() => settingsOf({}, { ...DEVELOPMENT, isDeployment: true }), /no secret/);
});

Deno.test("settingsOf() takes DJUST_SECRET, and the option before it", () => {
  const surroundings = { ...DEVELOPMENT, secret: SECRET };
  assert.deepEqual(settingsOf({ dev: false }, surroundings).secrets, [SECRET]);
  const rotated = ["n".repeat(32), SECRET];
  assert.deepEqual(settingsOf({ secret: rotated }, surroundings).secrets, rotated);
  assert.throws(
    () => settingsOf({}, { ...DEVELOPMENT, secret: "short" }),
    /DJUST_SECRET has 5 bytes/,
  );
});
