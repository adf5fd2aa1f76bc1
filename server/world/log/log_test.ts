import assert from "node:assert/strict";
import { describe, type Level, Log } from "./log.ts";

function logOf(secrets: string[] = []): { log: Log; lines: [Level, string][] } {
  const lines: [Level, string][] = [];
  return { log: new Log(secrets, { print: (level, line) => lines.push([level, line]) }), lines };
}

Deno.test("Log.line() cannot be split, steered or flooded", () => {
  const { log, lines } = logOf();
  log.line("warn", "a\r\nERROR forged\u2028b\u001b[2J\u0000\u202e\u2066" + "x".repeat(100_000));
  const [level, line = ""] = lines[0] ?? [];
  assert.equal(level, "warn");
  // deno-lint-ignore no-control-regex -- that is what must not be there
  assert.doesNotMatch(line, /[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066]/);
  assert(line.startsWith("djust: a | ERROR forged | b"));
  assert(line.length < 5_000);
});

Deno.test("Log.line() takes no longer for a text of white space", () => {
  const { log, lines } = logOf();
  const from = performance.now();
  log.line("error", "x" + " ".repeat(200_000) + "x");
  assert(performance.now() - from < 500);
  assert.equal(lines.length, 1);
});

Deno.test("describe() never throws, whatever was thrown", () => {
  const ring = new Error("ring");
  ring.cause = ring;
  assert.match(describe(ring), /ring.*caused by/s);
  assert.equal(describe(Object.create(null)), "something that has no text");
  assert.equal(describe(Symbol("s")), "Symbol(s)");
});

Deno.test("Log.line() prints secrets as ***", () => {
  const { log, lines } = logOf(["correct horse"]);
  log.line("info", "the secret is correct horse, correct horse");
  assert.deepEqual(lines, [["info", "djust: the secret is ***, ***"]]);
});

Deno.test("Log.record() prints an error with its request and causes", () => {
  const { log, lines } = logOf();
  const error = new Error("no", { cause: new Error("disk full") });
  log.record({ type: "failure", phase: "join", request: "r1", error });
  assert.equal(lines[0]?.[0], "error");
  assert.match(
    lines[0]?.[1] ?? "",
    /join failed \(request r1\): Error: no .*caused by Error: disk/,
  );
});

Deno.test("Log.record() is silent about what goes well", () => {
  const { log, lines } = logOf();
  log.record({ type: "close", reason: "left", instance: "i", view: "V" });
  assert.deepEqual(lines, []);
});

Deno.test("Log.record() says which store is away and why, and how long it was", () => {
  const { log, lines } = logOf();
  log.record({ type: "store", port: "bus", status: "degraded", error: new Error("cut") });
  log.record({ type: "store", port: "bus", status: "up", ms: 61_400 });
  log.record({ type: "store", port: "state", status: "degraded", error: "full" });
  const [[level, first = ""] = [], ...rest] = lines;
  assert.equal(level, "error");
  assert.match(first, /^djust: the bus is away: Error: cut/);
  assert.deepEqual(rest, [
    ["info", "djust: the bus is back after 61 s"],
    ["error", "djust: the state store is away: full"],
  ]);
});

Deno.test("Log.record() tells once of a kind what cannot be read, and why a version begins anew", () => {
  const { log, lines } = logOf();
  for (let pages = 0; pages < 3; pages++) {
    log.record({ type: "unreadable", why: "key" });
    log.record({ type: "unreadable", why: "seal" });
  }
  log.record({ type: "unreadable", why: "version", error: new Error("no migrate") });
  assert.deepEqual(lines.map(([level]) => level), ["warn", "warn", "error"]);
  assert.match(lines[0]?.[1] ?? "", /encrypted with a secret that is not there; keep the old one/);
  assert.match(lines[2]?.[1] ?? "", /begins anew: Error: no migrate/);
});
