/** A page joins, lives, loses its line and comes back: what goes over the wire, and what the page shows. */

import assert from "node:assert/strict";
import * as more from "./more.ts";
import { COUNTER, open, openLive, VIEW } from "../../tests/kit/page_kit.ts";
import { run } from "./page.ts";

Deno.test("start() joins with claim, ticket and the page's try", () => {
  const page = open();
  assert.deepEqual(page.up(), [
    -1,
    0,
    { v: 1, b: "b1", try: 1, queued: 0, claim: "c", ticket: "t", pristine: 1 },
  ]);
  page.say(-1, 0, 0, "token");
  assert.deepEqual(page.names(), ["connected"]);
  assert.equal(page.document.body.className, "dj-connected");
});

Deno.test("start() twice is one client", () => {
  const page = openLive();
  assert.equal(page.again(), page.djust);
  assert.equal(page.sockets.length, 1);
});

Deno.test("a click goes up and its answer into one text", () => {
  const page = openLive();
  page.click();
  assert.deepEqual(page.take(), ["increment"]);
  page.say(1, 1, 0, 1);
  assert.equal(page.document.querySelector("button")?.textContent, "1");
  assert.deepEqual(page.names(), ["connected", "patched"]);
});

Deno.test("a closure is named by block, anchor and event", async () => {
  const page = openLive(VIEW(`<p dj=bn><b dj dj-click></b><i dj dj-picked data-n:int=1></i></p>`));
  page.click("b");
  assert.deepEqual(page.take(), [[1, 0]]);
  page.document.querySelector("i")?.dispatchEvent(
    new page.window.Event("picked", { bubbles: true }),
  );
  await page.clock.move(20);
  assert.deepEqual(page.take(), [[1, 1, { n: 1 }, "picked"]]);
});

Deno.test("an attribute that a patch brings acts at once, one that it takes acts no more", async () => {
  const page = openLive(VIEW(`<p dj=b>x</p>`));
  page.click("p");
  page.say(0, 1, 0, ["dj-click", "hello"]);
  page.click("p");
  page.say(0, 1, 0, ["dj-click", null]);
  page.click("p");
  await page.clock.move(100);
  assert.deepEqual(page.take(), ["hello"]);
});

Deno.test("events before the join wait, and go up once", () => {
  const page = open();
  page.click();
  page.click();
  assert.equal((page.up() as [number, number, { queued: number }])[2].queued, 2);
  page.say(-1, 0, 0, "token");
  assert.deepEqual(page.take(), [[0, "increment", "increment"]]);
});

Deno.test("a lost line resumes, and sends only what the server lacks", async () => {
  const page = openLive();
  page.click();
  page.say(1, 1, 0, 1);
  page.take();
  page.cut();
  assert.deepEqual(page.names(), ["connected", "patched", "disconnected"]);
  assert.equal(page.document.body.className, "dj-disconnected");
  page.click();
  page.click();
  await page.clock.move(1);
  assert.deepEqual(page.up(), [-2, 0, {
    v: 1,
    b: "b1",
    try: 2,
    queued: 2,
    token: "token",
    on: "toke",
    got: 1,
    answered: 1,
  }]);
  page.say(-2, 0, 2, 32);
  assert.deepEqual(page.take(), ["increment"]);
  page.say(2, 1, 0, 3);
  assert.equal(page.document.querySelector("button")?.textContent, "3");
  assert.equal(page.document.body.className, "dj-connected");
});

Deno.test("an instance that is gone is joined again by the ticket; names are replayed", async () => {
  const page = openLive();
  page.say(0, 1, 0, 1);
  page.cut();
  page.click();
  await page.clock.move(1);
  page.up();
  page.say(-10, "gone");
  assert.deepEqual(page.take(), [
    [-1, 0, { v: 1, b: "b1", try: 3, queued: 1, claim: "", ticket: "t", pristine: 0 }],
  ]);
  page.say(-1, 0, 1, "token2");
  assert.deepEqual(page.take(), ["increment"]);
  page.say(-9, 1, [0, 1], null, { t: [["<button dj=b dj-click=increment></button>", 0, 0]] });
  assert.equal(page.document.querySelector("button")?.textContent, "1");
  assert.equal(page.document.body.className, "dj-connected");
});

