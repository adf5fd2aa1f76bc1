/** Frames that cannot be shown, and messages that make no sense: counted, mended, and never in a loop. */

import assert from "node:assert/strict";
import { COUNTER, open, openLive, quietly, VIEW } from "../../tests/kit/page_kit.ts";

/** A frame with a template that was never defined. */
const UNKNOWN = [99, "no such template"];
const DEFINITION = { t: [["<button dj=b dj-click=increment></button>", 0, 0]] };

type Hello = [code: number, number: number, facts: Record<string, unknown>];

/** What became of a promise, so far. */
function outcomeOf(promise: Promise<unknown>): { text: string } {
  const outcome = { text: "waits" };
  promise.then(
    (value) => outcome.text = `resolved with ${value}`,
    ({ code }) => outcome.text = `rejected with ${code}`,
  );
  return outcome;
}

Deno.test("a frame that cannot be shown is answered all the same, and all of the page asked for", async () => {
  const page = openLive();
  const reply = outcomeOf(page.djust.pushEvent("save"));
  page.take();
  await quietly(() => page.say(1, 1, 0, UNKNOWN, { r: [[0, "saved"]] }));
  await page.clock.move(1);
  assert.equal(reply.text, "resolved with saved");
  assert.deepEqual(page.take(), [[-4, 0]]);
  assert.equal(page.sockets.length, 1, "no other mount");
  page.say(-9, 0, [0, 7], null, DEFINITION);
  assert.equal(page.document.querySelector("button")?.textContent, "7");
  page.say(0, 1, 0, 8);
  assert.equal(page.document.querySelector("button")?.textContent, "8");
  page.click();
  await page.clock.move(20);
  assert.deepEqual(page.take(), [[-3, 2], "increment"]);
});

Deno.test("an attribute that cannot be written costs its block another try, not the page", async () => {
  const page = openLive();
  const button = page.document.querySelector("button") as Element;
  button.setAttribute = () => {
    throw new TypeError("shadowed");
  };
  await quietly(() => page.say(0, 1, 0, ["title", "x"]));
  assert.deepEqual(page.take(), [[-4, 1]]);
});

Deno.test("nothing is made before all of it has come, where numbers may be wrong", async () => {
  const page = openLive(VIEW(`<div dj=bn><p dj></p><p dj></p><b dj>0</b></div>`));
  await quietly(() => page.say(0, 1, 0, [-1, UNKNOWN]));
  page.take();
  // These would get the numbers of others.
  page.say(0, 1, 1, [0, "row"], DEFINITION);
  // What was there before has its own.
  page.say(0, 1, 2, "1");
  assert.equal(page.document.querySelector("[data-djust]")?.textContent, "1");
  page.say(-9, 0, [0, "all"], null, DEFINITION);
  assert.equal(page.document.querySelector("[data-djust]")?.textContent, "all");
});

Deno.test("a full frame that cannot be shown costs one fresh mount, then the page says so and stays", async () => {
  const page = openLive();
  const before = outcomeOf(page.djust.pushEvent("before"));
  const waiting = outcomeOf(page.djust.pushEvent("waiting"));
  await page.clock.move(20);
  await quietly(() => page.say(-9, 1, UNKNOWN, null));
  await page.clock.move(1);
  assert.equal(before.text, "resolved with undefined");
  assert.equal(page.document.querySelector("button")?.textContent, "0", "the page is readable");
  const [code, , { queued }] = page.up() as Hello;
  assert.deepEqual([code, queued], [-1, 1], "what was answered is not sent again");
  page.say(-1, 0, 1, "other");
  await quietly(() => page.say(-9, 0, UNKNOWN, null));
  await page.clock.move(3_600_000);
  assert.equal(page.sockets.length, 2, "no third try");
  assert.equal(waiting.text, "rejected with broken");
  assert.equal(page.document.querySelector("button")?.textContent, "0");
  assert.match(page.notice()?.textContent ?? "", /out of date/);
  page.notice()?.querySelector("button")?.click();
  assert.deepEqual(page.left, ["reload"]);
  await assert.rejects(page.djust.pushEvent("after"), { code: "broken" });
});

Deno.test("a page that was shown after a fresh mount goes on", async () => {
  const page = openLive();
  await quietly(() => page.say(-9, 0, UNKNOWN, null));
  await page.clock.move(1);
  page.up();
  page.say(-1, 0, 1, "other");
  page.say(-9, 0, [0, 3], null, DEFINITION);
  assert.equal(page.document.querySelector("button")?.textContent, "3");
  assert.equal(page.document.body.className, "dj-connected");
});

