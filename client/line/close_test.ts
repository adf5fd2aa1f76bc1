/** Every close code: who stays away, who comes back and when, and what the page makes of it. */

import assert from "node:assert/strict";
import { CLOSE, isFinalClose } from "../../protocol/mod.ts";
import { COUNTER, open, openLive, VIEW } from "../../tests/kit/page_kit.ts";

/** Codes of the platform, of our servers, of proxies, and those that nobody knows yet. */
const FINAL = [4400, 4402, 4407, 4408, 4409, 4410, 4418, 4419];
const PASSING = [
  ...[1000, 1001, 1002, 1005, 1006, 1009, 1011, 1012, 1013, 1015],
  ...[2999, 3000, 3001, 3008, 3999, 4000, 4001, 4399],
  ...[4420, 4421, 4428, 4430, 4431, 4499, 4500, 4999],
];

/** What a page has to show for itself after a close, once a minute has passed. */
async function closedWith(code: number, reason = "") {
  const page = openLive();
  page.click();
  page.take();
  page.names();
  page.cut(code, reason);
  const names = page.names();
  await page.clock.move(60_000);
  return { page, names, isBack: page.sockets.length > 1 };
}

Deno.test("isFinalClose() is for 4400 to 4419, known or not, and for no other code", () => {
  const final = Array.from({ length: 5_000 }, (_, code) => code).filter(isFinalClose);
  assert.deepEqual([final.at(0), final.at(-1), final.length], [4400, 4419, 20]);
  const { misuse, refused, noJoin, takenOver, ...passing } = CLOSE;
  assert([misuse, refused, noJoin, takenOver].every(isFinalClose));
  assert(!Object.values(passing).some(isFinalClose));
});

Deno.test("a page stays away after a final code, and tells which one it was", async () => {
  for (const code of FINAL) {
    const { page, names, isBack } = await closedWith(code);
    assert.equal(isBack, false, `after ${code}`);
    assert.deepEqual(names, ["disconnected", "error", "error"], `after ${code}`);
    assert.deepEqual(page.events, []);
    assert.equal(page.document.body.className, "dj-disconnected");
    assert.match(page.notice()?.textContent ?? "", /out of date/);
    page.window.dispatchEvent(new page.window.Event("online"));
    assert.equal(page.sockets.length, 1, `woken after ${code}`);
    assert.equal(page.clock.timers, 0, `after ${code}`);
  }
});

Deno.test("a page that is put out shows nothing from then on, and asks for its own URL", async () => {
  const page = openLive(VIEW(`<b>private</b><input dj=b name=a>`) + "<nav>Ada</nav>");
  const field = page.document.querySelector("input") as HTMLInputElement;
  field.value = "typed";
  page.names();
  page.cut(CLOSE.refused);
  assert.deepEqual(page.names(), ["disconnected", "error"]);
  assert.equal(page.document.body.textContent, "");
  assert.equal(page.document.querySelector("input"), null);
  // A logout that is on its way to this window comes first.
  await page.clock.move(1_000);
  assert.deepEqual(page.left, []);
  await page.clock.move(1_000);
  assert.deepEqual(page.left, ["reload"]);
  assert.deepEqual(JSON.parse(page.stored.get("djust") ?? ""), { path: "/page", typed: {} });
  assert.equal(page.sockets.length, 1);
  assert.equal(page.clock.timers, 0);
});

Deno.test("a page that is put out as soon as it was loaded anew stays, and the visitor decides", async () => {
  const first = openLive();
  first.cut(CLOSE.refused);
  await first.clock.move(2_000);
  const page = open(VIEW(COUNTER), (window) => {
    (window.sessionStorage as Storage).setItem("djust", first.stored.get("djust") as string);
  });
  page.cut(CLOSE.refused);
  await page.clock.move(60_000);
  assert.deepEqual(page.left, []);
  assert.match(page.document.body.textContent ?? "", /^0/);
  assert.match(page.notice()?.textContent ?? "", /^This page is out of date/);
});

Deno.test("a page that is put out where storage is forbidden shows nothing, and the visitor loads it anew", async () => {
  const page = openLive(undefined, (window) => window.sessionStorage = undefined);
  page.cut(CLOSE.refused);
  assert.equal(page.document.body.textContent, "");
  await page.clock.move(60_000);
  assert.deepEqual(page.left, []);
  assert.match(page.notice()?.textContent ?? "", /^This page is out of date/);
});

Deno.test("a page comes back after any other code, and what it had sent goes on", async () => {
  for (const code of PASSING) {
    const { page, names, isBack } = await closedWith(code);
    assert.equal(isBack, true, `after ${code}`);
    assert.deepEqual(names, ["disconnected"], `after ${code}`);
    const [kind, , { queued }] = page.up() as [number, number, { queued: number }];
    assert.deepEqual([kind, queued], [-2, 1], `after ${code}`);
    page.say(-2, 0, 0, 32);
    assert.deepEqual(page.take(), ["increment"], `after ${code}`);
    page.say(1, 1, 0, 1);
    assert.equal(page.document.querySelector("button")?.textContent, "1");
    assert.equal(page.document.body.className, "dj-connected");
  }
});

Deno.test("4429 comes back when its reason says, and in 10 s when that says nothing", async () => {
  for (const [reason, wait] of [["7000", 7_000], ["", 10_000], ["soon", 10_000]] as const) {
    const page = openLive();
    page.cut(CLOSE.rate, reason);
    await page.clock.move(wait - 1);
    assert.equal(page.sockets.length, 1, reason);
    await page.clock.move(1);
    assert.equal(page.sockets.length, 2, reason);
  }
});

Deno.test("a page whose message was not understood comes back and goes on", async () => {
  const page = openLive();
  page.click();
  page.say(1, 1, 0, 1);
  page.click();
  page.take();
  page.cut(CLOSE.badFrame);
  await page.clock.move(1);
  const [kind, , facts] = page.up() as [number, number, { got: number; queued: number }];
  assert.deepEqual([kind, facts.got, facts.queued], [-2, 1, 1]);
  page.say(-2, 0, 2, 32);
  page.click();
  page.say(1, 1, 0, 2);
  assert.deepEqual(page.take(), ["increment"]);
  page.say(1, 1, 0, 3);
  assert.equal(page.document.querySelector("button")?.textContent, "3");
  assert.equal(page.document.body.className, "dj-connected");
});
