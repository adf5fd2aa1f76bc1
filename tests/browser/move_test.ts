/** Keyed rows that move keep all that a browser knows of them: by `moveBefore`, where there is one. */

import assert from "node:assert/strict";
import { each, event, html, LiveView } from "@djust/live";
import { until } from "../until.ts";
import { type Browser, browserTest, type Page } from "./chromium.ts";
import { type Djusted, isLive, stage } from "./stage.ts";

class Rows extends LiveView {
  rows = ["a", "b", "c", "d"];
  @event
  order({ to }: { to: string }): void {
    this.rows = to.split("");
  }
  head() {
    return html`<link rel="stylesheet" href="/move.css">`;
  }
  render() {
    return html`
      <ul>
        ${each(this.rows, (row) => row, (row) =>
          html`
            <li id=${row}>
              <input value="some text">
              <div class="box">
                <p>long</p>
              </div>
              <div popover="manual">popover</div>
              <dialog>dialog</dialog>
              <iframe src="about:blank"></iframe>
              <i class="spin">spin</i>
            </li>
          `)}
      </ul>
    `;
  }
}

const STYLES = `
  .box { height: 40px; overflow: auto } .box p { height: 900px }
  .spin { display: inline-block; animation: spin 100s linear infinite }
  @keyframes spin { to { transform: rotate(360deg) } }
`;

/** A live page with the rows; `prepare` runs before its scripts. */
async function open(browser: Browser, prepare?: () => void) {
  const on = await stage(browser, { "/": Rows }, {
    before: (app) =>
      app.get("/move.css", (c) => c.body(STYLES, 200, { "content-type": "text/css" })),
  });
  const page = await on.visitor.open();
  if (prepare) await page.addInitScript(prepare);
  await page.goto(on.url);
  await isLive(page);
  return { on, page };
}

/** Brings the rows into this order. */
async function order(page: Page, to: string): Promise<void> {
  await page.evaluate((to) => (globalThis as Djusted).djust.pushEvent("order", { to }), to);
  const shown = () =>
    page.evaluate(() => [...document.querySelectorAll("li")].map(({ id }) => id).join(""));
  await until(`the rows are ${to}`, async () => await shown() === to);
}

/** Gives the rows state of every kind; a modal dialog takes the focus, so it is asked for by itself. */
const prime = (page: Page, ids: readonly string[], kind: "modal" | "focus") =>
  page.evaluate(([ids, kind]) => {
    for (const id of ids) {
      const find = <Found extends Element>(selector: string) =>
        document.querySelector(`#${id} ${selector}`) as Found;
      const input = find<HTMLInputElement>("input");
      find(".box").scrollTop = 123;
      find<HTMLElement>("[popover]").showPopover();
      const frame = find<HTMLIFrameElement>("iframe").contentWindow;
      Object.assign(frame as object, { mark: id });
      for (const animation of find(".spin").getAnimations()) animation.currentTime = 50_000;
      if (kind === "modal") find<HTMLDialogElement>("dialog").showModal();
      else {
        input.focus();
        input.setSelectionRange(2, 6, "backward");
      }
    }
  }, [ids, kind] as const);

/** What is still there of it. */
const keptIn = (page: Page, id: string) =>
  page.evaluate((id) => {
    const find = <Found extends Element>(selector: string) =>
      document.querySelector(`#${id} ${selector}`) as Found;
    const input = find<HTMLInputElement>("input");
    const [animation] = find(".spin").getAnimations();
    const frame = find<HTMLIFrameElement>("iframe").contentWindow as unknown as { mark?: string };
    return {
      focus: document.activeElement === input,
      selection: [input.selectionStart, input.selectionEnd, input.selectionDirection].join(),
      scroll: find(".box").scrollTop,
      popover: find("[popover]").matches(":popover-open"),
      modal: find("dialog").matches(":modal"),
      frame: frame.mark === id,
      animation: Number(animation?.currentTime) >= 50_000,
    };
  }, id);

const ALL = { scroll: 123, popover: true, frame: true, animation: true };

/** Rows that go one way, and another, among those that stay. */
const ORDERS = ["dabc", "bcda", "dcba", "badc"] as const;

browserTest(
  "rows that move keep focus, selection, scroll, popover, frame and animation",
  async (_t, browser) => {
    const { on, page } = await open(browser);
    await using _ = on;
    const rows = ["a", "b", "c", "d"];
    for (const row of rows) {
      await prime(page, rows.filter((one) => one !== row).concat(row), "focus");
      for (const to of ORDERS) {
        await order(page, to);
        const kept = await keptIn(page, row);
        assert.deepEqual(
          kept,
          { ...ALL, focus: true, selection: "2,6,backward", modal: false },
          to,
        );
        for (const other of rows) {
          const { scroll, popover, frame, animation } = await keptIn(page, other);
          assert.deepEqual({ scroll, popover, frame, animation }, ALL, `${other} of ${to}`);
        }
      }
      await page.evaluate(() => {
        for (const one of document.querySelectorAll<HTMLElement>("[popover]")) one.hidePopover();
      });
    }
  },
);

browserTest("rows that move keep a modal dialog, and several of them", async (_t, browser) => {
  const { on, page } = await open(browser);
  await using _ = on;
  await prime(page, ["a", "d"], "modal");
  for (const to of ORDERS) {
    await order(page, to);
    for (const row of ["a", "d"]) {
      const { focus: _focus, selection: _selection, ...kept } = await keptIn(page, row);
      assert.deepEqual(kept, { ...ALL, modal: true }, `${row} of ${to}`);
    }
  }
});

browserTest(
  "rows that stand in no document are made anew, and the list is right",
  async (_t, browser) => {
    const { on, page } = await open(browser);
    await using _ = on;
    await page.evaluate(() => document.querySelector("#d")?.remove());
    await order(page, "dabc");
    await page.evaluate(() => {
      const box = document.createElement("div");
      box.append(document.querySelector("#c") as Element);
    });
    await order(page, "cdab");
    await page.evaluate(() => {
      const list = document.querySelector("ul") as Element;
      const view = list.parentElement as Element;
      view.removeChild(list);
      // It is back before anything is told of it, but as another's.
      view.append(list);
    });
    await order(page, "abcd");
  },
);

browserTest(
  "without moveBefore the list is right, and what was typed stays",
  async (_t, browser) => {
    const { on, page } = await open(browser, () => {
      delete (Element.prototype as { moveBefore?: unknown }).moveBefore;
    });
    await using _ = on;
    await page.fill("#d input", "typed");
    for (const to of ORDERS) {
      await order(page, to);
      assert.equal(await page.inputValue("#d input"), "typed");
    }
  },
);
