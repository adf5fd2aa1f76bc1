/** The page around its views: when it connects, wakes, loads the rest, shows and keeps what. */

import assert from "node:assert/strict";
import * as more from "./more.ts";
import { COUNTER, open, openLive, VIEW } from "../../tests/kit/page_kit.ts";
import { run } from "./page.ts";
import { start } from "./start.ts";

type Opened = ReturnType<typeof open>;

/** A page whose second script comes when the test says so; `asked` counts how often it was wanted. */
function openParted(body: string, prepare?: Parameters<typeof open>[1]) {
  const script = Promise.withResolvers<typeof more>();
  const asked = { count: 0 };
  const page = open(body, prepare, (window, options) =>
    run(window, options, () => {
      asked.count++;
      return script.promise;
    }));
  return {
    ...page,
    asked,
    async load() {
      script.resolve(more);
      await script.promise;
      await page.clock.move(1);
    },
  };
}

const tell = (page: Opened, target: EventTarget, type: string, facts: object = {}) =>
  target.dispatchEvent(Object.assign(new page.window.Event(type), facts));

Deno.test("a page that is still loading waits for its end", () => {
  const page = open(VIEW(COUNTER), undefined, (window, options) => {
    Object.defineProperty(window.document, "readyState", { value: "loading" });
    return start(window, options);
  });
  assert.equal(page.sockets.length, 0);
  tell(page, page.document, "DOMContentLoaded");
  assert.equal(page.sockets.length, 1);
});

Deno.test("a page without a view opens no line, also when it is shown", () => {
  const page = open("<p>nothing lives here</p>");
  tell(page, page.window, "pageshow", { persisted: false });
  tell(page, page.window, "online");
  assert.equal(page.sockets.length, 0);
});

Deno.test("views that come later join on the line there is, wherever they stand", async () => {
  const page = openLive();
  const box = page.document.createElement("div");
  box.innerHTML = `<p>${VIEW("<i dj=b dj-click=other>0</i>", "two")}</p>`;
  page.document.body.append(box);
  await page.clock.move(1);
  assert.equal(page.sockets.length, 1);
  const [[code, number, { claim }]] = page.take() as [[number, number, { claim: string }]];
  assert.deepEqual([code, number, claim], [-1, 1, "two"]);
  page.say(-1, 1, 0, "t1");
  page.click("i");
  assert.deepEqual(page.take(), [[-7, 1, "other"]]);
  box.remove();
  await page.clock.move(1);
  assert.deepEqual(page.take(), [[-7, 1, [-6]]]);
});

Deno.test("a page is connected when all of its views are", () => {
  const page = open(VIEW(COUNTER, "one") + VIEW("<i dj=b>0</i>", "two"));
  page.up();
  page.say(-1, 0, 0, "t0");
  assert.equal(page.document.body.className, "dj-disconnected");
  page.say(-1, 1, 0, "t1");
  assert.equal(page.document.body.className, "dj-connected");
});

Deno.test("a page that is back shows no notice any more", async () => {
  const page = openLive();
  const isShown = () => page.notice() !== null;
  for (const _ of ["once", "again"]) {
    page.cut();
    await page.clock.move(2_000);
    assert.equal(isShown(), true);
    page.up();
    page.say(-2, 0, 0, 0);
    assert.equal(isShown(), false);
  }
  assert.equal(page.document.querySelectorAll("djust-notice").length, 1);
});

Deno.test("a loss is shown in its time, however many lines come and go meanwhile", async () => {
  const page = openLive();
  page.cut();
  for (let i = 0; i < 3; i++) {
    await page.clock.move(500);
    assert.equal(page.notice() !== null, i === 2, `after ${i} lines`);
    page.up();
    page.cut();
  }
});

Deno.test("the notice of a page that is out of date loads it anew", () => {
  const page = openLive();
  page.cut(4400);
  page.notice()?.querySelector("button")?.click();
  assert.deepEqual(page.left, ["reload"]);
});

Deno.test("a page that is live for a while, or gets an answer, tries fast again after its next loss", async () => {
  const page = open(
    VIEW(COUNTER),
    undefined,
    (window, options) => start(window, { ...options, random: () => 1 }),
  );
  page.up();
  page.say(-1, 0, 0, "token");
  const loses = async (wait: number) => {
    const { length } = page.sockets;
    page.cut();
    await page.clock.move(wait - 1);
    assert.equal(page.sockets.length, length);
    await page.clock.move(1);
    assert.equal(page.sockets.length, length + 1);
    page.up();
  };
  for (let answered = 0; answered < 4; answered++) {
    await loses(500);
    page.say(-2, 0, answered, 32);
    page.click();
    page.say(1);
  }
  await loses(500);
  page.say(-2, 0, 4, 32);
  await page.clock.move(2_000);
  await loses(500);
  // Lines that are lost as soon as they are there are not opened ever so fast.
  for (const wait of [1_000, 2_000, 4_000]) {
    page.say(-2, 0, 4, 32);
    await loses(wait);
  }
});

