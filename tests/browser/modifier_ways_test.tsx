/** Modifiers act where they were painted and where a patch brought them, as html and as JSX. */

// deno-lint-ignore-file jsx-key jsx-button-has-type -- what is told apart here is how attributes are spelled

import assert from "node:assert/strict";
import { html } from "@djust/live";
import { browserTest } from "./chromium.ts";
import { inAllWays, type Witness } from "./ways.ts";

browserTest(
  "modifiers act in both spellings, painted or brought by a patch",
  async (t, browser) => {
    const as = (view: Witness, name: string) => () => view.tell({ as: name });
    await inAllWays(t, browser, {
      tries: [],
      dots: (view) =>
        html`
          <button id="once" dj-click.once=${as(view, "once")}>once</button>
          <div id="self" dj-click.self=${as(view, "self")}>self <b id="child">child</b></div>
          <div dj-click=${as(view, "around")}><button id="stop" dj-click.stop=${as(
            view,
            "stop",
          )}>stop</button></div>
          <div dj-click.capture=${as(view, "captured")}><button id="late" dj-click=${as(
            view,
            "late",
          )}>late</button></div>
          <input type="checkbox" id="box" dj-click.prevent=${as(view, "prevent")}>
          <div id="wheel" dj-wheel.passive=${as(view, "wheel")}>wheel</div>
          <div id="menu" dj-click.outside=${as(view, "outside")}>menu <b id="in">in</b></div>
          <p dj-keydown.escape.window=${as(view, "window")}
            dj-my-signal.document=${as(view, "document")}>p</p>
          <input id="keys" dj-keydown.ctrl.s.prevent=${as(view, "ctrl")}
            dj-keydown.alt.shift.b=${as(view, "alt")} dj-keydown.meta.c=${as(view, "meta")}>
        `,
      colon: (view) => [
        <button id="once" dj-click:once={as(view, "once")}>once</button>,
        <div id="self" dj-click:self={as(view, "self")}>
          self <b id="child">child</b>
        </div>,
        <div dj-click={as(view, "around")}>
          <button id="stop" dj-click:stop={as(view, "stop")}>stop</button>
        </div>,
        <div dj-click:capture={as(view, "captured")}>
          <button id="late" dj-click={as(view, "late")}>late</button>
        </div>,
        <input type="checkbox" id="box" dj-click:prevent={as(view, "prevent")} />,
        <div id="wheel" dj-wheel:passive={as(view, "wheel")}>wheel</div>,
        <div id="menu" dj-click:outside={as(view, "outside")}>
          menu <b id="in">in</b>
        </div>,
        <p
          dj-keydown:escape-window={as(view, "window")}
          dj-my-signal:document={as(view, "document")}
        >
          p
        </p>,
        <input
          id="keys"
          dj-keydown:ctrl-s-prevent={as(view, "ctrl")}
          dj-keydown:alt-shift-b={as(view, "alt")}
          dj-keydown:meta-c={as(view, "meta")}
        />,
      ],
    }, async ({ page, take }) => {
      const tells = async (...names: string[]): Promise<void> => {
        assert.deepEqual((await take(names.length)).map((params) => params["as"]), names);
      };
      const click = async (id: string, ...names: string[]): Promise<void> => {
        await page.click(id);
        // Whatever is clicked elsewhere is outside of the menu.
        await tells(...names);
      };
      await click("#once", "once", "outside");
      await click("#once", "outside");
      await click("#child", "outside");
      await page.click("#self", { position: { x: 3, y: 3 } });
      await tells("self", "outside");
      await click("#late", "captured", "late", "outside");
      // The document does not hear of it either.
      await click("#stop", "stop");
      await click("#in");
      await click("#box", "prevent", "outside");
      assert.equal(await page.isChecked("#box"), false);
      const isHeld = await page.evaluate(() =>
        !document.getElementById("wheel")?.dispatchEvent(
          new WheelEvent("wheel", { bubbles: true, cancelable: true }),
        )
      );
      assert.equal(isHeld, false);
      await tells("wheel");
      await page.keyboard.press("Escape");
      await tells("window");
      await page.evaluate(() =>
        document.body.dispatchEvent(new CustomEvent("my-signal", { bubbles: true }))
      );
      await tells("document");
      await page.focus("#keys");
      for (const press of ["Control+s", "Alt+Shift+B", "Meta+c", "s", "Alt+b"]) {
        await page.keyboard.press(press);
      }
      await tells("ctrl", "alt", "meta");
    });
  },
);