/** Extras of a wrong shape, and listeners that throw: every frame counts, whatever is in it. */
const BROKEN: Record<string, readonly unknown[]> = {
  "errors that are no list": [1, { x: 5 }],
  "an error that is no list": [1, { x: [5] }],
  "replies that are no list": [1, { r: 7 }],
  "a reply that is no list": [1, { r: [7] }],
  "pushes that are no list": [1, { e: 3 }],
  "a push that is no list": [1, { e: [3] }],
  "a head that is none": [1, { h: { meta: 4 } }],
  "a head without a place": [1, { h: { meta: [["", ""]] } }],
  "a push whose listener throws": [1, { e: [["ping", 1]] }],
  "a place that is no address": [1, { to: "http://[" }],
  "templates that are none": [1, { t: 8 }],
  "a template that is none": [1, { t: [8] }],
  "an op without a value": [1, 1, 0],
  "an op whose block is none": [1, -7, 0, "x"],
  "an op whose code is none": [1, 1, "x", "x"],
  "an op that is a word": [1, "x", 0, "x"],
  "a removal of the page": [1, 0, -1],
  "edits of a list that is none": [1, 1, 0, [-4, 5]],
  "content of no kind": [1, 1, 0, [{}]],
  "a full frame without content": [-9, 1],
};

for (const [what, frame] of Object.entries(BROKEN)) {
  Deno.test(`${what}: the frame counts, and the page goes on`, async () => {
    const page = openLive();
    const stop = page.djust.on("ping", () => {
      throw new Error("a listener of the page's");
    });
    const reply = outcomeOf(page.djust.pushEvent("save"));
    await quietly(() => page.say(...frame));
    await page.clock.move(1);
    stop();
    assert.equal(reply.text, "resolved with undefined");
    // Where it could not be shown, it was asked for, here or by a fresh mount.
    const isFresh = page.sockets.length > 1;
    if (isFresh) page.up();
    if (isFresh) page.say(-1, 0, 1, "other");
    page.say(-9, 0, [0, "now"], null, DEFINITION);
    assert.equal(page.document.querySelector("button")?.textContent, "now");
    const next = outcomeOf(page.djust.pushEvent("next"));
    await page.clock.move(20);
    page.say(1, 1, 0, "then", { r: [[0, 5]] });
    await page.clock.move(1);
    assert.equal(next.text, "resolved with 5");
    assert.equal(page.document.querySelector("button")?.textContent, "then");
    page.cut();
    await page.clock.move(1);
    const [, , { got }] = page.up() as Hello;
    assert.equal(got, isFresh ? 2 : 3);
  });
}

Deno.test("a part that fails before anything is shown costs nothing else", async () => {
  const page = openLive(VIEW(`<input dj=bn name=a><b dj>0</b>`));
  // What the user has typed cannot be read.
  Object.defineProperty(page.document.querySelector("input"), "value", {
    get() {
      throw new TypeError("shadowed");
    },
  });
  await quietly(() => page.say(-9, 0, [0, "all"], null, { t: [["<b dj=b></b>", 0, 0]] }));
  assert.equal(page.document.querySelector("[data-djust]")?.textContent, "all");
});

for (
  const [what, data] of [
    ["no JSON", "[1,1,0,"],
    ["no message", `{"code":1}`],
    ["no text", new Uint8Array(3)],
    ["an unknown code", "[-99,1]"],
    ["a join without a token", "[-1,0]"],
  ] as const
) {
  Deno.test(`${what}: the next line brings again what this one broke`, async () => {
    const page = openLive();
    page.say(0, 1, 0, 1);
    await quietly(() => page.garble(data));
    await page.clock.move(1);
    assert.equal(page.sockets.length, 2);
    const [code, , { got, token }] = page.up() as Hello;
    assert.deepEqual([code, got, token], [-2, 1, "token"]);
    page.say(-2, 0, 0, 32);
    page.say(0, 1, 0, 2);
    assert.equal(page.document.querySelector("button")?.textContent, "2");
  });
}

Deno.test("lines that all say nonsense are left ever later", async () => {
  const page = open(VIEW(COUNTER), undefined, undefined, { random: () => 1 });
  page.up();
  page.say(-1, 0, 0, "token");
  let tries = 0;
  await quietly(async () => {
    for (let second = 0; second < 120; second++) {
      if (page.sockets.length > tries) {
        tries = page.sockets.length;
        if (tries > 1) page.up();
        if (tries > 1) page.say(-2, 0, 0, 32);
        page.garble("nonsense");
      }
      await page.clock.move(1_000);
    }
  });
  assert(tries > 5 && tries < 15, `${tries} lines in two minutes`);
});

Deno.test("a resume that cannot be true mounts afresh", async () => {
  for (const got of [999, {}]) {
    const page = openLive();
    page.cut();
    await page.clock.move(1);
    page.up();
    page.say(-2, 0, got, 32);
    await page.clock.move(1);
    assert.equal((page.up() as Hello)[0], -1);
  }
});