Deno.test("a page that wakes, or is online, tries at once; one that is put away does not", () => {
  const page = open(
    VIEW(COUNTER),
    undefined,
    (window, options) => start(window, { ...options, random: () => 1 }),
  );
  const hide = (hidden: boolean) => {
    Object.defineProperty(page.document, "hidden", { value: hidden, configurable: true });
    tell(page, page.document, "visibilitychange");
  };
  page.cut();
  hide(true);
  assert.equal(page.sockets.length, 1);
  hide(false);
  assert.equal(page.sockets.length, 2);
  page.cut();
  tell(page, page.window, "online");
  assert.equal(page.sockets.length, 3);
});

Deno.test("what was typed before a reload is typed again, at the same address only", () => {
  const field = VIEW("<input dj=b name=q>");
  const first = open(field, (window) => {
    (window.location as Location).href = "https://example.com/page?a=1";
  });
  const typed = first.document.querySelector("input") as HTMLInputElement;
  typed.value = "typed";
  first.up();
  first.say(-12);
  // A hash is a place in the same page.
  const seen = ["?a=1", "?a=1#below", "?a=2", ""].map((rest) => {
    const { document } = open(field, (window) => {
      (window.sessionStorage as Storage).setItem("djust", first.stored.get("djust") as string);
      (window.location as Location).href = "https://example.com/page" + rest;
    });
    return document.querySelector("input")?.value;
  });
  assert.deepEqual(seen, ["typed", "typed", "", ""]);
});

Deno.test("a page that was loaded anew types again, and may be loaded anew again, once the rest is there", async () => {
  const field = VIEW("<input dj=b name=q>");
  const first = open(field);
  (first.document.querySelector("input") as HTMLInputElement).value = "typed";
  first.up();
  first.say(-12);
  const page = openParted(field, (window) => {
    (window.sessionStorage as Storage).setItem("djust", first.stored.get("djust") as string);
  });
  page.up();
  page.say(-1, 0, 0, "token");
  assert(page.stored.has("djust"));
  await page.load();
  assert.equal((page.document.querySelector("input") as HTMLInputElement).value, "typed");
  assert.equal(page.stored.has("djust"), false);
});

Deno.test("a browser that forbids its storage is no hindrance, and no page reloads without end", async () => {
  const page = open(VIEW(`<input dj=b name=a dj-input=say>`), (window) => {
    window.sessionStorage = undefined;
  });
  (page.document.querySelector("input") as HTMLInputElement).value = "typed before";
  page.up();
  page.say(-1, 0, 0, "token");
  assert.deepEqual(page.take(), [["say", { value: "typed before", field: "a" }]]);
  assert.equal(page.document.body.className, "dj-connected");
  page.say(-12);
  await page.clock.move(60_000);
  assert.deepEqual(page.left, []);
  assert.match(page.notice()?.textContent ?? "", /out of date/);
});

Deno.test("a reload that names another page leads there", () => {
  const page = openLive();
  page.say(-12, "/login");
  page.say(-12, "javascript:alert(1)");
  assert.deepEqual(page.left, ["/login"]);
});

Deno.test("the rest of the client is asked for once, and what came after what needs it waits", async () => {
  const page = openParted(VIEW("<ul dj=b></ul><p dj=b>0</p>"));
  page.up();
  page.say(-1, 0, 0, "token");
  assert.equal(page.asked.count, 0);
  page.say(0, 1, 0, [-2, 0, "a"], { t: [["<li dj=b></li>", 0, 0]] });
  page.say(0, 2, 0, 1);
  page.say(0, 1, 0, [-4, 0, [[0, "b"]]]);
  page.say(0, 4, 0, "B");
  assert.equal(page.asked.count, 1);
  assert.equal(page.document.querySelector("p")?.textContent, "0");
  await page.load();
  assert.equal(page.document.querySelector("p")?.textContent, "1");
  assert.equal(page.document.querySelector("ul")?.textContent, "aB");
});

Deno.test("what throws while the rest is loaded keeps nothing behind it from its turn", async () => {
  const { error } = console;
  console.error = () => {};
  const page = openParted(VIEW("<p dj=b>0</p>"));
  page.up();
  page.say(-1, 0, 0, "token");
  page.document.addEventListener("djust:ping", () => {
    throw new Error("a listener of the page's");
  });
  page.say(0, { h: { title: "t" }, e: [["ping", 1]] });
  page.say(0, 1, 0, "1");
  await page.load();
  console.error = error;
  assert.equal(page.document.querySelector("p")?.textContent, "1");
});

Deno.test("the rest is loaded at once where it is needed, and elsewhere when all is quiet", async () => {
  for (
    const content of ["<input>", "<select></select>", "<textarea></textarea>", "<p dj-hook=A>"]
  ) {
    assert.equal(openParted(VIEW(content)).asked.count, 1, content);
  }
  const page = openParted(VIEW(COUNTER));
  page.up();
  page.say(-1, 0, 0, "token");
  page.click();
  await page.clock.move(1_999);
  assert.equal(page.asked.count, 0);
  await page.clock.move(1);
  assert.equal(page.asked.count, 1);
});
