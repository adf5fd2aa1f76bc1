/** What controls tell, and when: by kind, by attribute, and in messages that are shared. */

// deno-lint-ignore-file jsx-key jsx-button-has-type -- what is told apart here is how attributes are spelled

import assert from "node:assert/strict";
import { html } from "@djust/live";
import { browserTest, type Page } from "./chromium.ts";
import type { Djusted } from "./stage.ts";
import { inAllWays, type Way } from "./ways.ts";

browserTest("input and change tell a value as its kind of control has it", async (t, browser) => {
  await inAllWays(t, browser, {
    tries: [],
    dots: (view) =>
      html`<form><input type="checkbox" name="box" dj-change=${view.tell}>
        <input type="radio" name="radio" value="a" dj-change=${view.tell}>
        <input type="radio" name="radio" value="b" dj-change=${view.tell}>
        <select name="list" multiple dj-change=${view.tell}><option>x</option><option>y</option>
          <option>z</option></select>
        <select name="one" dj-change=${view.tell}><option>p</option><option>q</option></select>
        <input type="number" name="number" value="1" dj-input=${view.tell}>
        <input type="range" name="range" dj-input=${view.tell}>
        <textarea name="text" dj-change=${view.tell}></textarea></form>`,
    colon: (view) => (
      <form>
        <input type="checkbox" name="box" dj-change={view.tell} />
        <input type="radio" name="radio" value="a" dj-change={view.tell} />
        <input type="radio" name="radio" value="b" dj-change={view.tell} />
        <select name="list" multiple dj-change={view.tell}>
          <option>x</option>
          <option>y</option>
          <option>z</option>
        </select>
        <select name="one" dj-change={view.tell}>
          <option>p</option>
          <option>q</option>
        </select>
        <input type="number" name="number" value="1" dj-input={view.tell} />
        <input type="range" name="range" dj-input={view.tell} />
        <textarea name="text" dj-change={view.tell}></textarea>
      </form>
    ),
  }, async ({ page, take }) => {
    const tells = async (value: unknown, field: string): Promise<void> => {
      assert.deepEqual(await take(), [{ value, field }]);
    };
    await page.check("[name=box]");
    await tells(true, "box");
    await page.uncheck("[name=box]");
    await tells(false, "box");
    await page.check("[value=b]");
    await tells("b", "radio");
    await page.selectOption("[name=list]", ["x", "z"]);
    await tells(["x", "z"], "list");
    await page.selectOption("[name=one]", "q");
    await tells("q", "one");
    await page.fill("[name=number]", "1.5");
    await tells(1.5, "number");
    await page.fill("[name=number]", "");
    assert.deepEqual(await take(0), [], "one that holds no number tells nothing");
    await page.fill("[name=range]", "70");
    await tells(70, "range");
    await page.fill("[name=text]", "long");
    await page.locator("[name=text]").blur();
    await tells("long", "text");
  });
});

/** Sets values one after another, in the same moment. */
const set = (page: Page, id: string, values: readonly string[]): Promise<void> =>
  page.evaluate(({ id, values }) => {
    const input = document.getElementById(id) as HTMLInputElement;
    for (const value of values) {
      if (input.type === "checkbox") input.checked = value === "on";
      else input.value = value;
      input.dispatchEvent(new InputEvent("input", { bubbles: true }));
    }
  }, { id, values });

