/** What an event shows before its answer stays over others' frames, and is the server's afterwards. */

import assert from "node:assert/strict";
import { openLive, VIEW } from "../../tests/kit/page_kit.ts";

type Window = Record<string, unknown>;

/** A live page; the flash region stands before the view. */
function page(content: string, { manners, prepare }: {
  manners?: Record<string, unknown>;
  prepare?: (window: Window) => void;
} = {}) {
  const told = manners ? ` data-manners='${JSON.stringify(manners)}'` : "";
  const view = VIEW(content).replace("data-ticket=t", `data-ticket=t${told}`);
  const opened = openLive(`<div data-djust-flash></div>${view}`, prepare);
  const { document, say } = opened;
  const find = (selector: string): HTMLElement => document.querySelector(selector) as HTMLElement;
  const errors: unknown[] = [];
  document.addEventListener("djust:optimistic-error", (event) => {
    errors.push((event as CustomEvent).detail.code);
  });
  let answers = 0;
  return {
    ...opened,
    find,
    errors,
    /** What is sent together with others has gone. */
    sent: () => opened.clock.move(20),
    text: (selector: string) => find(selector).textContent,
    has: (selector: string, token: string) => find(selector).classList.contains(token),
    /** A frame that answers so many events. */
    answer: (count: number, ...ops: unknown[]) => (answers += count, say(count, ...ops)),
    refuse: (...ops: unknown[]) => say(1, ...ops, { x: [[0, "denied", ""]] }),
  };
}

const COUNTER = `<div dj=bn><b dj dj-bind=count>5</b>` +
  `<button dj=n dj-click=more dj-optimistic="count:count+1">+</button></div>`;

Deno.test("three pending +1, a frame of somebody else's that sets 9, all refused: 9", async () => {
  const { click, sent, text, say, refuse, has, errors } = page(COUNTER);
  for (let i = 0; i < 3; i++) click();
  await sent();
  assert.equal(text("b"), "8");
  assert(has("b", "optimistic-pending"));
  say(0, 1, 0, "9");
  assert.equal(text("b"), "12");
  refuse();
  refuse();
  assert.equal(text("b"), "10");
  refuse();
  assert.equal(text("b"), "9");
  assert(!has("b", "optimistic-pending") && has("b", "optimistic-error"));
  assert.deepEqual(errors, ["denied", "denied", "denied"]);
});

Deno.test("what the server confirms is no error, one by one or all in one frame", async () => {
  const { click, sent, text, answer, errors, has } = page(COUNTER);
  for (let i = 0; i < 4; i++) click();
  await sent();
  answer(1, 1, 0, "6");
  assert.equal(text("b"), "9");
  answer(3, 1, 0, "9");
  assert.equal(text("b"), "9");
  assert.deepEqual(errors, []);
  assert(!has("b", "optimistic-pending"));
});

Deno.test("what the server confirms on top of somebody else's change is no error", () => {
  const { click, text, say, answer, errors } = page(COUNTER);
  click();
  say(0, 1, 0, "20");
  assert.equal(text("b"), "21");
  answer(1, 1, 0, "21");
  assert.deepEqual([text("b"), errors], ["21", []]);
});

Deno.test("an answer that says something else is taken back for all to see, without a flash", async () => {
  const { click, text, answer, errors, has, find, clock } = page(COUNTER);
  click();
  answer(1);
  assert.equal(text("b"), "5");
  assert.deepEqual(errors, ["different"]);
  assert(has("b", "optimistic-error"));
  assert.equal(find("[data-djust-flash]").children.length, 0);
  await clock.move(2_000);
  assert(!find("b").hasAttribute("class"));
});

Deno.test("a refusal shows a flash, for a while", async () => {
  const { click, refuse, find, clock } = page(COUNTER);
  click();
  refuse();
  click();
  refuse();
  const flash = find("[data-djust-flash]");
  assert.equal(flash.querySelectorAll("[role=alert]").length, 1);
  await clock.move(6_000);
  assert.equal(flash.children.length, 0);
});

