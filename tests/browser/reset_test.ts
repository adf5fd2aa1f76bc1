/** Forms after a submit: dj-reset takes back what was sent; lists show what was chosen. */

import assert from "node:assert/strict";
import { each, event, html, LiveView } from "@djust/live";
import { seedFrom, size } from "../seed.ts";
import { until } from "../until.ts";
import { browserTest, type Page } from "./chromium.ts";
import { type Djusted, reads, stage } from "./stage.ts";

/** Calls a handler without touching the page, and waits for its answer. */
async function call(page: Page, name: string, params: Record<string, string> = {}): Promise<void> {
  await page.evaluate(
    async ({ name, params }) => void await (globalThis as Djusted).djust.pushEvent(name, params),
    { name, params },
  );
}

/** A form that is reset, by a handler that takes its time. */
class Resetting extends LiveView {
  said: string[] = [];
  goOn: () => void = () => {};

  @event
  async say({ text }: { text: string }): Promise<void> {
    if (text === "slow") await new Promise<void>((resolve) => this.goOn = resolve);
    this.said.push(text);
  }

  @event({ interrupt: true })
  go(): void {
    this.goOn();
  }

  render() {
    return html`
      <form dj-submit=${this.say} dj-reset>
        <input id="text" name="text" value="painted"><input id="box" name="box" type="checkbox">
        <select id="list" name="list" value="b">
          <option value="a">a</option><option value="b">b</option>
        </select>
        <textarea id="area" name="area"></textarea><input id="file" name="file" type="file">
        <button id="clear" type="reset">Clear</button></form>
      <ol>${this.said.map((text) => html`<li>${text}</li>`)}</ol>
    `;
  }
}

browserTest("dj-reset takes back what was sent, not what was typed since", async (_t, browser) => {
  await using on = await stage(browser, { "/": Resetting });
  const page = await on.open();
  await page.fill("#text", "slow");
  await page.fill("#area", "sent");
  await page.check("#box");
  await page.selectOption("#list", "a");
  await page.setInputFiles("#file", {
    name: "a.txt",
    mimeType: "text/plain",
    buffer: new TextEncoder().encode("x") as never,
  });
  await page.press("#text", "Enter");
  // Nobody types meanwhile, but scripts may.
  await page.evaluate(() => {
    const area = document.getElementById("area") as HTMLTextAreaElement;
    area.value = "typed since";
    area.dispatchEvent(new Event("input", { bubbles: true }));
  });
  await call(page, "go");
  await reads(page, "ol", "slow");
  const shown = () =>
    page.evaluate(() =>
      ["text", "list", "area", "file"]
        .map((id) => (document.getElementById(id) as HTMLInputElement).value)
    );
  await until("the answer has come", async () => await page.inputValue("#text") === "painted");
  assert.deepEqual(await shown(), ["painted", "b", "typed since", ""]);
  assert.equal(await page.isChecked("#box"), false);
});

browserTest("dj-reset is no handler of the event reset", async (_t, browser) => {
  await using on = await stage(browser, { "/": Resetting });
  const page = await on.open();
  await page.evaluate(() =>
    document.addEventListener("djust:error", (event) => {
      document.body.dataset.codes = `${(event as CustomEvent).detail.code}`;
    })
  );
  await page.fill("#text", "one");
  await page.press("#text", "Enter");
  await reads(page, "ol", "one");
  await page.click("#clear");
  await call(page, "go");
  assert.equal(await page.getAttribute("body", "data-codes"), null);
  const events = on.told.filter(({ type }) => type === "event").map(({ name }) => name);
  assert.deepEqual(events, ["say", "go"]);
});

/** A list whose options come when it is asked for them. */
class Choosing extends LiveView {
  options: string[] = [];
  rounds = 0;

  @event
  load(): void {
    this.options = [`z${++this.rounds}`, "a", "b", "c"];
  }

