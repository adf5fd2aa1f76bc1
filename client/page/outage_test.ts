/** The line is gone, or the page has to be loaded anew: what the visitor sees, and what is tried. */

import assert from "node:assert/strict";
import { COUNTER, open, openLive, quietly, VIEW } from "../../tests/kit/page_kit.ts";

Deno.test("a drain is obeyed", async () => {
  const page = openLive();
  page.say(-11, 700);
  await page.clock.move(699);
  assert.equal(page.sockets.length, 1);
  await page.clock.move(1);
  assert.equal(page.sockets.length, 2);
  assert.equal((page.up() as unknown[])[0], -2);
});

Deno.test("a page that has to be loaded anew is, once; then the visitor decides", async () => {
  const first = open();
  first.up();
  first.say(-12);
  assert.deepEqual(first.left, ["reload"]);
  const kept = first.stored.get("djust") as string;
  const second = open(
    VIEW(COUNTER),
    (window) => (window.sessionStorage as Storage).setItem("djust", kept),
  );
  second.up();
  second.say(-12);
  await second.clock.move(60_000);
  assert.deepEqual(second.left, []);
  assert.match(second.notice()?.textContent ?? "", /out of date/);
  assert.equal(second.sockets.length, 1);
});

Deno.test("a page that went live may be loaded anew again", () => {
  const page = open(
    VIEW(COUNTER),
    (window) => (window.sessionStorage as Storage).setItem("djust", "{}"),
  );
  page.up();
  page.say(-1, 0, 0, "token");
  assert.equal(page.stored.has("djust"), false);
});

Deno.test("what was typed at another address is not typed here, nor keeps this page from a try", () => {
  const field = "<input dj=b name=q>";
  const first = open(VIEW(field));
  const typed = first.document.querySelector("input") as HTMLInputElement;
  typed.value = "typed on page one";
  first.up();
  first.say(-12);
  const kept = first.stored.get("djust") as string;
  assert.match(kept, /typed on page one/);
  const second = open(VIEW(field), (window) => {
    (window.sessionStorage as Storage).setItem("djust", kept);
    (window.location as Location).href = "https://example.com/two";
  });
  assert.equal((second.document.querySelector("input") as HTMLInputElement).value, "");
  second.up();
  second.say(-12);
  assert.deepEqual(second.left, ["reload"]);
});

Deno.test("a lost line is shown after a while, and not when it is mended before", async () => {
  const page = openLive();
  const { notice } = page;
  page.cut();
  await page.clock.move(1_000);
  page.up();
  page.say(-2, 0, 0, 0);
  await page.clock.move(5_000);
  assert(notice() === null);
  page.cut();
  await page.clock.move(1_500);
  assert.match(notice()?.textContent ?? "", /Connection lost/);
});

Deno.test("the browser says that it is offline: shown at once, tried again at once when it is not", async () => {
  const page = openLive();
  const tell = (type: string) => page.window.dispatchEvent(new page.window.Event(type));
  tell("offline");
  assert.match(page.notice()?.textContent ?? "", /Connection lost/);
  assert.equal(page.document.body.className, "dj-disconnected");
  await page.clock.move(1);
  assert.equal(page.sockets.length, 2, "the network of one's own machine may be there");
  page.cut();
  await page.clock.move(0);
  const before = page.sockets.length;
  tell("online");
  assert(page.sockets.length >= before);
  page.up();
  page.say(-2, 0, 0, 0);
  assert(page.notice() === null);
});

Deno.test("a loss that is in its grace is shown when the browser says that it is offline", async () => {
  const page = openLive();
  page.cut();
  await page.clock.move(10);
  assert(page.notice() === null);
  page.window.dispatchEvent(new page.window.Event("offline"));
  assert.match(page.notice()?.textContent ?? "", /Connection lost/);
});

Deno.test("a page that is out of date stays that when it goes offline, and a closed line stays closed", async () => {
  const ended = openLive();
  ended.cut(4400);
  ended.window.dispatchEvent(new ended.window.Event("offline"));
  assert.match(ended.notice()?.textContent ?? "", /out of date/);
  const closed = openLive();
  closed.djust.disconnect();
  closed.window.dispatchEvent(new closed.window.Event("offline"));
  await closed.clock.move(60_000);
  assert.equal(closed.sockets.length, 1);
});

Deno.test("the page's own words are shown", async () => {
  const page = open(`<div data-djust=c data-ticket=t data-messages='{"offline":"Weg"}'></div>`);
  page.cut();
  await page.clock.move(1_500);
  assert.equal(page.notice()?.textContent, "Weg");
});

Deno.test("a final close code ends the page's tries, and offers to load it anew", async () => {
  const page = openLive();
  page.cut(4409);
  await page.clock.move(60_000);
  assert.equal(page.sockets.length, 1);
  assert.deepEqual(page.events.at(-1), ["error", { code: "refused", detail: 4409 }]);
});

Deno.test("a line that cannot be opened is shown, and opened when it can", async () => {
  let isForbidden = true;
  let opened = 0;
  const page = open(VIEW(COUNTER), undefined, undefined, {
    random: () => 1,
    connect() {
      if (isForbidden) throw new DOMException("Not over this page's line", "SecurityError");
      opened++;
      return { onopen: null, onmessage: null, onclose: null, onerror: null, send() {}, close() {} };
    },
  });
  await page.clock.move(60_000);
  assert.match(page.notice()?.textContent ?? "", /Connection lost/);
  isForbidden = false;
  await page.clock.move(20_000);
  assert.equal(opened, 1);
});

Deno.test("a page that is told to leave, and does not, says so with a button", async () => {
  for (const to of ["/page#part", "mailto:a@example.com", "http://[", undefined]) {
    const page = open();
    page.up();
    await quietly(() => to === undefined ? page.say(-12) : page.say(-12, to));
    await page.clock.move(9_000);
    assert.equal(page.notice()?.textContent, undefined);
    await page.clock.move(1_000);
    assert.match(page.notice()?.textContent ?? "", /Reload/, to);
    await assert.rejects(page.djust.pushEvent("save"), { code: "refused" });
  }
});

Deno.test("a page that cannot keep what was typed is not loaded anew by itself, and says so", async () => {
  const page = open(VIEW(COUNTER), (window) => {
    (window.sessionStorage as Storage).setItem = () => {
      throw new DOMException("No storage here", "QuotaExceededError");
    };
  });
  page.up();
  page.say(-12);
  await page.clock.move(1);
  assert.deepEqual(page.left, []);
  assert.match(page.notice()?.textContent ?? "", /Reload/);
});

Deno.test("what is said of the line is read out, from a place that was there before it was said", async () => {
  const page = openLive();
  // The rest of the client has come.
  await page.clock.move(2_000);
  const said = () =>
    page.document.querySelector("djust-notice")?.shadowRoot?.querySelector("[role=status]")
      ?.textContent;
  assert.equal(said(), undefined);
  page.cut();
  assert.equal(said(), "");
  await page.clock.move(1_500);
  assert.match(said() ?? "", /Connection lost/);
  page.up();
  page.say(-2, 0, 0, 9);
  assert(page.notice() === null);
  assert.match(said() ?? "", /connection is back/);
});

Deno.test("a loss that is not shown is not said to be over", async () => {
  const page = openLive();
  await page.clock.move(2_000);
  page.cut();
  await page.clock.move(500);
  page.up();
  page.say(-2, 0, 0, 9);
  const root = page.document.querySelector("djust-notice")?.shadowRoot;
  assert.equal(root?.querySelector("[role=status]")?.textContent, "");
});
