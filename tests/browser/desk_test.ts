/** What is the user's stays theirs when all of a page is painted anew: text, selection, scroll, dialogs. */

import assert from "node:assert/strict";
import { event, html, LiveView } from "@djust/live";
import { until } from "../until.ts";
import { browserTest, type Page } from "./chromium.ts";
import { type Djusted, isLive, reads, stage } from "./stage.ts";

/** Calls a handler without touching the page, and waits for its answer. */
async function call(page: Page, name: string, params: Record<string, string> = {}): Promise<void> {
  await page.evaluate(
    async ({ name, params }) => void await (globalThis as Djusted).djust.pushEvent(name, params),
    { name, params },
  );
}

/** Much of what a user may have made of a page. */
class Desk extends LiveView {
  patches = 0;
  name = "";
  notes = "";

  @event
  patch(): void {
    this.patches++;
  }

  @event
  named({ value }: { value: string }): void {
    this.name = value;
  }

  @event
  edited({ notes }: { notes: string }): void {
    this.notes = notes;
  }

  render() {
    return html`
      <p id="patches">${this.patches}</p>
      <p id="name">${this.name}</p>
      <p id="notes">${this.notes}</p>
      <input id="field" name="named" dj-input=${this.named}>
      <input id="quiet" name="quiet">
      <form dj-change="edited">
        <textarea id="area" name="notes"></textarea>
      </form>
      <details id="details">
        <summary>More ${this.patches}</summary>
        <p>${this.patches}</p>
      </details>
      <dialog id="dialog"><p>${this.patches}</p><button>Close</button></dialog>
      <div id="box" class="scroll">${Array.from(
        { length: 60 },
        (_, i) => html`<p>line ${i} ${this.patches}</p>`,
      )}</div>
    `;
  }
}

const layout = "#box { height: 100px; overflow: auto; }";

/** Makes a desk one's own; tells later whether it still is. */
async function settle(page: Page): Promise<() => Promise<unknown>> {
  await page.fill("#quiet", "quiet text");
  await page.fill("#area", "some notes");
  await page.fill("#field", "Ada");
  await page.evaluate(() => {
    (document.getElementById("details") as HTMLDetailsElement).open = true;
    (document.getElementById("dialog") as HTMLDialogElement).show();
    (document.getElementById("box") as HTMLElement).scrollTop = 240;
    const field = document.getElementById("field") as HTMLInputElement;
    field.focus();
    field.setSelectionRange(1, 2);
  });
  return async () =>
    await page.evaluate(() => {
      const valueOf = (id: string) => (document.getElementById(id) as HTMLInputElement).value;
      const field = document.activeElement as HTMLInputElement;
      return [
        ...[valueOf("quiet"), valueOf("area"), valueOf("field")],
        (document.getElementById("details") as HTMLDetailsElement).open,
        (document.getElementById("dialog") as HTMLDialogElement).open,
        document.getElementById("box")?.scrollTop,
        `${field.id} ${field.selectionStart} ${field.selectionEnd}`,
      ];
    });
}

/** A desk with its own style sheet. */
const desk = (browser: Parameters<typeof stage>[0]) =>
  stage(browser, { "/": Desk }, {
    before: (app) =>
      app.get("/desk.css", (c) => c.text(layout, 200, { "content-type": "text/css" })),
  });

/** A page at the desk, with all that is the user's on it. */
async function sitDown(on: Awaited<ReturnType<typeof desk>>) {
  const page = await on.open();
  await page.addStyleTag({ url: "/desk.css" });
  const own = await settle(page);
  await reads(page, "#name", "Ada");
  return { page, own };
}

const OWN = ["quiet text", "some notes", "Ada", true, true, 240, "field 1 2"];

browserTest(
  "scroll, open details, an open dialog and typed text survive patches",
  async (_t, browser) => {
    await using on = await desk(browser);
    const { page, own } = await sitDown(on);
    for (let i = 1; i <= 5; i++) {
      await call(page, "patch");
      assert.deepEqual(await own(), OWN, `patch ${i}`);
    }
  },
);

browserTest(
  "a restart of the server takes nothing from the user, and is told what they typed",
  async (_t, browser) => {
    await using on = await desk(browser);
    const { page, own } = await sitDown(on);
    await call(page, "patch");
    const fulls: string[] = [];
    page.on("websocket", (socket) =>
      socket.on("framereceived", ({ payload }) => {
        if (String(payload).startsWith("[-9,")) fulls.push(String(payload));
      }));
    await on.restart();
    await until("a full frame has come", () => fulls.length === 1);
    await isLive(page);
    assert.deepEqual(await own(), OWN);
    // The new instance knew nothing: the page tells it by the handlers of the controls.
    await reads(page, "#name", "Ada");
    await reads(page, "#notes", "some notes");
    await reads(page, "#patches", "0");
    assert.equal(await page.evaluate(() => performance.getEntriesByType("navigation").length), 1);
    on.forgiveLine();
  },
);

browserTest(
  "what is typed before the page is live is told as soon as it is",
  async (_t, browser) => {
    await using on = await stage(browser, { "/": Desk });
    const page = await on.visitor.open();
    let release = (): void => {};
    const held = new Promise<void>((resolve) => release = resolve);
    await page.route(/_djust\/client\./, async (route) => {
      await held;
      await route.continue();
    });
    await page.goto(on.url, { waitUntil: "commit" });
    await page.fill("#field", "Ada");
    await page.fill("#area", "notes");
    await page.fill("#quiet", "quiet");
    release();
    await isLive(page);
    await reads(page, "#name", "Ada");
    await reads(page, "#notes", "notes");
    assert.equal(await page.inputValue("#quiet"), "quiet");
  },
);
