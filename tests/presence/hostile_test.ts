/** Hostile input: what pages say of themselves and of others, names that collide, too much of it. */

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { each, event, html, LiveView } from "@djust/live";
import { visit } from "@djust/live/testing";
import { digest } from "../../presence/view/digest.ts";
import { checkedKey, keyOf, tenantKey } from "../../presence/room/key.ts";
import { checkedLocation, checkedMeta } from "../../presence/roster/meta.ts";
import { PresenceMixin, room } from "@djust/live/presence";
import { readWord } from "../../presence/room/own_words.ts";

Deno.test("a page may say its status, what it types in and selects, and nothing else", () => {
  const right: [unknown, unknown][] = [
    [["status", "idle"], { type: "status", status: "idle" }],
    [["typing", "title"], { type: "typing", field: "title" }],
    [["typing"], { type: "typing", field: undefined }],
    [["selection"], { type: "selection", selection: undefined }],
    [
      ["selection", "title", 0, 5],
      { type: "selection", selection: { anchor: "title", start: 0, end: 5 } },
    ],
  ];
  for (const [data, word] of right) assert.deepEqual(readWord(data), word);
  const wrong: unknown[] = [
    ...[null, undefined, 7, "status", {}, [], [["status"]], ["meta", { name: "x" }]],
    ...[["status"], ["status", "reconnecting"], ["status", "__proto__"], ["status", ["idle"]]],
    ...[["typing", ""], ["typing", 7], ["typing", "x".repeat(65)], ["typing", "a\nb"]],
    ...["\u202e", "\u2028", "\u200b", "\ud800", "\u0085"].map((
      hidden,
    ) => ["typing", `a${hidden}b`]),
    ...[["typing", "a", "b", "c", "d"], ["join", "somebody"], ["status", "idle", "other", 1, 2]],
    ...[["selection", "a", 0], ["selection", "a", -1, 2], ["selection", "a", 0.5, 2]],
    ...[["selection", "a", "0", "2"], ["selection", "a", 1e99, 1], ["selection", "a", NaN, 1]],
    { 0: "status", 1: "idle", length: 2 },
  ];
  for (const data of wrong) assert.equal(readWord(data), undefined, JSON.stringify(data));
});

Deno.test("a meta that is too much, or no data, is refused with the mend", () => {
  const round: Record<string, unknown> = {};
  round.round = round;
  const wrong: [unknown, RegExp][] = [
    [undefined, /it is undefined; give an object/],
    [null, /it is null; give an object/],
    [["a"], /it is object; give an object/],
    ["Ada", /it is string; give an object/],
    [round, /does not fit into JSON/],
    [{ toJSON: () => "text" }, /it is no plain object/],
    [{ name: "x".repeat(1_100) }, /it has 1111 bytes as JSON; give 1024 at most/],
    [{ name: "ü".repeat(600) }, /it has 1211 bytes/],
    [Object.fromEntries(Array.from({ length: 11 }, (_, key) => [key, 1])), /it has 11 keys/],
  ];
  for (const [meta, message] of wrong) assert.throws(() => checkedMeta(meta), message);
  assert.throws(() => checkedLocation({ part: "x".repeat(260) }), /give 256 at most/);
  const given = { deep: { list: [1] }, gone: undefined };
  const meta = checkedMeta(given);
  given.deep.list.push(2);
  assert.deepEqual(meta, { deep: { list: [1] } });
  assert.ok(Object.isFrozen((meta.deep as { list: number[] }).list));
});

Deno.test("no two values make one room", () => {
  const rooms = [
    ...[["a", "b:c"], ["a:b", "c"], ["a_b", "c"], ["a/b", "c"], ["a%3Ab", "c"], ["{second}", "c"]],
    ...[["a", "b"], ["A", "b"], ["ä", "b"], ["a\u0308", "b"], [" a", "b"], ["__proto__", "b"]],
  ];
  const keys = rooms.map(([first, second]) => keyOf("x:{first}:{second}", { first, second }));
  assert.equal(new Set(keys).size, rooms.length);
  const outside = rooms.map(([first = "", second = ""]) => room`x:${first}:${second}`);
  assert.deepEqual(outside, keys);
  for (const empty of ["", undefined, null]) {
    assert.equal(keyOf("x:{first}", { first: empty }), undefined);
    assert.equal(keyOf(empty, {}), undefined);
  }
  assert.equal(keyOf("x:{first}", { first: 0 }), "x:0");
  assert.equal(keyOf("x:{first}", { first: "\ud800" }), "x:%EF%BF%BD");
  assert.throws(() => keyOf("x:{first}", { first: {} }), /Cannot name a room by the field "first"/);
  assert.throws(() => keyOf(7, { constructor: { name: "Doc" } }), /its presenceKey is number/);
  assert.throws(() => keyOf("x".repeat(513), {}), /give 512 at most/);
  assert.throws(() => room`x:${""}`, /value 1 of x:\$\{…\} is empty/);
});

Deno.test("no key of a view leads into the room of a tenant", () => {
  const theirs = tenantKey("acme", "document:1");
  assert.throws(() => checkedKey(theirs), /begins with "djust:": such are kept/);
  assert.throws(() => keyOf(theirs, {}), /such are kept/);
  assert.notEqual(keyOf("{key}", { key: theirs }), theirs);
  assert.notEqual(tenantKey("a", "c:b"), tenantKey("a:c", "b"));
});

Deno.test("the digest of a session is SHA-256", () => {
  for (const text of ["", "abc", "ü".repeat(40), "x".repeat(55), "x".repeat(56), "y".repeat(200)]) {
    assert.equal(digest(text), createHash("sha256").update(text).digest("hex"), text);
  }
});

/** A view whose page may tell all there is. */
class Shared extends PresenceMixin(LiveView) {
  presenceKey = "shared";
  presenceShares = { typing: true, selection: true };
  mount() {
    this.trackPresence({ name: "x" });
  }
  @event
  leave() {
    this.untrackPresence();
  }
  render() {
    return html`<button id="leave" dj-click=${this.leave}>leave</button><ul>${
      each(this.listPresences(), (p) =>
        p.id, (p) =>
        html`<li>${[p.id, p.status, p.typing, p.selection?.anchor].join(" ")}</li>`)
    }</ul><p>${Object.keys(this.presenceMeta ?? {}).join()}</p>`;
  }
}

Deno.test("what a page sends over the channel changes its own status, and nobody else's", async () => {
  const page = await visit(Shared, { user: { id: "__proto__" } });
  const other = await page.another({ user: { id: "constructor" } });
  const tick = async (): Promise<void> => {
    for (const one of [page, other]) {
      await one.clock.move(120);
      await one.settled();
    }
  };
  await tick();
  const people = (): string[] => other.findAll("li").map(({ text }) => text.trim());
  assert.deepEqual(people(), ["__proto__ active", "constructor active"]);
  await page.clock.move(61_000);
  await tick();
  assert.deepEqual(people(), ["__proto__ idle", "constructor idle"]);
  await page.fire("#leave", "keydown", { key: "a" });
  await tick();
  assert.deepEqual(people(), ["__proto__ active", "constructor idle"]);
  assert.deepEqual(page.sent.filter((text) => text.startsWith("[-15")).length, 2);
  await page.click("#leave");
  await tick();
  await page.clock.move(70_000);
  await tick();
  assert.deepEqual(people(), ["constructor idle"], "late words of one who left reach nobody");
  assert.deepEqual(page.failures, []);
});
