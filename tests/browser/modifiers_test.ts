/** Every modifier of an event does as it says, in both spellings. */

import assert from "node:assert/strict";
import { until } from "../until.ts";
import { type Child, html } from "@djust/live";
import { createElement } from "../../vdom/jsx/mod.ts";
import { browserTest } from "./chromium.ts";
import { bothSpellings, listen } from "./listen.ts";

browserTest("once, self, stop, prevent, capture and passive do as they say", async (t, browser) => {
  await bothSpellings(t, async (spell) => {
    await using at = await listen(
      browser,
      `<button id=once dj-${spell("click.once")}=tell data-as=once>once</button>
        <div id=self dj-${spell("click.self")}=tell data-as=self>self <b id=child>child</b></div>
        <div dj-click=tell data-as=around><button id=stop dj-${
        spell("click.stop")
      }=tell data-as=stop>stop</button></div>
        <div dj-${
        spell("click.capture")
      }=tell data-as=captured><button id=late dj-click=tell data-as=late>late</button></div>
        <label><input type=checkbox id=box dj-${
        spell("click.prevent")
      }=tell data-as=prevent>box</label>
        <div id=wheel dj-${spell("wheel.passive")}=tell data-as=wheel>wheel ${
        "<p>x</p>".repeat(90)
      }</div>`,
    );
    const { page } = at;
    const as = async (count = 1): Promise<unknown> =>
      (await at.take(count)).map((params) => params["as"]);
    await page.click("#once");
    await page.click("#once");
    assert.deepEqual(await as(), ["once"]);
    await page.click("#child");
    assert.deepEqual(await as(0), []);
    await page.click("#self", { position: { x: 3, y: 3 } });
    assert.deepEqual(await as(), ["self"]);
    await page.click("#stop");
    assert.deepEqual(await as(), ["stop"]);
    await page.click("#late");
    assert.deepEqual(await as(2), ["captured", "late"]);
    await page.click("#box");
    assert.deepEqual(await as(), ["prevent"]);
    assert.equal(await page.isChecked("#box"), false);
    await page.hover("#wheel");
    await page.mouse.wheel(0, 40);
    assert.ok((await as() as string[]).every((one) => one === "wheel"));
  });
});

browserTest(
  "capture goes from the outside in, what does not bubble stays with its element, each runs once",
  async (_t, browser) => {
    await using at = await listen(
      browser,
      `<div dj-click.capture=tell data-as=outer><p dj-click.capture=tell data-as=inner><b id=b
        dj-click=tell data-as=b>b</b></p></div>
      <fieldset dj-focus=tell data-as=around dj-focus.capture=tell><input id=a dj-focus=tell
        data-as=field></fieldset>
      <div dj-wheel=tell dj-throttle=1 data-as=free><p id=w dj-wheel.prevent=tell dj-throttle=1
        data-as=held>wheel</p></div>`,
    );
    const { page } = at;
    const as = async (count: number): Promise<unknown> =>
      (await at.take(count)).map((params) => params["as"]);
    await page.click("#b");
    assert.deepEqual(await as(3), ["outer", "inner", "b"]);
    await page.focus("#a");
    assert.deepEqual(await as(1), ["field"]);
    const isFree = await page.evaluate(() => {
      const event = new WheelEvent("wheel", { bubbles: true, cancelable: true });
      return document.getElementById("w")?.dispatchEvent(event);
    });
    assert.equal(isFree, false);
    assert.deepEqual((await as(2) as string[]).sort(), ["free", "held"]);
  },
);

browserTest("keys and chords fire for themselves only", async (t, browser) => {
  await bothSpellings(t, async (spell) => {
    const bound = [
      ...["keydown.enter", "keydown.escape", "keydown.ctrl.s.prevent", "keydown.up"],
      ...["keyup.space", "keydown.ctrl.shift.k.window.prevent"],
      ...["keydown.alt.shift.b", "keydown.meta.c"],
    ];
    await using at = await listen(
      browser,
      `<div ${bound.map((name) => `dj-${spell(name)}=tell`).join(" ")}><input id=a></div>`,
    );
    const { page } = at;
    await page.focus("#a");
    for (
      const [press, key] of [
        ["Enter", "Enter"],
        ["Escape", "Escape"],
        ["Control+s", "s"],
        ["ArrowUp", "ArrowUp"],
        ["Control+Shift+K", "K"],
        ["Alt+Shift+B", "B"],
        ["Meta+c", "c"],
      ] as const
    ) {
      await page.keyboard.press(press);
      assert.deepEqual((await at.take()).map((params) => params["key"]), [key], press);
    }
    await page.keyboard.press("Space");
    assert.deepEqual((await at.take()).map((params) => params["key"]), [" "]);
    for (const press of ["a", "s", "c", "Control+k", "Alt+b", "ArrowDown", "Tab"]) {
      await page.keyboard.press(press);
    }
    assert.deepEqual(await at.take(0), []);
  });
});

