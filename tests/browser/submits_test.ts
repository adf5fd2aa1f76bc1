/** A form on its way: once, read-only, busy; handed to the browser; asked for before it is lost. */

import assert from "node:assert/strict";
import type { Hono } from "hono";
import { event, type EventInfo, html, LiveView } from "@djust/live";
import { jsx } from "@djust/live/jsx-runtime";
import { until } from "../until.ts";
import { browserTest, type Page } from "./chromium.ts";
import { isLive, isLost, reads, stage } from "./stage.ts";

/** Lets a handler go on. */
let go = (): void => {};
let heard: unknown[] = [];

class Slow extends LiveView {
  runs = 0;
  isLocked = false;
  isShut = false;
  isBroken = false;

  @event
  async save(params: Record<string, unknown>, { submitter }: EventInfo): Promise<void> {
    heard.push({ ...params, submitter });
    await new Promise<void>((resolve) => go = resolve);
    this.runs++;
    this.isLocked = !this.isLocked;
    if (this.isBroken) throw new Error("broken");
  }

  @event
  shut(): void {
    this.isShut = true;
  }

  @event({ interrupt: true })
  lock(): void {
    this.isLocked = true;
    this.isShut = true;
  }

  render() {
    const inputs = html`
      <input name="a"><input name="own" readonly><input name="b" readonly=${this.isLocked}>
      <textarea name="c"></textarea><input type="checkbox" name="d">
      <select name="e"><option>1</option><option>2</option></select>
      <button id="save" name="by" value="save">Save</button>
      <button id="other" name="by" value="other" formnovalidate>Other</button>
      <button id="away" formaction="/away">Away</button>
      <button id="lock" type="button" dj-click=${this.lock}>lock</button>
    `;
    return html`
      <output>${this.runs}</output><i>${String(this.isShut)}</i>
      <form id="html" dj-submit.stop=${this.save}>${inputs}</form>
      ${this.isShut ? html`<form id="patched" dj-submit=${this.save}>${inputs}</form>` : null}
    `;
  }
}

class Jsx extends Slow {
  override render() {
    return jsx("div", {
      children: [
        jsx("output", { children: this.runs }),
        jsx("i", { children: String(this.isShut) }),
        jsx("form", {
          id: "html",
          "dj-submit:stop": this.save,
          children: [
            jsx("input", { name: "a" }),
            jsx("input", { name: "own", readonly: true }),
            jsx("input", { name: "b", readonly: this.isLocked }),
            jsx("textarea", { name: "c" }),
            jsx("input", { type: "checkbox", name: "d" }),
            jsx("select", { name: "e", children: jsx("option", { children: "1" }) }),
            jsx("button", { id: "save", name: "by", value: "save", children: "Save" }),
            jsx("button", { id: "lock", type: "button", "dj-click": this.lock, children: "x" }),
          ],
        }),
      ],
    }) as never;
  }
}

const before = (app: Hono): void => {
  app.all("/away", (c) => c.html("<p id=away>away</p>"));
};

/** Which controls of a form are read-only, and which of its buttons busy. */
const states = (page: Page, form = "#html"): Promise<string> =>
  page.evaluate((form) => {
    const all = [...document.querySelectorAll<HTMLInputElement>(`${form} [name], ${form} button`)];
    const readonly = all.filter((one) => one.hasAttribute("readonly")).map(({ name }) => name);
    const busy = all.filter((one) => one.ariaBusy === "true").map(({ id }) => id);
    return `${readonly.join()} ${busy.join()}`;
  }, form);

const isSent = async (): Promise<void> => void await until("it is sent", () => heard.length > 0);