Deno.test("closures of a page that is shown anew are given up, and reported", () => {
  const page = open(VIEW(`<p dj=bn><b dj dj-click></b></p>`));
  page.click("b");
  page.up();
  page.say(-1, 0, 1, "token");
  assert.deepEqual(page.take(), []);
  assert.deepEqual(page.events, [["error", { code: "stale" }]]);
});

Deno.test("a full frame of the same instance answers events and starts the numbers over", () => {
  const page = openLive();
  page.click();
  page.say(-9, 1, [0, "x"], null, { t: [["<p dj=b></p>", 0, 0]] });
  page.say(0, 1, 0, "y");
  assert.equal(page.document.querySelector("[data-djust]")?.innerHTML, '<p dj="b">y</p>');
});

Deno.test("frames are acknowledged after a second, or every 32", async () => {
  const page = openLive();
  page.say(0, 1, 0, 1);
  await page.clock.move(999);
  assert.deepEqual(page.take(), []);
  await page.clock.move(1);
  assert.deepEqual(page.take(), [[-3, 1]]);
  for (let i = 0; i < 32; i++) page.say(0, 1, 0, i);
  assert.deepEqual(page.take(), [[-3, 33]]);
});

Deno.test("a part that cannot be found is asked for once a round, however many frames miss it", async () => {
  const page = openLive();
  for (let i = 0; i < 5; i++) page.say(0, 7, 0, "x");
  assert.deepEqual(page.take(), [[-4, 7]]);
  await page.clock.move(250);
  assert.deepEqual(page.take(), [[-4, 7]]);
  await page.clock.move(250);
  assert.deepEqual(page.take(), []);
});

Deno.test("a part that stays lost makes the page ask for all of it", async () => {
  const page = openLive();
  const asked: unknown[] = [];
  for (let i = 0; i < 4; i++) {
    page.say(0, 7, 0, "x");
    asked.push(...page.take());
    await page.clock.move(250);
  }
  assert.deepEqual(asked, [[-4, 7], [-4, 7], [-4, 7], [-4, 0]]);
  assert.deepEqual(page.names().filter((name) => name === "error"), ["error"]);
});

Deno.test("many parts that are lost at once are asked for as one page", () => {
  const page = openLive();
  page.say(0, ...Array.from({ length: 9 }, () => [9, 0, "x"]).flat());
  assert.deepEqual(page.take(), [[-4, 0]]);
});

Deno.test("errors in frames reach the page with code, request and detail", () => {
  const page = openLive();
  page.click();
  page.say(1, { x: [[0, "invalid", "r1", { name: ["too short"] }]] });
  page.say(-10, "overrun", "r2");
  const errors = page.events.filter(([name]) => name === "error").map(([, detail]) => detail);
  assert.deepEqual(errors, [
    { code: "invalid", request: "r1", detail: { name: ["too short"] } },
    { code: "overrun", request: "r2", detail: undefined },
  ]);
});

Deno.test("pushEvent() resolves with the reply, and rejects with the failure", async () => {
  const page = openLive();
  const good = page.djust.pushEvent("save", { id: 1 });
  const bad = page.djust.pushEvent("save");
  await page.clock.move(16);
  assert.deepEqual(page.take(), [["save", { id: 1 }, 1], ["save", {}, 1]]);
  page.say(2, { r: [[0, "saved"]], x: [[1, "handler", "r1"]] });
  assert.equal(await good, "saved");
  await assert.rejects(bad, { code: "handler", request: "r1" });
});

