/** Feedback in a page: what is shown while events are on their way, and that all of it goes again. */

import assert from "node:assert/strict";
import { open, openLive, quietly, VIEW } from "../../tests/kit/page_kit.ts";

/** Forms of these tests tell nothing. */
const NO_FIELDS = class {
  *[Symbol.iterator](): Iterator<never> {}
};

/** A live page of this content, with what its elements look like. */
function opened(content: string) {
  const page = openLive(
    VIEW(`<div dj=b>${content}</div>`),
    (window) => void Object.assign(window, { FormData: NO_FIELDS }),
  );
  const find = (selector: string) => page.document.querySelector(selector) as HTMLElement;
  return {
    ...page,
    find,
    html: (selector: string) => find(selector).outerHTML,
    /** Those that follow the first within a few milliseconds share a message with each other. */
    sent: () => page.clock.move(20),
  };
}

const SAVE = `<button dj dj-click=save dj-loading.disable dj-loading.class="a b"
  dj-loading.text="Saving…">Save</button>`;

Deno.test("an event on its way is shown at its element, and no more once it is answered", () => {
  const { click, find, html, say } = opened(SAVE);
  const before = html("button");
  click();
  const button = find("button");
  assert.equal(button.textContent, "Saving…");
  assert.deepEqual(button.className.split(" "), ["loading", "a", "b"]);
  assert.deepEqual([button.hasAttribute("disabled"), button.getAttribute("aria-busy")], [
    true,
    "true",
  ]);
  say(1);
  assert.equal(html("button"), before);
});

Deno.test("events that overlap do not end each other's effects, and failures end theirs", async () => {
  const { click, find, html, say, sent } = opened(
    `<button dj dj-click=save dj-loading>Save</button>`,
  );
  const before = html("button");
  const isLoading = () => find("button").className === "loading";
  click();
  click();
  click();
  await sent();
  assert(isLoading());
  say(1);
  assert(isLoading());
  say(1, { x: [[0, "handler", "r1"]] });
  assert(isLoading());
  say(1);
  assert.equal(html("button"), before);
});

Deno.test("what the server writes meanwhile stands there afterwards", () => {
  const { click, find, say } = opened(
    `<button dj dj-click=save dj-loading.disable dj-loading.class=wait dj-loading.text="Saving…"
      class=one>Save</button>`,
  );
  click();
  say(0, 1, 1, "Changed");
  assert.equal(find("button").textContent, "Saving…");
  say(0, 1, 1, ["class", "loading two", "disabled", ""]);
  assert.deepEqual([...find("button").classList], ["loading", "two", "wait"]);
  say(1, 1, 1, ["+", "three"]);
  const button = find("button");
  assert.equal(button.textContent, "Changed");
  assert.deepEqual([...button.classList], ["loading", "two", "three"]);
  assert.deepEqual([button.hasAttribute("disabled"), button.hasAttribute("aria-busy")], [
    true,
    false,
  ]);
});

Deno.test("another content that comes meanwhile is what is covered, and shown afterwards", () => {
  const { click, find, say } = opened(SAVE.replace(">Save<", "><!--[-->Save<!--]--><"));
  click();
  say(0, 1, 2, [0], { t: [["<b dj=b><i>New</i> label</b>"]] });
  assert.equal(find("button").textContent, "Saving…");
  say(1);
  assert.equal(find("button").innerHTML, `<!--[--><b dj="b"><i>New</i> label</b><!--]-->`);
});

Deno.test("icons stay, and a label without a text gets one", async () => {
  const { click, find, html, say, sent } = opened(
    `<button dj-click=save dj-loading.text=Wait><svg><title>Save</title></svg> Save <i>now</i></button>
     <a dj-click=save dj-loading.text=Wait><svg></svg></a>
     <input type=button value=Save dj-click=save dj-loading data-loading-text=Wait>`,
  );
  const all = () => ["button", "a", "input"].map(html);
  const before = all();
  for (const name of ["button", "a"]) click(name);
  assert.equal(find("button").innerHTML, "<svg><title>Save</title></svg>Wait<i></i>");
  assert.equal(find("a").innerHTML, "<svg />Wait");
  await sent();
  say(2);
  assert.deepEqual(all(), before);
});