for (const [spelling, View] of [["html", Slow], ["JSX", Jsx]] as const) {
  browserTest(
    `a form on its way is read-only and busy, goes once, and is as it was after, in ${spelling}`,
    async (_t, browser) => {
      await using on = await stage(browser, { "/": View }, { latency: 150, before });
      const page = await on.open();
      heard = [];
      await page.fill("#html [name=a]", "text");
      assert.equal(await states(page), "own ");
      await page.press("#html [name=a]", "Enter");
      await until("it is busy", async () => await states(page) === "a,own,b,c save");
      await isSent();
      // A second submit is none, in whatever way.
      await page.click("#save");
      await page.press("#html [name=a]", "Enter");
      await page.evaluate(() => document.querySelector("form")?.requestSubmit());
      // Nothing can be written meanwhile.
      await page.locator("#html [name=a]").pressSequentially("!!");
      await page.locator("#html [name=d]").click();
      await page.locator("#html [name=e]").press("ArrowDown");
      assert.equal(await page.inputValue("#html [name=a]"), "text");
      assert.equal(await page.isChecked("#html [name=d]"), false);
      assert.equal(await page.inputValue("#html [name=e]"), "1");
      // Other handlers still run; what the server says of a control holds once it is over.
      await page.click("#lock");
      await reads(page, "i", "true");
      assert.equal(await states(page), "a,own,b,c save");
      go();
      await reads(page, "output", "1");
      await until("it is free", async () => {
        const now = await states(page);
        if (now !== "own ") throw new Error(now);
        return true;
      });
      assert.equal(heard.length, 1);
      assert.deepEqual(heard[0], {
        a: "text",
        own: "",
        b: "",
        c: "",
        e: "1",
        by: "save",
        submitter: "by",
      });
      heard = [];
      await page.click("#save");
      await isSent();
      await until("it is busy", async () => await states(page) === "a,own,b,c save");
      go();
      await reads(page, "output", "2");
      // The handler has locked one.
      await until("it is free", async () => await states(page) === "own,b ");
      await page.locator("#html [name=d]").click();
      assert.equal(await page.isChecked("#html [name=d]"), true);
    },
  );
}

browserTest(
  "a form that a patch brought, a handler that throws, a cut and a restart leave nothing busy",
  async (_t, browser) => {
    class Throwing extends Slow {
      override isBroken = true;
    }
    await using on = await stage(browser, { "/": Throwing }, { before });
    const page = await on.open();
    heard = [];
    await page.click("#html #lock");
    await page.click("#patched #other");
    await isSent();
    await until("it is busy", async () => (await states(page, "#patched")).endsWith(" other"));
    on.proxy.cut();
    await isLost(page);
    assert.match(await states(page, "#patched"), / other$/);
    await isLive(page);
    go();
    await until("it is free", async () => await states(page, "#patched") === "own ");
    heard = [];
    await page.click("#html #save");
    await isSent();
    await on.restart();
    // The same event once more, in a process that knows nothing of it.
    heard = [];
    await isSent();
    go();
    await reads(page, "output", "1");
    // The handler has locked one.
    await until("it is free", async () => await states(page) === "own,b ");
    const others = on.visitor.takeComplaints().filter((text) =>
      !/Error: broken|WebSocket/.test(text)
    );
    assert.deepEqual(others, []);
  },
);

browserTest(
  "a button with formaction goes where it says, and a form that is away comes back free",
  async (_t, browser) => {
    await using on = await stage(browser, { "/": Slow }, { before });
    const page = await on.open();
    heard = [];
    await page.click("#away");
    await page.waitForURL("**/away**");
    await reads(page, "#away", "away");
    assert.deepEqual(heard, []);
  },
);

class Checkout extends LiveView {
  step = 0;
  isFine = false;
  email = "";

  @event
  check({ email }: { email: string }): void {
    this.step++;
    this.isFine = email.includes("@");
  }

  @event
  again(): void {
    this.isFine = false;
    this.step = 0;
  }

  render() {
    return html`
      <output>${this.step}</output>
      <form id="pay" action="/pay" method="post" target=${this.url.search ? "frame" : null}
        dj-submit=${this.check} dj-trigger-action=${this.isFine}>
              <input name="email" value=${this.email}><input name="pin" type="password">
              <button id="card" name="by" value="card">Card</button>
              <button id="bank" name="by" value="bank">Bank</button></form>
      <button id="again" dj-click=${this.again}>again</button>
      <iframe name="frame"></iframe>
    `;
  }
}

