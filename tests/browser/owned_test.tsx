/** Whose an attribute, a value or a content is: the page's, the view's, or made anew each time. */

// deno-lint-ignore-file jsx-key jsx-button-has-type -- what is told apart here is how attributes are spelled

import assert from "node:assert/strict";
import { html } from "@djust/live";
import { browserTest, type Page } from "./chromium.ts";
import { reads } from "./stage.ts";
import { inAllWays } from "./ways.ts";

browserTest(
  "dj-ignore leaves the content to a script, and its own attributes to the view",
  async (t, browser) => {
    await inAllWays(t, browser, {
      tries: ["dj-ignore"],
      dots: (view) => html`<div id="it" dj-ignore title=${view.count}><b>painted</b></div>`,
      colon: (view) => (
        <div id="it" dj-ignore title={`${view.count}`}>
          <b>painted</b>
        </div>
      ),
    }, async ({ page, call }) => {
      assert.equal(await page.textContent("#it"), "painted");
      await page.evaluate(() =>
        (document.getElementById("it") as Element).textContent = "a script's"
      );
      await call("more");
      assert.deepEqual(
        [await page.getAttribute("#it", "title"), await page.textContent("#it")],
        ["1", "a script's"],
      );
    });
  },
);

browserTest(
  "dj-ignore-attrs leaves attributes to the page once they are there",
  async (t, browser) => {
    await inAllWays(t, browser, {
      tries: ["dj-ignore-attrs"],
      dots: (view) =>
        html`
          <details id="it" open=${view.count % 2 === 0} class=${`n${view.count}`}
            style=${{ left: `${view.count}px` }} title=${view.count}
            dj-ignore-attrs="open, class style">${view.count}</details>
        `,
      colon: (view) => (
        <details
          id="it"
          open={view.count % 2 === 0}
          class={`n${view.count}`}
          style={{ left: `${view.count}px` }}
          title={`${view.count}`}
          dj-ignore-attrs="open, class style"
        >
          {view.count}
        </details>
      ),
    }, async ({ page, call, on, paintAtFirst }) => {
      const shown = () =>
        page.evaluate(() => {
          const it = document.getElementById("it") as HTMLDetailsElement;
          return [it.open, it.className, it.style.left, it.title, it.textContent];
        });
      assert.deepEqual(await shown(), [true, "n0", "0px", "0", "0"]);
      await page.evaluate(() => {
        const it = document.getElementById("it") as HTMLDetailsElement;
        it.classList.add("mine");
        it.style.left = "9px";
      });
      await call("more");
      assert.deepEqual(await shown(), [true, "n0 mine", "9px", "1", "1"]);
      await page.evaluate(() => (document.getElementById("it") as HTMLDetailsElement).open = false);
      await call("more");
      assert.deepEqual(await shown(), [false, "n0 mine", "9px", "2", "2"]);
      // Another process paints all anew: what is the page's stays so.
      paintAtFirst();
      await on.restart();
      await reads(page, "#it", "0");
      assert.deepEqual(await shown(), [false, "n0 mine", "9px", "0", "0"]);
      on.forgiveLine();
    });
  },
);

browserTest(
  "dj-force-value shows what the render says, while the control is edited, too",
  async (t, browser) => {
    await inAllWays(t, browser, {
      tries: ["dj-force-value"],
      dots: (view) =>
        html`
          <input id="it" dj-force-value dj-debounce="0" value=${view.text}
            dj-input=${({ value }: { value: string }) => view.text = value.replace(/\D/g, "")}>
        `,
      colon: (view) => (
        <input
          id="it"
          dj-force-value
          dj-debounce="0"
          value={view.text}
          dj-input={({ value }: { value: string }) => view.text = value.replace(/\D/g, "")}
        />
      ),
    }, async ({ page }) => {
      const holds = (text: string) =>
        page.waitForFunction(
          (text) => (document.getElementById("it") as HTMLInputElement).value === text,
          text,
        );
      await page.focus("#it");
      // The render changes, or stays as it is: either way it wins.
      for (const [key, text] of [["1", "1"], ["a", "1"], ["2", "12"], ["b", "12"]] as const) {
        await page.keyboard.type(key);
        await holds(text);
      }
      assert.equal(await page.evaluate(() => document.activeElement?.id), "it");
    }, { latency: 150 });
  },
);

const marked = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement & { mark?: string }>("#it *")]
      .filter(({ mark }) => mark).map(({ id }) => id)
  );

browserTest(
  "dj-replace makes all its content anew when anything in it changes",
  async (t, browser) => {
    await inAllWays(t, browser, {
      tries: ["dj-replace", "dj-key"],
      dots: (view) =>
        html`
          <div id="it"
            dj-replace><p id="still">still</p><p id="n">${view.count}</p><ul>${[view.count, 7].map((
              i,
            ) => html`<li dj-key=${i}>${i}</li>`)}</ul><button id="in" dj-click=${view
              .more}>more</button></div>
          <p id="out">${view.text}</p>
        `,
      colon: (view) => [
        <div id="it" dj-replace>
          <p id="still">still</p>
          <p id="n">{view.count}</p>
          <ul>{[view.count, 7].map((i) => <li key={i}>{i}</li>)}</ul>
          <button id="in" dj-click={view.more}>more</button>
        </div>,
        <p id="out">{view.text}</p>,
      ],
    }, async ({ page, call, take }) => {
      const mark = () =>
        page.evaluate(() => {
          for (const node of document.querySelectorAll("#it *")) {
            Object.assign(node, { mark: "old" });
          }
          document.querySelector("#it")?.append("by a script");
        });
      await mark();
      await call("nothing");
      assert.equal((await marked(page)).length, 6);
      for (let i = 1; i <= 3; i++) {
        await page.click("#in");
        await reads(page, "#n", `${i}`);
        await reads(page, "#it ul", `${i}7`);
        assert.deepEqual(await marked(page), []);
        assert.equal(await page.textContent("#it"), `still${i}${i}7more`);
        assert.equal(await page.evaluate(() => document.activeElement?.id), "in");
        await mark();
      }
      assert.deepEqual(await take(3), [{ more: 1 }, { more: 2 }, { more: 3 }]);
    });
  },
);
