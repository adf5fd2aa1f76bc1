/** Directives in a page: painted, patched and cloned elements alike, and never as events. */

import assert from "node:assert/strict";
import { open, openLive, VIEW } from "../../tests/kit/page_kit.ts";
import { single, tally } from "../../tests/kit/tally_directive.ts";
import type { Directives } from "../directives/mod.ts";

function openWith(body: string, directives: Directives) {
  const page = open(VIEW(body), undefined, undefined, { directives });
  page.up();
  page.say(-1, 0, 0, "token");
  const tallies = () =>
    [...page.document.querySelectorAll("[data-tally]")]
      .map((element) => [element.id, (element as HTMLElement).dataset.tally]);
  return { ...page, tallies };
}

Deno.test("a directive of one's own is at work where it was painted, patched or cloned", () => {
  const { say, tallies } = openWith(
    `<div dj=bn><p id=a dj dj-tally=times>0</p><p id=b dj>0</p><ul dj></ul></div>`,
    { tally },
  );
  assert.deepEqual(tallies(), [["a", "0 times"]]);
  say(0, 1, 1, ["dj-tally", "turns"]);
  assert.deepEqual(tallies(), [["a", "0 times"], ["b", "0 turns"]]);
  say(0, 1, 2, [-2, 0, "x", "y"], { t: [["<li dj=b dj-tally=rows></li>", 0, "id"]] });
  say(0, 1, 2, [-4, 0, [[0, "z"]]]);
  assert.deepEqual(tallies().slice(2).map(([, text]) => text), ["0 rows", "0 rows", "0 rows"]);
  say(0, 1, 0, "1");
  assert.deepEqual(tallies()[0], ["a", "1 times"]);
  say(0, 1, 1, ["dj-tally", null]);
  assert.deepEqual(tallies().map(([id]) => id).includes("b"), false);
});

Deno.test("a directive may take part in the way of every event", async () => {
  const { click, take, clock } = openWith(
    `<button dj=b dj-click=save dj-single=a></button>`,
    { single },
  );
  click();
  click();
  await clock.move(20);
  assert.deepEqual(take(), ["save"]);
});

Deno.test("no directive is an event, known ones nor one's own", async () => {
  const { fire, take, clock } = openWith(
    `<p dj=b dj-click=save dj-reset dj-debounce=0 dj-key=k dj-tally=x dj-value-hit=1></p>`,
    { tally },
  );
  for (const type of ["reset", "debounce", "key", "tally", "value-hit"]) fire("p", type);
  await clock.move(1_000);
  assert.deepEqual(take(), []);
  fire("p", "click");
  assert.deepEqual(take(), [["save", { hit: "1", tally: "0 x" }]]);
});

Deno.test("a directive that a view brings is hooked to what came with it", () => {
  const page = openLive(VIEW(`<ul dj=b></ul>`), (window) => {
    (window as { djust?: unknown }).djust = {
      hooks: {
        Heard: {
          mounted(this: { handleEvent: (name: string, run: () => void) => void; el: Element }) {
            this.handleEvent("ping", () => this.el.setAttribute("title", "heard"));
          },
        },
      },
    };
  });
  page.say(0, 1, 0, [0], { t: [["<li dj=b dj-hook=Heard></li>"]], e: [["ping", 1]] });
  assert.equal(page.document.querySelector("li")?.getAttribute("title"), "heard");
});