browserTest(
  "an action is triggered once, with what the handler saw and the button that was pressed",
  async (_t, browser) => {
    const paid: unknown[] = [];
    await using on = await stage(browser, { "/": Checkout }, {
      latency: 150,
      // One that may show a frame.
      csp: "default",
      before: (app) =>
        app.post("/pay", async (c) => {
          paid.push(await c.req.parseBody());
          return c.html("<p>paid</p>");
        }),
    });
    // The answer is shown in a frame, so that the page stays.
    const page = await on.open("/?stays");
    await page.fill("[name=email]", "nobody");
    await page.fill("[name=pin]", "1234");
    await page.click("#bank");
    await reads(page, "output", "1");
    assert.deepEqual(paid, []);
    await page.fill("[name=email]", "ada@x");
    await page.click("#bank");
    await reads(page, "output", "2");
    const expected = { email: "ada@x", pin: "1234", by: "bank" };
    await until("it is paid", () => paid.length > 0);
    await page.frameLocator("iframe").getByText("paid").waitFor();
    // A page that comes back triggers nothing.
    on.proxy.cut();
    await isLost(page);
    await isLive(page);
    await page.click("#again");
    await reads(page, "output", "0");
    assert.deepEqual(paid.map((one) => ({ ...one as object })), [expected]);
    await page.fill("[name=email]", "bob@x");
    await page.press("[name=email]", "Enter");
    await until("it is paid again", () => paid.length > 1);
    assert.deepEqual(Object.assign({}, paid[1]), { email: "bob@x", pin: "1234", by: "card" });
    // Without the frame the page is left.
    const other = await on.open("/");
    await other.fill("[name=email]", "eve@x");
    await other.click("#card");
    await other.waitForURL("**/pay");
    assert.equal(paid.length, 3);
    on.forgiveLine();
  },
);

class Draft extends LiveView {
  saved = "";
  isStrict = false;

  @event
  save({ text }: { text: string }): void {
    if (text === "bad") throw new Error("bad");
    this.saved = text;
  }

  render() {
    return html`<form id="draft" dj-submit=${this.save} dj-warn-unsaved>
      <input name="text"><button id="save">Save</button><button type="reset" id="reset">Reset</button>
      </form><output>${this.saved}</output>`;
  }
}

browserTest(
  "the browser asks before a form with something unsaved is left, and only then",
  async (_t, browser) => {
    await using on = await stage(browser, { "/": Draft });
    const page = await on.open();
    let asked = 0;
    let then: "accept" | "dismiss" = "accept";
    page.on("dialog", (dialog) => {
      asked++;
      void dialog[then]();
    });
    const leave = async (): Promise<number> => {
      asked = 0;
      then = "dismiss";
      await page.evaluate(() => void location.assign("/?left")).catch(() => {});
      return asked;
    };
    await page.fill("[name=text]", "hello");
    await until("it asks", async () => await leave() === 1);
    assert.doesNotMatch(page.url(), /left/);
    // A submit that failed has saved nothing.
    await page.fill("[name=text]", "bad");
    await page.click("#save");
    await until("it was refused", () => on.told.some(({ type }) => type === "error"));
    await page.waitForSelector("#save:not([aria-busy])");
    assert.equal(on.visitor.takeComplaints().length, 1);
    assert.equal(await leave(), 1);
    await page.click("#reset");
    await page.fill("[name=text]", "good");
    await page.click("#save");
    await reads(page, "output", "good");
    asked = 0;
    await page.goto(`${on.url}/?left`);
    assert.equal(asked, 0);
    await isLive(page);
  },
);

browserTest(
  "while the line is lost a form can be written on: the same goes once, what was changed goes too",
  async (_t, browser) => {
    await using on = await stage(browser, { "/": Draft }, { latency: 50 });
    const page = await on.open();
    on.proxy.goDown();
    await isLost(page);
    await page.fill("[name=text]", "one");
    await page.press("[name=text]", "Enter");
    await page.click("#save");
    await page.fill("[name=text]", "two");
    await page.press("[name=text]", "Enter");
    on.proxy.comeUp();
    await reads(page, "output", "two");
    const runs = on.told.filter(({ type, name }) => type === "event" && name === "save");
    assert.equal(runs.length, 2);
    assert.equal(await page.getAttribute("#save", "aria-busy"), null);
    on.forgiveLine();
  },
);