Deno.test("a field is written where it is bound: text, attribute, data-attribute, control", () => {
  const { click, find, answer, errors } = page(
    `<div dj=bn><b dj-bind.title=done title=false>x</b><i dj dj-bind=done data-done=false>y</i>` +
      `<input dj=v type=checkbox dj-bind=done><u dj-bind:aria-label=done aria-label=false></u>` +
      `<button dj=n dj-click=flip dj-optimistic="done:!done">flip</button></div>`,
  );
  click();
  const shown = () => [
    find("b").title,
    find("i").dataset["done"],
    String((find("input") as HTMLInputElement).checked),
    find("u").getAttribute("aria-label"),
  ];
  assert.deepEqual(shown(), ["true", "true", "true", "true"]);
  assert.equal(find("i").textContent, "y");
  answer(1, 1, 0, ["data-done", "true"], 0, 1, ["checked", ""]);
  // What has no hole is as it was.
  assert.deepEqual(shown(), ["false", "true", "true", "false"]);
  assert.deepEqual(errors, ["different"]);
});

Deno.test("without a bound element it is the trigger: attributes, flags and classes", () => {
  const { click, find, say } = page(
    `<button dj=b aria-pressed=false class=a dj-click=x ` +
      `dj-optimistic="aria-pressed:!aria-pressed; disabled:true; class:b; class:!a">x</button>`,
  );
  click();
  const button = find("button");
  assert.equal(button.getAttribute("aria-pressed"), "true");
  assert.equal(button.getAttribute("disabled"), "");
  assert.deepEqual([...button.classList], ["b", "optimistic-pending"]);
  say(1, 1, 0, ["aria-pressed", "true", "+", "b", "-", "a", "disabled", ""]);
  assert.equal(button.getAttribute("aria-pressed"), "true");
  assert.equal(button.getAttribute("class"), "b");
  assert.equal(button.getAttribute("disabled"), "");
});

Deno.test("a region keeps it to its own elements", () => {
  const row = `<li dj-target><b dj-bind=n>1</b>` +
    `<button dj=n dj-click=x dj-optimistic="n:n+1">x</button></li>`;
  const { fire, document } = page(`<ul dj=bn>${row}${row}</ul>`);
  fire("li + li button", "click");
  assert.deepEqual([...document.querySelectorAll("b")].map((b) => b.textContent), ["1", "2"]);
});

Deno.test("remove hides the row until it is gone, or back", async () => {
  const { fire, sent, refuse, find, say, errors } = page(
    `<ul dj=b><li dj=bn id=a><button dj=n dj-click=x dj-optimistic=remove>x</button></li>` +
      `<li dj=bn id=b><button dj=n dj-click=x dj-optimistic=remove>x</button></li></ul>`,
  );
  fire("#a button", "click");
  fire("#b button", "click");
  await sent();
  assert.equal(find("#a").style.display, "none");
  refuse();
  assert(!find("#a").hasAttribute("style"));
  say(1, 3, -1);
  assert.equal(find("#b"), null);
  assert.deepEqual(errors, ["denied"]);
});

Deno.test("remove means the row of the list, whatever stands in it and around it", () => {
  const button = (marks: string) =>
    `<button dj=${marks} dj-click=x dj-optimistic=remove>x</button>`;
  const hidden = (content: string, at = "button"): string[] => {
    const { fire, document } = page(content);
    fire(at, "click");
    return [...document.querySelectorAll<HTMLElement>("[id]")]
      .filter(({ style }) => style.display === "none").map(({ id }) => id);
  };
  const menu = `<div dj=n><ul><li id=item>${button("b")}</li></ul></div>`;
  const card = (id: string, inner: string) => `<div dj=b id=${id}>${inner}</div>`;
  // A row of a list, not the item of the menu in it; nor the part that comes and goes by itself.
  assert.deepEqual(hidden(`<main dj=b id=page>${card("a", menu)}${card("b", "")}</main>`), ["a"]);
  assert.deepEqual(hidden(`<main dj=b id=page>${card("b", "")}${card("a", menu)}</main>`), ["a"]);
  const part = `<p dj=n>${button("b")}</p>`;
  assert.deepEqual(hidden(`<main dj=b id=page>${card("a", part)}</main>`), ["a"]);
  // Boards of rows: the inner one.
  const board = `<ul dj=n><li dj=bn id=row>${button("n")}</li></ul>`;
  assert.deepEqual(hidden(card("a", board) + card("b", "")), ["row"]);
  // What is no row of a list looks like one.
  assert.deepEqual(hidden(`<ul dj=bn id=list><li id=one>${button("n")}</li></ul>`), ["one"]);
  // Lists side by side, of one part each, are none.
  const parts = `<!--[-->${card("a", "")}<!--]--><!--[-->${card("b", button("n"))}<!--]-->`;
  assert.deepEqual(hidden(`<ul dj=b><li id=row dj=b>${parts}</li></ul>`), ["row"]);
});