Deno.test("a line that was of use is followed at once, one that only told is not", async () => {
  const page = open(VIEW(COUNTER), undefined, undefined, { random: () => 1 });
  page.up();
  page.say(-1, 0, 0, "token");
  /** Milliseconds until the next line is tried. */
  const wait = async (): Promise<number> => {
    const { length } = page.sockets;
    page.cut();
    let waited = 0;
    for (; page.sockets.length === length; waited += 100) await page.clock.move(100);
    page.up();
    page.say(-2, 0, 0, 32);
    return waited;
  };
  const waits: number[] = [];
  for (let i = 0; i < 3; i++) {
    page.say(0, 1, 0, i);
    waits.push(await wait());
  }
  assert.deepEqual(waits, [500, 1_000, 2_000]);
  page.click();
  page.say(1);
  assert.equal(await wait(), 500);
});

Deno.test("a view that could not be mounted joins again in 10 s, where nothing came meanwhile", async () => {
  const page = open(VIEW(COUNTER, "one") + VIEW("<i dj=b>0</i>", "two"));
  page.up();
  page.say(-1, 0, 0, "t0");
  page.say(-7, 1, [-10, "mount", "r1"]);
  assert.deepEqual(page.events.at(-1), [
    "error",
    { code: "mount", request: "r1", detail: undefined },
  ]);
  // What goes wrong in a view that is live is no reason to join.
  page.say(-10, "overrun", "r2");
  await page.clock.move(9_999);
  const joins = () => page.take().filter((one) => (one as number[])[0] === -1);
  assert.deepEqual(joins(), []);
  await page.clock.move(1);
  assert.deepEqual(joins().map((one) => (one as number[]).slice(0, 2)), [[-1, 1]]);
  page.say(-7, 1, [-10, "mount", "r3"]);
  page.cut();
  await page.clock.move(1);
  page.up();
  page.say(-2, 0, 0, 32);
  page.say(-1, 1, 0, "t1");
  assert.equal(page.document.body.className, "dj-connected");
  await page.clock.move(9_999);
  page.say(-5);
  await page.clock.move(9_999);
  assert.deepEqual(joins(), []);
});

Deno.test("a view that is refused for good, and never was live, stays as painted and is not tried again", async () => {
  const page = open(VIEW(COUNTER, "one") + VIEW("<i dj=b dj-click=other>0</i>", "two"));
  page.up();
  page.say(-1, 0, 0, "t0");
  page.say(-7, 1, [-10, "refused", "r1", 403]);
  assert.deepEqual(page.events.find(([name]) => name === "error"), [
    "error",
    { code: "refused", request: "r1", detail: 403 },
  ]);
  assert.equal(page.document.body.className, "dj-connected", "the others are live");
  for (let i = 0; i < 4; i++) {
    await page.clock.move(9_999);
    page.say(-5);
  }
  const joins = () => page.take().filter((one) => (one as number[])[0] === -1);
  assert.deepEqual(joins(), []);
  assert.equal(page.document.querySelector("i")?.textContent, "0");
  assert(page.notice() === null);
  page.names();
  page.click("i");
  assert.deepEqual(page.names(), ["error"]);
  // Nor by the next line.
  page.cut();
  await page.clock.move(1);
  assert.deepEqual((page.up() as number[]).slice(0, 2), [-2, 0]);
  page.say(-2, 0, 0, 32);
  assert.equal(page.document.body.className, "dj-connected");
  assert.deepEqual(joins(), []);
});

Deno.test("a view that was live and is refused for good hides the page, which asks for its own URL", async () => {
  const page = open(VIEW(COUNTER, "one") + VIEW("<i dj=b>0</i>", "two"));
  page.up();
  page.say(-1, 0, 0, "t0");
  page.say(-7, 1, [-10, "refused", "r1", 403]);
  page.cut();
  await page.clock.move(1);
  page.up();
  const pending = outcomeOf(page.djust.pushEvent("save"));
  page.say(-10, "refused", "r2", 404);
  assert(page.document.querySelector("button") === null, "what it showed is private");
  await page.clock.move(1_500);
  assert.deepEqual(page.left, ["reload"]);
  assert.equal(pending.text, "rejected with refused");
});

Deno.test("a view whose app cannot answer now is tried again, live before or not", async () => {
  for (const status of [429, 500, 503]) {
    const page = open(VIEW(COUNTER, "one") + VIEW("<i dj=b>0</i>", "two"));
    page.up();
    page.say(-1, 0, 0, "t0");
    page.say(-7, 1, [-10, "refused", "r1", status]);
    await page.clock.move(10_000);
    const joins = page.take().filter((one) => (one as number[])[0] === -1);
    assert.deepEqual(joins.map((one) => (one as number[])[1]), [1]);
  }
});

Deno.test("a resume that knows less than the page does, and is no snapshot, mounts afresh", async () => {
  const page = openLive();
  page.click();
  page.say(1, 1, 0, 1);
  page.cut();
  await page.clock.move(1);
  page.up();
  page.say(-2, 0, 0, 32);
  await page.clock.move(1);
  assert.equal((page.up() as Hello)[0], -1);
});
