/** A page that another process paints anew takes nothing from the user, and tells nothing they did not do. */

import assert from "node:assert/strict";
import { event, html, LiveView } from "@djust/live";
import { until } from "../until.ts";
import { browserTest, type Page } from "./chromium.ts";
import { type Djusted, isLive, reads, stage } from "./stage.ts";

/** A desk with all that is easily lost; the version tells which process painted it. */
class Desk extends LiveView {
  version = 1;
  log: string[] = [];
  isOpen = false;

  @event
  open(): void {
    this.isOpen = true;
  }

  @event
  nothing(): void {}

  note(what: string): () => void {
    return () => void this.log.push(what);
  }

  render() {
    return html`
      <p id="version">${this.version}</p>
      <form id="form"><input id="file" name="file" type="file"><input id="text" name="text"></form>
      <input id="focus" name="focus" dj-focus=${this.note("focus")} dj-blur=${this.note("blur")}>
      <dialog id="dialog" open=${this.isOpen} dj-close=${this.note("close")}>${this
        .version}</dialog>
      <output>${this.log.join()}</output>
    `;
  }
}

class Next extends Desk {
  override version = 2;
}

class Opened extends Next {
  override isOpen = true;
}

/** Waits until what the page did by itself would have been heard. */
async function settle(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await new Promise((resolve) => setTimeout(resolve));
    await (globalThis as Djusted).djust.pushEvent("nothing");
  });
}

browserTest("a chosen file keeps no typed text from its page", async (_t, browser) => {
  await using on = await stage(browser, { "/": Desk });
  const page = await on.open();
  await page.setInputFiles("#file", {
    name: "a.txt",
    mimeType: "text/plain",
    buffer: new TextEncoder().encode("x") as never,
  });
  await page.fill("#text", "typed");
  await on.restart({ "/": Next });
  await reads(page, "#version", "2");
  await isLive(page);
  assert.equal(await page.inputValue("#text"), "typed");
  on.forgiveLine();
});

/** Controls whose values the server keeps, and does not change. */
class Drafts extends LiveView {
  version = 1;

  render() {
    return html`
      <p id="version">${this.version}</p>
      <form dj-input=${() => {}} dj-debounce="0">
        <input id="one" name="one" value=${"1"}><input id="two" name="two" value=${"2"}>
        <textarea id="area" name="area">${"3"}</textarea>
        <input id="check" name="check" type="checkbox" checked=${false}>
        <select id="list" name="list" value=${"a"}><option>a</option><option>b</option></select>
      </form>
      <input id="out" value=${"4"}>
    `;
  }
}

class NextDrafts extends Drafts {
  override version = 2;
}

browserTest("what was typed where the server keeps a value stays, too", async (_t, browser) => {
  await using on = await stage(browser, { "/": Drafts });
  const page = await on.open();
  for (const id of ["one", "two", "area", "out"]) await page.fill(`#${id}`, `typed ${id}`);
  await page.check("#check");
  await page.selectOption("#list", "b");
  await page.focus("#one");
  const shown = () =>
    page.evaluate(() =>
      [...document.querySelectorAll<HTMLInputElement>("input,textarea,select")]
        .map(({ value, checked }) => checked ?? false ? "checked" : value)
    );
  const typed = ["typed one", "typed two", "typed area", "checked", "b", "typed out"];
  assert.deepEqual(await shown(), typed);
  await on.restart({ "/": NextDrafts });
  await reads(page, "#version", "2");
  await isLive(page);
  await page.evaluate(() => (globalThis as Djusted).djust.pushEvent("none").catch(() => {}));
  assert.deepEqual(await shown(), typed);
  on.forgiveLine();
});

browserTest("an open dialog stays open, and was not closed by the user", async (_t, browser) => {
  await using on = await stage(browser, { "/": Desk });
  const page = await on.open();
  await page.evaluate(() => void (globalThis as Djusted).djust.pushEvent("open"));
  await page.waitForSelector("#dialog[open]");
  await on.restart({ "/": Opened });
  await reads(page, "#version", "2");
  await settle(page);
  await reads(page, "output", "");
  assert.notEqual(await page.getAttribute("#dialog", "open"), null);
  on.forgiveLine();
});

browserTest("focus that is given back is no dj-focus, and no dj-blur", async (_t, browser) => {
  await using on = await stage(browser, { "/": Desk });
  const page = await on.open();
  await page.focus("#focus");
  await reads(page, "output", "focus");
  await on.restart({ "/": Next });
  await reads(page, "#version", "2");
  await settle(page);
  await reads(page, "output", "");
  assert.equal(await page.evaluate(() => document.activeElement?.id), "focus");
  await page.focus("#text");
  await reads(page, "output", "blur");
  on.forgiveLine();
});

/** A form whose controls have holes: the render says what they hold. */
class Profile extends LiveView {
  version = 1;
  name = "";
  city = "";
  plan = "b";
  note = "";
  agreed = false;

  @event
  named({ value }: { value: string }): void {
    this.name = value;
  }

  @event
  save(): void {}