Deno.test("a control that the user changed is left as it is, and put back on failure", async () => {
  const { find, fire, sent, refuse, answer, has } = page(
    `<div dj=bn><input dj=n type=checkbox dj-change=x dj-bind=done dj-optimistic="done:!done"></div>`,
  );
  const box = find("input") as HTMLInputElement;
  const toggle = () => {
    box.checked = !box.checked;
    fire("input", "change");
  };
  toggle();
  assert(box.checked && has("input", "optimistic-pending"));
  answer(1);
  // A control without a hole is the page's: no word is agreement.
  assert(box.checked && !has("input", "optimistic-error"));
  toggle();
  assert(!box.checked);
  await sent();
  refuse();
  assert(box.checked && has("input", "optimistic-error"));
});

Deno.test("a control with a hole that the server leaves as it was goes back", () => {
  const { find, fire, answer, errors } = page(
    `<input dj=bv type=checkbox dj-change=x dj-optimistic="checked:!checked">`,
  );
  const box = find("input") as HTMLInputElement;
  box.checked = true;
  fire("input", "change");
  answer(1);
  assert.equal(box.checked, false);
  assert.deepEqual(errors, ["different"]);
});

Deno.test("under debounce a change shows at once, and once", async () => {
  const { click, text, answer, take, clock, errors } = page(
    COUNTER.replace("dj-optimistic", "dj-debounce=100 dj-optimistic"),
  );
  click();
  click();
  click();
  assert.equal(text("b"), "6");
  await clock.move(100);
  assert.deepEqual(take(), ["more"].map((name) => [name, {}]).map(([name]) => name));
  answer(1, 1, 0, "6");
  assert.deepEqual([text("b"), errors], ["6", []]);
});

Deno.test("at a cut it stays, until it is answered", async () => {
  const { click, text, cut, clock, up, say, find } = page(COUNTER);
  click();
  cut();
  assert.equal(text("b"), "6");
  await clock.move(60_000);
  up();
  say(-2, 0, 1, 4);
  assert.equal(text("b"), "6");
  say(1, 1, 0, "6");
  assert.equal(text("b"), "6");
  assert(!find("b").hasAttribute("class"));
});

Deno.test("what an overlay shows in a control is nothing that the visitor did", async () => {
  const { click, cut, clock, up, say, take, find } = page(
    `<div dj=bn><input dj=v type=checkbox dj-bind=done dj-change=typed>` +
      `<button dj=n dj-click=flip dj-optimistic="done:!done">x</button></div>`,
  );
  click();
  take();
  cut();
  await clock.move(60_000);
  up();
  // Another instance, which has heard nothing.
  say(-1, 0, 0, "other");
  await clock.move(1_000);
  assert((find("input") as HTMLInputElement).checked);
  const told = JSON.stringify(take());
  assert.match(told, /flip/);
  assert.doesNotMatch(told, /typed/);
});