Deno.test("an element without a handler follows every event of its view; for narrows that", async () => {
  const { click, find, say, djust, sent } = opened(
    `<button id=a dj-click=save>a</button><button id=b dj-click=drop>b</button>
     <p id=any dj-loading.show hidden>…</p><p id=other dj-loading.hide dj-loading.for="x drop">…</p>`,
  );
  const hidden = () => ["#any", "#other"].map((id) => find(id).hasAttribute("hidden"));
  assert.deepEqual(hidden(), [true, false]);
  click("#a");
  assert.deepEqual(hidden(), [false, false]);
  click("#b");
  assert.deepEqual(hidden(), [false, true]);
  await sent();
  say(1);
  assert.deepEqual(hidden(), [false, true]);
  say(1);
  assert.deepEqual(hidden(), [true, false]);
  djust.pushEvent("x");
  await sent();
  assert.deepEqual(hidden(), [false, true]);
  say(1);
  assert.deepEqual(hidden(), [true, false]);
});

Deno.test("what comes with a patch while an event is on its way shows it, too", () => {
  const { click, find, say } = opened(`<button dj-click=save>a</button><div dj></div>`);
  click();
  say(0, 1, 1, [0], { t: [["<p dj=b dj-loading.remove>here</p>"]] });
  assert(find("p").hasAttribute("hidden"));
  say(1);
  assert(!find("p").hasAttribute("hidden"));
});

Deno.test("a delay shows only what takes longer", async () => {
  const { click, clock, find, say } = opened(
    `<button dj-click=save dj-loading.delay=300>a</button>`,
  );
  const isLoading = () => find("button").className === "loading";
  click();
  await clock.move(299);
  assert(!isLoading());
  say(1);
  await clock.move(500);
  assert(!isLoading());
  click();
  click();
  await clock.move(299);
  say(1);
  await clock.move(1);
  assert(isLoading());
  say(1);
  assert(!isLoading());
});

Deno.test("without a line nothing is shown, and with the next one again what is not answered", async () => {
  const page = opened(SAVE.replace("dj-loading.disable", "dj-loading.delay=100"));
  const before = page.html("button");
  page.click();
  await page.clock.move(100);
  assert.equal(page.find("button").textContent, "Saving…");
  page.cut();
  await page.clock.settled();
  assert.equal(page.html("button"), before);
  page.click();
  await page.clock.move(2_000);
  assert.equal(page.html("button"), before);
  page.up();
  page.say(-2, 0, 0, 9);
  assert.equal(page.html("button"), before);
  await page.clock.move(100);
  assert.equal(page.find("button").textContent, "Saving…");
  page.say(1);
  assert.equal(page.find("button").textContent, "Saving…");
  page.say(1);
  assert.equal(page.html("button"), before);
});

Deno.test("a region is busy with its events, and the rest of the view is not", async () => {
  const { click, find, say, take, sent } = opened(
    `<section id=s dj-target><button id=a dj-click=save>a</button><p id=in dj-loading>…</p></section>
     <button id=b dj-click=save dj-target="#t">b</button><div id=t><p id=there dj-loading>…</p></div>
     <button id=c dj-click=save>c</button><p id=out dj-loading>…</p>
     <p id=named dj-loading.for=save></p>`,
  );
  const loading = () =>
    ["in", "there", "out", "named"].filter((id) => find(`#${id}`).className === "loading");
  const busy = () => ["s", "t"].filter((id) => find(`#${id}`).hasAttribute("aria-busy"));
  click("#a");
  assert.deepEqual([loading(), busy()], [["in"], ["s"]]);
  click("#b");
  assert.deepEqual([loading(), busy()], [["in", "there"], ["s", "t"]]);
  await sent();
  say(2);
  assert.deepEqual([loading(), busy()], [[], []]);
  await sent();
  click("#c");
  assert.deepEqual([loading(), busy()], [["there", "out", "named"], []]);
  say(1);
  assert.deepEqual(loading(), []);
  assert.deepEqual(take().flat(3).filter((one) => Object.hasOwn(Object(one), "r")), [{ r: "#s" }, {
    r: "#t",
  }]);
});

Deno.test("a region that the server changes while it is busy is as the server says afterwards", () => {
  const { click, find, say } = opened(
    `<button dj-click=save dj-target="#t">b</button><div id=t dj aria-busy=false></div>`,
  );
  click();
  assert.equal(find("#t").getAttribute("aria-busy"), "true");
  say(0, 1, 1, ["aria-busy", "true", "title", "x"]);
  assert.equal(find("#t").getAttribute("aria-busy"), "true");
  say(1);
  assert.equal(find("#t").getAttribute("aria-busy"), "true");
});