  render() {
    return html`
      <p id="version">${this.version}</p>
      <output>${this.name}</output>
      <input id="name" name="name" value=${this.name} dj-input=${this.named} dj-debounce="0">
      <form dj-submit=${this.save}>
        <input id="city" name="city" value=${this.city}>
        <input id="agreed" name="agreed" type="checkbox" checked=${this.agreed}>
        <select id="plan" name="plan" value=${this.plan}>
          <option value="a">a</option>
          <option value="b">b</option>
          <option value="c">c</option>
        </select>
        <textarea id="note" name="note" value=${this.note}></textarea>
        <input id="last" name="last" value="">
      </form>
    `;
  }
}

class NextProfile extends Profile {
  override version = 2;
}

browserTest(
  "what was typed and left stays where the render has a hole, and is told",
  async (_t, browser) => {
    await using on = await stage(browser, { "/": Profile });
    const page = await on.open();
    await page.fill("#name", "Ada");
    await reads(page, "output", "Ada");
    await page.fill("#city", "London");
    await page.check("#agreed");
    await page.selectOption("#plan", "c");
    await page.fill("#note", "two words");
    await page.focus("#last");
    await on.restart({ "/": NextProfile });
    await reads(page, "#version", "2");
    await isLive(page);
    const values = await page.evaluate(() =>
      ["name", "city", "plan", "note"].map((id) =>
        (document.getElementById(id) as HTMLInputElement).value
      )
    );
    assert.deepEqual(values, ["Ada", "London", "c", "two words"]);
    assert.equal(await page.isChecked("#agreed"), true);
    await reads(page, "output", "Ada");
    on.forgiveLine();
  },
);

/** A view whose handler takes until it is let go. */
class Slow extends LiveView {
  static version = 1;
  static gate = Promise.withResolvers<void>();
  static runs = 0;
  isDone = false;

  @event
  async save(): Promise<void> {
    Slow.runs++;
    await Slow.gate.promise;
    this.isDone = true;
  }

  render() {
    return html`
      <button id="save" dj-click=${this.save} dj-lock dj-loading.disable
        dj-loading.text="Saving">Save</button>
      <i dj-loading.show dj-loading.for="save">on its way</i>
      <output>${this.isDone ? "done" : `version ${Slow.version}`}</output>
    `;
  }
}

browserTest(
  "what is on its way is shown and locked on the page that another process paints, and ends clean",
  async (_t, browser) => {
    Object.assign(Slow, { gate: Promise.withResolvers<void>(), runs: 0, version: 1 });
    await using on = await stage(browser, { "/": Slow }, { latency: 150 });
    const page = await on.open();
    const shape = (): Promise<string> =>
      page.evaluate(() => {
        const button = document.querySelector("#save") as Element;
        return [...button.getAttributeNames().sort(), button.textContent].join(" ");
      });
    const before = await shape();
    await page.click("#save");
    await reads(page, "#save", "Saving");
    await until("it is under way", () => Slow.runs === 1);
    Slow.version = 2;
    await on.restart();
    await reads(page, "output", "version 2");
    await reads(page, "#save", "Saving");
    assert.ok(await page.isDisabled("#save"));
    assert.ok(await page.isVisible("i"));
    // Whoever gets past what is disabled is locked out all the same.
    await page.evaluate(() => {
      const button = document.querySelector("#save") as HTMLButtonElement;
      button.disabled = false;
      button.click();
    });
    Slow.gate.resolve();
    await reads(page, "output", "done");
    await until("nothing is left of it", async () => await shape() === before);
    assert.ok(await page.isHidden("i"));
    assert.equal(Slow.runs, 2, "once in each process");
    on.forgiveLine();
  },
);

/** A form whose handler takes until it is let go. */
class Order extends LiveView {
  static version = 1;
  static gate = Promise.withResolvers<void>();
  static sent: string[] = [];
  isDone = false;

  @event
  async order({ what }: { what: string }): Promise<void> {
    Order.sent.push(`${Order.version}: ${what}`);
    await Order.gate.promise;
    this.isDone = true;
  }

  render() {
    return html`
      <form id="order" dj-submit=${this.order}><input name="what"><button>Send</button></form>
      <output>${this.isDone ? "done" : `version ${Order.version}`}</output>
    `;
  }
}

browserTest(
  "a form that is on its way goes once, also on the page that another process paints",
  async (_t, browser) => {
    Object.assign(Order, { gate: Promise.withResolvers<void>(), sent: [], version: 1 });
    await using on = await stage(browser, { "/": Order });
    const page = await on.open();
    const submit = (): Promise<void> =>
      page.evaluate(() => (document.querySelector("#order") as HTMLFormElement).requestSubmit());
    await page.fill("[name=what]", "tea");
    await submit();
    await until("it is under way", () => Order.sent.length === 1);
    Order.version = 2;
    await on.restart();
    await reads(page, "output", "version 2");
    await isLive(page);
    await until("the other process has it", () => Order.sent.length === 2);
    await submit();
    // What was written since is another one.
    await page.fill("[name=what]", "cake");
    await submit();
    await submit();
    Order.gate.resolve();
    await reads(page, "output", "done");
    await page.evaluate(() =>
      (globalThis as Djusted).djust.pushEvent("order", { what: "the end" })
    );
    assert.deepEqual(Order.sent, ["1: tea", "2: tea", "2: cake", "2: the end"]);
    on.forgiveLine();
  },
);