Deno.test("a page that is painted anew shows what the server says, and nothing that pends", async () => {
  const { click, say, find, errors } = page(
    `<div dj=bn><input dj=v type=checkbox name=done dj-bind=done>` +
      `<button dj=n dj-click=flip dj-optimistic="done:!done">x</button></div>`,
  );
  click();
  const box = () => find("input") as HTMLInputElement;
  assert(box().checked);
  const anew = "<div dj=bn><input dj=v type=checkbox name=done dj-bind=done></div>";
  say(-9, 1, [0], null, { t: [[anew]] });
  await Promise.resolve();
  assert(!box().checked);
  assert.deepEqual(errors, []);
});

Deno.test("@optimistic acts by the kind of its element", async () => {
  const { find, fire, sent, refuse, answer } = page(
    `<div dj=bn><button dj dj-click=save data-loading-text="Saving">Save</button>` +
      `<input type=text id=t value=a dj=nv dj-change=save><input type=checkbox id=c dj=nv></div>` +
      `<button dj=b id=far dj-click=save data-optimistic-target="#c">x</button>`,
    { manners: { save: { optimistic: "" } } },
  );
  fire("button", "click");
  const button = find("button");
  assert.equal(button.textContent, "Saving");
  assert.equal(button.getAttribute("aria-busy"), "true");
  assert(!button.hasAttribute("disabled"));
  answer(1);
  assert.doesNotMatch(button.outerHTML, /aria-busy|class|>Saving/);
  const input = find("#t") as HTMLInputElement;
  input.value = "b";
  fire("#t", "change");
  await sent();
  refuse();
  assert.equal(input.value, "a");
  fire("#far", "click");
  assert((find("#c") as HTMLInputElement).checked);
  await sent();
  refuse();
  assert(!(find("#c") as HTMLInputElement).checked);
});

Deno.test("@optimistic may have an effect of the app's own, which is undone on failure", async () => {
  const done: string[] = [];
  const { click, sent, refuse, answer } = page(`<button dj=b data-id=7 dj-click=save>x</button>`, {
    manners: { save: { optimistic: "Mark" } },
    prepare: (window) => {
      window["djust"] = {
        optimistic: {
          Mark: (element: Element, { id }: { id: string }) => {
            done.push(`${element.localName} ${id}`);
            return () => done.push("undone");
          },
        },
      };
    },
  });
  click();
  answer(1);
  assert.deepEqual(done, ["button 7"]);
  click();
  await sent();
  refuse();
  assert.deepEqual(done, ["button 7", "button 7", "undone"]);
});

Deno.test("a call of a script's shows an effect of the app's own, and nothing else", async () => {
  const ran: string[] = [];
  const { djust, refuse, document, sent, errors } = page(`<p dj=b>x</p>`, {
    manners: { save: { optimistic: "" }, mark: { optimistic: "Mark" } },
    prepare: (window) => {
      window["djust"] = { optimistic: { Mark: () => void ran.push("shown") } };
    },
  });
  const failed: unknown[] = [];
  const fail = (error: Error): void => void failed.push(error.message);
  djust.pushEvent("save").catch(fail);
  await sent();
  refuse();
  assert.deepEqual(errors, []);
  djust.pushEvent("mark").catch(fail);
  await sent();
  assert.doesNotMatch(document.body.innerHTML, /optimistic-pending|aria-busy/);
  refuse();
  await sent();
  assert.deepEqual([ran, errors, failed], [["shown"], ["denied"], [
    "save: denied",
    "mark: denied",
  ]]);
});

Deno.test("what nothing shows is told to development", () => {
  const warnings: unknown[] = [];
  const { click, document } = page(`<button dj=b dj-click=x dj-optimistic="n:n+1">x</button>`);
  document.addEventListener("djust:development", (event) => {
    warnings.push((event as CustomEvent).detail[0]);
  });
  click();
  assert.deepEqual(warnings, ["optimistic-target"]);
});

Deno.test("a tap hears what is shown, and what is taken back", () => {
  const heard: string[] = [];
  const { click, refuse, djust } = page(COUNTER);
  djust.tap = (...record) => {
    if (record[0] === "optimistic") heard.push(record[1]);
  };
  click();
  refuse();
  assert.deepEqual(heard, ["click: 6", "click: denied"]);
});