  render() {
    return html`
      <button id="load" dj-click=${this.load}>load</button>
      <select id="list" value="b" dj-focus=${this.load}>${each(
        this.options,
        (name) => name,
        (name) => html`<option value=${name}>${name}</option>`,
      )}</select><select id="hole"
        value=${"b"}>${this.options.map((name) =>
          html`<option value=${name}>${name}</option>`
        )}</select><output>${this.rounds}</output>
    `;
  }
}

browserTest("a list shows its value when its options come later", async (_t, browser) => {
  await using on = await stage(browser, { "/": Choosing });
  const page = await on.open();
  const shown = async () => [await page.inputValue("#list"), await page.inputValue("#hole")];
  await page.focus("#list");
  await reads(page, "output", "1");
  assert.deepEqual(await shown(), ["b", "b"]);
  // What the user chose stays his when other options come.
  await page.selectOption("#list", "c");
  await page.click("#load");
  await reads(page, "output", "2");
  assert.deepEqual(await shown(), ["c", "b"]);
});

/** Lists in which nothing is chosen: a browser shows the first option that is not disabled. */
class Unchosen extends LiveView {
  options = ["a", "b", "c", "d"];
  disabled: string[] = [];

  @event
  change(next: { options: string[]; disabled: string[] }): void {
    this.options = next.options;
    this.disabled = next.disabled;
  }

  render() {
    const option = (name: string) =>
      html`<option value=${name} disabled=${this.disabled.includes(name)}>${name}</option>`;
    const keyed = each(this.options, (name) => name, option);
    return html`
      <select id="keyed" name="keyed">${keyed}</select>
      <select id="group"><optgroup label="one">${keyed}</optgroup></select>
      <select id="placed"><option value="" disabled>choose</option>${this.options.map((name) =>
        html`<option>${name}</option>`
      )}</select>
      <select id="several" multiple>${keyed}</select><select id="open" size="3">${keyed}</select>
      <select id="grouped"><optgroup label="one" disabled=${this.disabled.includes("group")}>
        <option>x</option></optgroup><option>y</option></select>
    `;
  }
}

/** What all lists of a page show. */
function chosenIn(page: Page): Promise<Record<string, string[]>> {
  return page.evaluate(() =>
    Object.fromEntries(
      [...document.querySelectorAll("select")].map((list) =>
        [list.id, [...list.selectedOptions].map(({ value }) => value)] as const
      ),
    )
  );
}

browserTest(
  "a list in which nothing is chosen shows what a fresh page would, and what the user chose",
  async (_t, browser) => {
    const random = seedFrom("a list in which nothing is chosen");
    // What is painted must be as the last change left it.
    let last = { options: ["a", "b", "c", "d"], disabled: [] as string[] };
    class Painted extends Unchosen {
      override options = last.options;
      override disabled = last.disabled;
    }
    await using on = await stage(browser, { "/": Painted });
    const [page, chosen] = [await on.open(), await on.open()];
    // By the keyboard, so that the page hears of it as from a user.
    await chosen.focus("#keyed");
    await chosen.keyboard.press("c");
    await chosen.selectOption("#placed", "b");
    for (let i = 0; i < size(12, 100); i++) {
      const names = random.shuffle(["a", "b", "c", "d", "e", "f"]).slice(random.integer(0, 3));
      last = {
        options: [...new Set([...names, "b", "c"])],
        disabled: random.shuffle(["a", "d", "e", "group"]).slice(random.integer(0, 4)),
      };
      for (const one of [page, chosen]) {
        await one.evaluate(
          (next) => (globalThis as Djusted).djust.pushEvent("change", next).then(() => {}),
          last,
        );
      }
      const fresh = await on.open();
      const painted = await chosenIn(fresh);
      await fresh.close();
      assert.deepEqual(await chosenIn(page), painted, JSON.stringify(last));
      const { keyed, placed } = await chosenIn(chosen);
      assert.deepEqual([keyed, placed], [["c"], ["b"]], JSON.stringify(last));
    }
  },
);