Deno.test("a region that is not there is warned of, and the event goes all the same", () => {
  const { click, document, take } = opened(
    `<button id=a dj-click=save dj-target="#none">a</button>
     <button id=b dj-click=save dj-target="no selector[">a</button>`,
  );
  const warned: unknown[] = [];
  document.addEventListener("djust:development", (event) => {
    warned.push((event as CustomEvent).detail[0]);
  });
  click("#a");
  click("#b");
  assert.deepEqual(warned, ["target", "target"]);
  assert.deepEqual(take()[0], "save");
});

Deno.test("a lock keeps the same handler's events back until the answer, and nobody else's", async () => {
  const { click, fire, take, say, sent } = opened(
    `<button id=a dj-click=save dj-keydown=other dj-lock>a</button><button id=b dj-click=save>b</button>`,
  );
  click("#a");
  click("#a");
  fire("#a", "keydown", { key: "x" });
  click("#b");
  await sent();
  say(1, { x: [[0, "handler", "r1"]] });
  click("#a");
  click("#a");
  await sent();
  assert.deepEqual(take().flat().map((one) => typeof one === "string" ? one : 0), [
    ...["save", 0, 0, "save", "save"],
  ]);
});

Deno.test("a button that submits says so and is disabled until its form is answered", async () => {
  const { fire, find, html, say, sent } = opened(
    `<form dj-submit=save dj-input=check dj-debounce=0><input name=a><button dj-disable-with="Saving…">
     Save</button><button type=button>x</button></form><button id=o dj-disable-with=no>o</button>`,
  );
  const before = html("div");
  fire("input", "input");
  assert.equal(html("div"), before);
  fire("form", "submit");
  const button = find("button");
  assert.deepEqual([button.textContent, button.hasAttribute("disabled")], ["Saving…", true]);
  assert.equal(find("#o").textContent, "o");
  await sent();
  say(1);
  assert(button.hasAttribute("disabled"));
  say(1);
  assert.equal(html("div"), before);
});

Deno.test("an event that the page refuses is shown no longer than it took", async () => {
  const page = opened(SAVE.replace("dj-click=save", 'dj-click=""'));
  const before = page.html("button");
  page.click();
  assert.notEqual(page.html("button"), before);
  await quietly(() => page.cut(4_409, "elsewhere"));
  await page.clock.settled();
  assert.equal(page.html("button"), before);
});

Deno.test("a directive of another view's element knows nothing of this one's events", () => {
  const page = open(VIEW("<button dj-click=save>a</button>") + VIEW("<p dj-loading>…</p>", "d"));
  page.up();
  page.say(-1, 0, 0, "token");
  page.say(-7, 1, [-1, 1, 0, "other"]);
  page.click();
  assert.equal(page.document.querySelector("p")?.className, "");
});

Deno.test("a page that is painted anew goes on showing what is on its way, and locks it, until the answer", async () => {
  const button = (id: string, handler: string) =>
    `<button dj ${id} dj-click=${handler} dj-lock dj-loading.disable>x</button>`;
  const shape = button("id=own", "save") + button("", "odd") +
    `<p dj id=region><i dj dj-loading.for="save">i</i></p>`;
  const { click, find, html, say, sent, take, document } = opened(shape);
  const painted = [html("#own"), html("button + button"), html("#region")];
  click("#own");
  click("button + button");
  await sent();
  take();
  const anew = `<div dj=b>${shape}</div>`;
  for (let times = 0; times < 2; times++) {
    say(-9, 0, [0], null, { t: [[anew]] });
    assert.match(html("#own"), /aria-busy="true".*disabled|disabled.*aria-busy="true"/);
    assert.equal(find("i").className, "loading");
    // What has no name is not found for sure: nothing is shown there.
    assert.equal(html("button + button"), painted[1]);
    find("#own").removeAttribute("disabled");
    click("#own");
    await sent();
    assert.equal(JSON.stringify(take()).includes('"save"'), false, "it is locked");
  }
  say(2);
  await sent();
  assert.deepEqual([html("#own"), html("button + button"), html("#region")], painted);
  click("#own");
  await sent();
  assert.match(JSON.stringify(take()), /"save"/, "and free again");
  assert.doesNotMatch(document.body.innerHTML, /<i [^>]*class=""/);
});
