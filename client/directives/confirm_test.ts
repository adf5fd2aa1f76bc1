/** `dj-confirm`: nothing goes before somebody has said yes. */

import assert from "node:assert/strict";
import { openLive, quietly, VIEW } from "../../tests/kit/page_kit.ts";

type Answer = boolean | Promise<boolean>;

/** A live page whose dialogs are answered by `answer`. */
function opened(content: string, answer: (text: string) => Answer, isOwn = false) {
  const asked: string[] = [];
  const ask = (text: string): Answer => (asked.push(text), answer(text));
  const page = openLive(
    VIEW(`<div dj=b>${content}</div>`),
    (window) => {
      Object.assign(window, isOwn ? { djust: { confirm: ask } } : { confirm: ask });
      window.FormData = class {
        *[Symbol.iterator](): Iterator<never> {}
      };
    },
  );
  return { ...page, asked };
}

const DROP = `<button dj dj-click=drop dj-confirm="Really?" dj-loading>Drop</button>`;

Deno.test("an event goes when somebody says yes, and after a no nothing has happened", () => {
  let answer = false;
  const { asked, click, document, take } = opened(DROP, () => answer);
  click();
  assert.deepEqual([take(), document.querySelector(".loading")], [[], null]);
  answer = true;
  click();
  assert.deepEqual([take(), asked], [["drop"], ["Really?", "Really?"]]);
});

Deno.test("a page's own dialog may take its time, and asks once at a time", async () => {
  let decide: (answer: boolean) => void = () => {};
  const { asked, click, clock, take } = opened(
    DROP,
    () => new Promise((resolve) => decide = resolve),
    true,
  );
  click();
  click();
  assert.deepEqual([asked.length, take()], [1, []]);
  decide(false);
  await clock.settled();
  assert.deepEqual(take(), []);
  click();
  decide(true);
  await clock.settled();
  assert.deepEqual([asked.length, take()], [2, ["drop"]]);
  click();
  assert.equal(asked.length, 3);
});

Deno.test("a dialog that fails says no", async () => {
  const page = opened(DROP, () => Promise.reject(new Error("no dialog")), true);
  const count = await quietly(async () => {
    page.click();
    await page.clock.settled();
  });
  assert.deepEqual([count, page.take()], [1, []]);
});

Deno.test("a patch brings a question, changes it, and takes it", () => {
  const { asked, click, say, take } = opened(`<button dj dj-click=drop>Drop</button>`, () => true);
  click();
  say(1, 1, 1, ["dj-confirm", "One?"]);
  click();
  say(1, 1, 1, ["dj-confirm", "Two?"]);
  click();
  say(1, 1, 1, ["dj-confirm", null]);
  click();
  assert.deepEqual(asked, ["One?", "Two?"]);
  assert.equal(take()[0], "drop");
});

Deno.test("a form asks before its submit, by its own words or its button's, and not while one types", async () => {
  const { asked, clock, document, fire, say } = opened(
    `<form dj-submit=save dj-input=check dj-confirm="Save?"><input name=a>
     <button id=b dj-confirm="Publish?">b</button></form>`,
    () => true,
  );
  fire("input", "input");
  assert.deepEqual(asked, []);
  fire("form", "submit");
  // One that is on its way goes once: nobody is asked.
  fire("form", "submit");
  await clock.move(300);
  say(2);
  fire("form", "submit", { submitter: document.querySelector("#b") });
  assert.deepEqual(asked, ["Save?", "Publish?"]);
});

Deno.test("without words of its own it asks in those of the page", () => {
  const { asked, click, document } = opened(DROP.replace('="Really?"', ""), () => true);
  click();
  document.querySelector("[data-djust]")?.setAttribute("data-messages", '{"confirm":"Sicher?"}');
  click();
  assert.deepEqual(asked, ["Are you sure?", "Sicher?"]);
});

Deno.test("what a script calls is not asked for", async () => {
  const { asked, djust, take } = opened(DROP, () => false);
  djust.pushEvent("drop");
  await Promise.resolve();
  assert.deepEqual([asked, take()], [[], [["drop", {}, 1]]]);
});