Deno.test("no push, reply or detail brings a key that would reach a prototype", async () => {
  const page = openLive();
  const evil = JSON.parse('{"__proto__":{"admin":1},"a":{"constructor":{"prototype":1},"b":2}}');
  const reply = page.djust.pushEvent("ask");
  page.say(1, { e: [["ping", evil]], r: [[0, evil]] });
  page.say(0, { x: [[0, "invalid", "r", evil]] });
  page.say(-10, "handler", "r", evil);
  const [ping, failure] = ["ping", "error"].map((name) => {
    return page.events.find(([type]) => type === name)?.[1];
  });
  const told = [ping, await reply, (failure as { detail: unknown }).detail];
  for (const value of told) {
    assert.deepEqual(value, { a: { b: 2 } });
    assert.equal((value as { admin?: unknown }).admin, undefined);
  }
});

Deno.test("pushEvent() sends an object, whatever a script gives it", async () => {
  const page = openLive();
  for (const params of [null, 5, [1]]) void page.djust.pushEvent("save", params as never);
  await page.clock.move(16);
  assert.deepEqual(page.take().flat(), [
    ...["save", {}, 1],
    ...[0, ["save", {}, 1], ["save", { 0: 1 }, 1]],
  ]);
});

Deno.test("pushEvent() rejects when the server wants the page no more", async () => {
  const page = openLive();
  const before = page.djust.pushEvent("save");
  page.cut(4400);
  const after = page.djust.pushEvent("save");
  await assert.rejects(before, { code: "refused", detail: 4400 });
  await assert.rejects(after, { code: "refused", detail: 4400 });
  // Whoever let the visitor in again may say so.
  page.djust.connect();
  assert.deepEqual((page.up() as [number, number, { queued: number }])[2].queued, 0);
});

Deno.test("a frame that waited for the second script when the line went is applied once", async () => {
  const script = Promise.withResolvers<typeof more>();
  const page = open(
    VIEW("<p dj></p>"),
    undefined,
    (window, options) => run(window, options, () => script.promise),
  );
  const added = [0, 0, 0, [-4, 0, ["x"]]];
  page.up();
  page.say(-1, 0, 0, "token");
  page.say(...added);
  page.cut();
  await page.clock.move(1);
  assert.equal((page.up() as [number, number, { got: number }])[2].got, 0);
  page.say(-2, 0, 0, 32);
  page.say(...added);
  script.resolve(more);
  await script.promise;
  await page.clock.move(1);
  assert.equal(page.document.querySelector("[data-djust]")?.textContent, "x");
});

Deno.test("what the view pushes reaches the page, and ends with its listener", () => {
  const page = openLive();
  const heard: unknown[] = [];
  const stop = page.djust.on("ping", (payload) => void heard.push(payload));
  page.say(0, { e: [["ping", { n: 1 }]] });
  stop();
  page.say(0, { e: [["ping", { n: 2 }]] });
  assert.deepEqual(heard, [{ n: 1 }]);
  assert.deepEqual(page.events.filter(([name]) => name === "ping").length, 2);
});

Deno.test("hooks may be given before the client, and after it", () => {
  const log: string[] = [];
  const hook = (name: string) => ({ mounted: () => void log.push(name) });
  const page = openLive(VIEW(`<p dj-hook=A></p><p dj-hook=B></p><p dj-hook=C></p>`), (window) => {
    window.djust = { hooks: { A: hook("A") } };
  });
  page.djust.hooks.B = hook("B");
  page.djust.hooks = { C: hook("C") };
  assert.deepEqual(log, ["A", "B", "C"]);
});

Deno.test("styles that a strict policy kept from being painted are written", () => {
  const { document } = open(VIEW(`<p dj=b data-dj-style='{"left":"4px"}'></p>`));
  assert.match(document.querySelector("p")?.getAttribute("style") ?? "", /left: ?4px/);
});

Deno.test("the head follows: title, language and meta", () => {
  const page = openLive();
  page.say(0, {
    h: { title: "T", lang: "de", meta: [["name=description", "d"], ["property=og:title", "o"]] },
  });
  const { document } = page;
  assert.equal(document.title, "T");
  assert.equal(document.documentElement.getAttribute("lang"), "de");
  assert.equal(document.querySelector("meta[name=description]")?.getAttribute("content"), "d");
  assert.equal(document.querySelector('meta[property="og:title"]')?.getAttribute("content"), "o");
});