browserTest("outside, window and document hear what happens elsewhere", async (t, browser) => {
  await bothSpellings(t, async (spell) => {
    await using at = await listen(
      browser,
      `<div id=menu dj-${spell("click.outside")}=tell data-as=outside>menu <b id=in>in</b></div>
        <p dj-${spell("keydown.escape.window")}=tell data-as=window>w</p>
        <p dj-${spell("my-signal.document")}=tell data-as=document>d</p><p id=away>away</p>`,
    );
    const { page } = at;
    const as = async (count = 1): Promise<unknown> =>
      (await at.take(count)).map((params) => params["as"]);
    await page.click("#in");
    assert.deepEqual(await as(0), []);
    await page.click("#away");
    assert.deepEqual(await as(), ["outside"]);
    await page.keyboard.press("Escape");
    assert.deepEqual(await as(), ["window"]);
    await page.evaluate(() =>
      document.body.dispatchEvent(new CustomEvent("my-signal", { bubbles: true }))
    );
    assert.deepEqual(await as(), ["document"]);
  });
});

browserTest(
  "debounce waits for silence, throttle sends first and last, blur waits for leaving",
  async (_t, browser) => {
    await using at = await listen(
      browser,
      `<input id=wait dj-input=tell dj-debounce=150><input id=leave name=l dj-input=tell dj-debounce=blur>
      <input id=usual dj-input=tell><input id=off dj-input=tell dj-debounce=0>
      <button id=steps dj-ping=tell dj-throttle=120>t</button>
      <form dj-submit=tell><input id=flushed name=f dj-input=tell dj-debounce=60000><button>go</button></form>`,
    );
    const { page } = at;
    const values = async (count = 1): Promise<unknown> =>
      (await at.take(count)).map((params) => params["value"]);
    // Within the page: on a busy machine the keys of a test are no faster than a silence.
    const typeFast = (id: string, text: string) =>
      page.evaluate(({ id, text }) => {
        const input = document.getElementById(id) as HTMLInputElement;
        for (const letter of text) {
          input.value += letter;
          input.dispatchEvent(new InputEvent("input", { bubbles: true }));
        }
      }, { id, text });
    await typeFast("wait", "abcde");
    assert.deepEqual(await values(), ["abcde"]);
    await typeFast("usual", "abc");
    assert.deepEqual(await values(), ["abc"]);
    await page.locator("#off").pressSequentially("ab", { delay: 20 });
    assert.deepEqual(await values(2), ["a", "ab"]);
    await page.locator("#leave").pressSequentially("abc", { delay: 20 });
    assert.deepEqual(await at.take(0), []);
    await page.focus("#off");
    assert.deepEqual(await values(), ["abc"]);
    const [sent, took] = await page.evaluate(async () => {
      const button = document.getElementById("steps") as HTMLElement;
      const start = performance.now();
      // In turns, not by the clock: each of 10 ms at least, however long one of them is held up.
      const all = 50;
      for (let n = 1; n <= all; n++) {
        button.dispatchEvent(new CustomEvent("ping", { bubbles: true, detail: { n } }));
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      return [all, performance.now() - start] as const;
    });
    await until("the last is heard", () => at.heard.at(-1)?.["n"] === sent);
    const steps = (await at.take()).map((params) => params["n"]);
    assert.equal(steps[0], 1);
    // The first, one for each step, and the last.
    assert.ok(steps.length > 2 && steps.length <= took / 120 + 2, `${steps.length} of ${sent}`);
    await page.locator("#flushed").pressSequentially("abc");
    await page.keyboard.press("Enter");
    assert.deepEqual(await at.take(2), [{ value: "abc", field: "f" }, { f: "abc" }]);
  },
);

browserTest(
  "modifiers without a handler act by themselves: nothing goes up",
  async (t, browser) => {
    for (const spelling of ["dots", "colon"] as const) {
      await t.step(spelling, async () => {
        const view = { isOpen: false };
        const [over, click] = spelling === "dots"
          ? ["dj-dragover.prevent", "dj-click.prevent"]
          : ["dj-dragover:prevent", "dj-click:prevent"];
        const template = (id: string): Child =>
          createElement("div", { id, [over]: true, "dj-drop": "tell" }, [
            createElement("label", { key: id }, [
              createElement("input", { type: "checkbox", [click]: "" }),
            ]),
          ]);
        const written = spelling === "dots"
          ? html`<p id="written" dj-dragover.prevent dj-drop=${() => {}}>here</p>`
          : html`<p id="written" dj-dragover:prevent dj-drop=${() => {}}>here</p>`;
        await using at = await listen(browser, () => [
          html`<button id="open" dj-click=${() => view.isOpen = true}>open</button>`,
          written,
          template("painted"),
          view.isOpen ? template("patched") : null,
          view.isOpen ? written : null,
        ]);
        const { page } = at;
        await page.click("#open");
        await page.waitForSelector("#patched");
        const seen = await page.evaluate(() => {
          const failures: unknown[] = [];
          addEventListener("djust:error", (event) => failures.push((event as CustomEvent).detail));
          const places = [...document.querySelectorAll("#written, #painted, #patched")];
          const isHeld = places.map((place) =>
            !place.dispatchEvent(new DragEvent("dragover", { bubbles: true, cancelable: true }))
          );
          for (const box of document.querySelectorAll("input")) box.click();
          return { isHeld, failures };
        });
        assert.deepEqual(seen.isHeld, [true, true, true, true]);
        assert.equal(await page.locator("input:checked").count(), 0);
        await page.evaluate(() =>
          document.querySelector("#patched")?.dispatchEvent(
            new DragEvent("drop", { bubbles: true }),
          )
        );
        assert.equal(
          (await at.take()).length,
          1,
          "a handler beside it is called, and nothing else",
        );
        assert.deepEqual(seen.failures, []);
        assert.deepEqual(
          at.on.told.filter(({ type }) => type === "warning" || type === "error"),
          [],
        );
      });
    }
  },
);