browserTest(
  "each kind of control has a pace of its own, and an attribute beats it",
  async (t, browser) => {
    const kinds = ["text", "number", "range", "color", "checkbox"] as const;
    const paced = async ({ page, heard, take, call }: Way): Promise<void> => {
      const values = () => heard.map(({ value }) => value);
      const now = async (): Promise<unknown[]> => (await call("nothing"), values());
      const goOn = async (milliseconds: number): Promise<unknown[]> => {
        await page.clock.runFor(milliseconds);
        return await now();
      };
      const end = async (): Promise<void> => {
        await page.clock.runFor(1_000);
        await take(0);
      };
      const steps = async (id: string, wait: number, [a, b, c]: [string, string, string]) => {
        const told = (value: string): unknown => id === "color" ? value : Number(value);
        await set(page, id, [a, b, c]);
        assert.deepEqual(await goOn(wait / 2), [told(a)], id);
        assert.deepEqual(await goOn(wait / 2 + 20), [told(a), told(c)], id);
        await end();
      };
      await set(page, "text", ["a", "ab"]);
      assert.deepEqual(await goOn(250), []);
      await set(page, "text", ["abc"]);
      assert.deepEqual(await goOn(250), []);
      assert.deepEqual(await goOn(100), ["abc"]);
      await end();
      await steps("number", 100, ["1", "2", "3"]);
      await steps("range", 150, ["1", "2", "3"]);
      await steps("color", 150, ["#000001", "#000002", "#000003"]);
      await set(page, "checkbox", ["on", ""]);
      assert.deepEqual(await goOn(20), [true, false]);
      await end();
      await set(page, "off", ["a", "b"]);
      assert.deepEqual(await goOn(20), ["a", "b"]);
      await end();
      await set(page, "slow", ["a", "b", "c"]);
      assert.deepEqual(await goOn(20), ["a"]);
      assert.deepEqual(await goOn(400), ["a"]);
      assert.deepEqual(await goOn(80), ["a", "c"]);
      await end();
      await set(page, "blurred", ["a", "b"]);
      assert.deepEqual(await goOn(9_000), []);
      await page.focus("#blurred");
      await page.focus("#off");
      assert.deepEqual(await goOn(20), ["b"]);
      await end();
    };
    await inAllWays(
      t,
      browser,
      {
        tries: ["dj-debounce", "dj-throttle"],
        dots: (view) =>
          html`${
            kinds.map((kind) =>
              html`<input dj-key=${kind} id=${kind} name=${kind} type=${kind} dj-input=${view.tell}>`
            )
          }<input id="off" dj-input=${view.tell} dj-debounce="0">
      <input id="slow" dj-input=${view.tell} dj-throttle="500">
      <input id="blurred" dj-input=${view.tell} dj-debounce="blur">`,
        colon: (view) => [
          kinds.map((kind) => (
            <input key={kind} id={kind} name={kind} type={kind} dj-input={view.tell} />
          )),
          <input id="off" dj-input={view.tell} dj-debounce="0" />,
          <input id="slow" dj-input={view.tell} dj-throttle="500" />,
          <input id="blurred" dj-input={view.tell} dj-debounce="blur" />,
        ],
      },
      paced,
      { isTimed: true },
    );
  },
);

browserTest(
  "the first event leaves at once, those within 16 ms share a message and a render",
  async (t, browser) => {
    await inAllWays(t, browser, {
      tries: [],
      dots: (view) => html`<button id="it" dj-click=${view.more}>${view.count}</button>`,
      colon: (view) => <button id="it" dj-click={view.more}>{view.count}</button>,
    }, async ({ page, take }) => {
      const sent = await page.evaluate(async () => {
        const scope = globalThis as Djusted;
        const sent: string[] = [];
        let patches = 0;
        scope.djust.tap = (...[type, detail]) => {
          if (type === "sent") sent.push(String(detail));
          if (type === "patched") patches++;
        };
        const it = document.getElementById("it") as HTMLElement;
        for (let i = 0; i < 10; i++) it.click();
        for (let tries = 0; tries < 4_000 && it.textContent !== "10"; tries++) {
          await new Promise((resolve) => setTimeout(resolve, 5));
        }
        scope.djust.tap = undefined;
        return { events: sent.filter((text) => text.includes("more")).length, patches };
      });
      // One alone, where no window was open from before, and one with all others.
      assert.ok(sent.events <= 2 && sent.patches <= sent.events, JSON.stringify(sent));
      assert.equal((await take(10)).length, 10);
    });
  },
);