Deno.test("a redirect leaves, but never for a script", () => {
  const page = openLive();
  page.say(0, { to: "/next" });
  page.say(0, { to: "javascript:alert(1)" });
  assert.deepEqual(page.left, ["/next"]);
});

Deno.test("several views share a line", () => {
  const page = open(VIEW(COUNTER, "one") + VIEW(`<i dj=b dj-click=other>0</i>`, "two"));
  const [batch, first, second] = page.up() as [number, unknown[], unknown[]];
  assert.deepEqual([batch, first.slice(0, 2), second.slice(0, 2)], [0, [-1, 0], [-1, 1]]);
  page.say(-1, 0, 0, "t0");
  page.say(-1, 1, 0, "t1");
  page.click("i");
  assert.deepEqual(page.take(), [[-7, 1, "other"]]);
  page.say(-7, 1, [1, 1, 0, 5]);
  assert.equal(page.document.querySelector("i")?.textContent, "5");
  assert.equal(page.document.querySelector("button")?.textContent, "0");
});

Deno.test("a page that is left says so; one that is only put away comes back", async () => {
  const page = openLive();
  const hide = (persisted: boolean, type = "pagehide") =>
    page.window.dispatchEvent(Object.assign(new page.window.Event(type), { persisted }));
  hide(true);
  assert.deepEqual(page.take(), []);
  await page.clock.move(60_000);
  assert.equal(page.sockets.length, 1);
  hide(true, "pageshow");
  assert.equal((page.up() as unknown[])[0], -2);
  page.say(-2, 0, 0, 0);
  hide(false);
  assert.deepEqual(page.take(), [[-6]]);
});

Deno.test("disconnect() keeps events until connect()", () => {
  const page = openLive();
  page.djust.disconnect();
  page.click();
  page.djust.connect();
  page.up();
  page.say(-2, 0, 0, 32);
  assert.deepEqual(page.take(), ["increment"]);
});

Deno.test("a view that could not be mounted is tried again on a line that others need", async () => {
  const page = open(VIEW(COUNTER, "one") + VIEW(`<i dj=b>0</i>`, "two"));
  page.up();
  page.say(-1, 0, 0, "t0");
  page.say(-7, 1, [-10, "mount", "r1"]);
  await page.clock.move(2_000);
  assert.match(page.notice()?.textContent ?? "", /Reconnecting/);
  await page.clock.move(8_000);
  const [code, number] = page.take().at(-1) as number[];
  assert.deepEqual([code, number, page.sockets.length], [-1, 1, 1]);
  page.say(-1, 1, 0, "t1");
  assert.equal(page.notice()?.textContent, undefined);
  assert.equal(page.document.body.className, "dj-connected");
});

Deno.test("a view that failed joins once with the next line, not twice", async () => {
  const page = open();
  page.up();
  page.say(-10, "mount", "r1");
  page.cut(1012);
  await page.clock.move(1);
  page.up();
  await page.clock.move(30_000);
  assert.deepEqual(page.take().filter((message) => (message as number[])[0] === -1), []);
});

Deno.test("an instance that is gone as soon as it is there is joined ever later", async () => {
  const page = open(VIEW(COUNTER), undefined, undefined, { random: () => 1 });
  let joins = 0;
  for (let second = 0; second < 60; second++) {
    if (page.sockets.length > joins) {
      joins++;
      page.up();
      page.say(-1, 0, 0, `t${joins}`);
      page.say(-10, "gone");
    }
    await page.clock.move(1_000);
  }
  assert(joins > 4 && joins < 10, `${joins} joins in a minute`);
});

Deno.test("promises of a view that left the page are settled", async () => {
  const page = openLive(VIEW(COUNTER) + VIEW("<i dj=b></i>", "two"));
  page.say(-1, 1, 0, "t1");
  const reply = page.djust.pushEvent("save");
  page.document.querySelector("[data-djust]")?.remove();
  await assert.rejects(reply, { code: "gone" });
});
