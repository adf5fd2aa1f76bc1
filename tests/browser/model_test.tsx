/** `dj-model` in a browser: controls of every kind, in both spellings, over a slow line and a new process. */

import assert from "node:assert/strict";
import { type Child, each, event, html, LiveView } from "@djust/live";
import { until } from "../until.ts";
import { browserTest, type Page } from "./chromium.ts";
import { isLive, isLost, stage } from "./stage.ts";

const COLORS = ["red", "blue"];

/** A view with a control of each kind. */
class Desk extends LiveView {
  static isPainted = true;
  isThere = (this.constructor as typeof Desk).isPainted;
  title = "Ink";
  count = 1;
  price: number | null = null;
  wide: number | null = 3;
  isOpen = false;
  color = "red";
  colors: string[] = ["red"];
  several: string[] = ["blue"];
  note = "";
  late = "";

  @event
  come(): void {
    this.isThere = true;
  }

  @event
  clear(): void {
    this.title = "";
    this.color = "red";
    this.colors = [];
  }

  controls(): Child {
    return null;
  }

  render(): Child {
    const { title, count, price, wide, isOpen, color, colors, several, note, late } = this;
    const held = { title, count, price, wide, isOpen, color, colors, several, note, late };
    return html`
      <main>${this.isThere ? this.controls() : null}</main>
      <output>${JSON.stringify(held)}</output>
      <button id="come" dj-click=${this.come}>come</button>
      <button id="clear" dj-click=${this.clear}>clear</button>
    `;
  }
}

class Dots extends Desk {
  override controls(): Child {
    return html`
      <input id="title" dj-model.trim="title">
      <input id="count" type="number" dj-model="count">
      <input id="price" type="number" dj-model="price">
      <input id="wide" dj-model.number="wide">
      <input id="open" type="checkbox" dj-model="isOpen">
      <select id="color"
        dj-model="color"><option value="red">r</option><option value="blue">b</option></select>
      <select id="several" multiple dj-model="several"><option>red</option><option>blue</option></select>
      <textarea id="note" dj-model.debounce-50="note"></textarea>
      <input id="late" dj-model.lazy="late">
      ${each(
        COLORS,
        (one) => one,
        (one) =>
          html`<p><input type="checkbox" id=${one} dj-model="colors" value=${one}><input type="radio"
          name="color" id=${`r-${one}`} dj-model="color" value=${one}></p>`,
      )}
    `;
  }
}

class Colon extends Desk {
  override controls(): Child {
    return (
      <div>
        <input id="title" dj-model:trim="title" />
        <input id="count" type="number" dj-model="count" />
        <input id="price" type="number" dj-model="price" />
        <input id="wide" dj-model:number="wide" />
        <input id="open" type="checkbox" dj-model="isOpen" />
        <select id="color" dj-model="color">
          <option value="red">r</option>
          <option value="blue">b</option>
        </select>
        <select id="several" multiple dj-model="several">
          <option>red</option>
          <option>blue</option>
        </select>
        <textarea id="note" dj-model:debounce-50="note"></textarea>
        <input id="late" dj-model:lazy="late" />
        {COLORS.map((one) => (
          <p key={one}>
            <input type="checkbox" id={one} dj-model="colors" value={one} />
            <input type="radio" name="color" id={`r-${one}`} dj-model="color" value={one} />
          </p>
        ))}
      </div>
    );
  }
}

const heldIn = async (page: Page): Promise<Record<string, unknown>> =>
  JSON.parse(await page.locator("output").textContent() ?? "{}");

async function holds(page: Page, wanted: Record<string, unknown>): Promise<void> {
  let held: Record<string, unknown> = {};
  await until(`the fields hold ${JSON.stringify(wanted)}`, async () => {
    held = await heldIn(page);
    return Object.entries(wanted).every(([name, value]) =>
      JSON.stringify(held[name]) === JSON.stringify(value)
    );
  });
}

for (const [spelling, View] of [["dots", Dots], ["colon", Colon]] as const) {
  for (const isPainted of [true, false]) {
    const way = `${spelling}, ${isPainted ? "painted" : "brought by a patch"}`;
    browserTest(`dj-model binds every kind of control, ${way}`, async (_t, browser) => {
      Desk.isPainted = isPainted;
      await using on = await stage(browser, { "/": View });
      const page = await on.open();
      if (!isPainted) await page.click("#come");
      const value = (id: string): Promise<string> => page.inputValue(`#${id}`);
      await page.waitForSelector("#late");
      assert.equal(await value("title"), "Ink");
      assert.equal(await value("count"), "1");
      assert.ok(await page.isChecked("#red"));
      assert.ok(await page.isChecked("#r-red"));
      await page.fill("#title", " Pen ");
      await holds(page, { title: "Pen" });
      assert.equal(await value("title"), " Pen ", "what is typed is not taken from the fingers");
      await page.fill("#count", "12");
      await page.fill("#price", "2.5");
      await page.fill("#wide", "7.");
      await holds(page, { count: 12, price: 2.5, wide: 7 });
      assert.equal(await value("wide"), "7.");
      await page.fill("#count", "");
      await page.fill("#price", "");
      await page.check("#open");
      await page.check("#blue");
      await page.selectOption("#several", ["red", "blue"]);
      await page.check("#r-blue");
      await page.fill("#note", "n");
      const late = page.locator("#late");
      await late.pressSequentially("late");
      await holds(page, {
        ...{ count: 12, price: null, isOpen: true, colors: ["red", "blue"] },
        ...{ several: ["red", "blue"], color: "blue", note: "n", late: "" },
      });
      await late.blur();
      await holds(page, { late: "late" });
      assert.equal(await value("color"), "blue");
      await page.selectOption("#color", "red");
      await holds(page, { color: "red" });
      assert.ok(await page.isChecked("#r-red"));
      await page.click("#clear");
      await holds(page, { title: "", colors: [] });
      await until("controls show it", async () => await value("title") === "");
      assert.ok(!await page.isChecked("#red"));
    });
  }
}

browserTest(
  "what is typed while answers are on their way stays, at 300 ms",
  async (_t, browser) => {
    Desk.isPainted = true;
    await using on = await stage(browser, { "/": Dots }, { latency: 150 });
    const page = await on.open();
    await page.fill("#note", "");
    await page.locator("#note").pressSequentially("one two three four", { delay: 60 });
    assert.equal(await page.inputValue("#note"), "one two three four");
    await holds(page, { note: "one two three four" });
    assert.equal(await page.inputValue("#note"), "one two three four");
    const count = page.locator("#count");
    await count.fill("");
    await count.pressSequentially("1.05", { delay: 200 });
    await holds(page, { count: 1.05 });
    assert.equal(await page.inputValue("#count"), "1.05");
  },
);

browserTest(
  "what was typed while the line was away is told to the next process",
  async (_t, browser) => {
    Desk.isPainted = true;
    await using on = await stage(browser, { "/": Dots });
    const page = await on.open();
    await page.fill("#note", "before");
    await holds(page, { note: "before" });
    const lost = isLost(page);
    await on.restart();
    await lost;
    await page.fill("#title", "after");
    await page.check("#open");
    await isLive(page);
    await holds(page, { note: "before", title: "after", isOpen: true });
    assert.equal(await page.inputValue("#note"), "before");
    on.forgiveLine();
  },
);
