/** Form objects in a real browser: bound controls, live validation, lists, focus, cuts. */

import assert from "node:assert/strict";
import { type Child, each, event, type EventInfo, form, html, LiveView, wizard } from "@djust/live";
import { z } from "zod";
import { until } from "../until.ts";
import { type Browser, browserTest, type Page } from "./chromium.ts";
import { isLive, isLost, reads, type Stage, stage } from "./stage.ts";

const Account = z.object({
  name: z.string().trim().min(2, "Two letters at least."),
  age: z.coerce.number("A number, please.").min(16, "Too young."),
  about: z.string(),
  land: z.enum(["", "at", "ch"]),
  news: z.boolean(),
  colors: z.array(z.string()).min(1, "A colour, please."),
  plan: z.enum(["free", "pro"], "A plan, please."),
  tags: z.array(z.object({ label: z.string().min(1, "A label, please.") })),
});

abstract class SignUp extends LiveView {
  form = form(Account, {
    ...{ name: "", age: "", about: "", land: "", news: false, colors: [], tags: [{ label: "" }] },
  });
  isThere = true;
  saved = "";
  how = "";

  @event
  come(): void {
    this.isThere = true;
  }

  @event
  async save(_params: object, { submitter = "" }: EventInfo) {
    this.how = submitter;
    const account = await this.form.submit();
    if (!account) return;
    if (account.name === "root") return this.form.fail("name", "is taken");
    this.saved = JSON.stringify(account);
    this.form.reset();
  }

  abstract shape(): Child;

  render(): Child {
    return html`<main>${this.isThere ? this.shape() : null}</main>
      <output>${this.saved}</output><i>${this.how}</i>`;
  }
}

class Dots extends SignUp {
  shape(): Child {
    const { name, age, about, land, news, colors, plan, tags } = this.form.fields;
    return html`
      <form dj-form=${this.form} dj-submit=${this.save} novalidate>
        ${this.form.summary()}
        <label dj-label=${name}>Name</label> <input dj-field=${name}> <p dj-error=${name}></p>
        <input type="number" dj-field=${age} aria-label="Age"> <p dj-error=${age}></p>
        <textarea dj-field=${about} aria-label="About"></textarea>
        <select dj-field=${land} aria-label="Land">
          <option value="">-</option><option value="at">A</option><option value="ch">CH</option>
        </select>
        <input type="checkbox" dj-field=${news} aria-label="News">
        <input type="checkbox" dj-field=${colors.option("red")} aria-label="red">
        <input type="checkbox" dj-field=${colors} value="blue" aria-label="blue"> <p dj-error=${colors}></p>
        <input type="radio" dj-field=${plan} value="free" aria-label="free">
        <input type="radio" dj-field=${plan} value="pro" aria-label="pro"> <p dj-error=${plan}></p>
        <ul>${each(
          tags.items,
          (tag) => tag.key,
          (tag) =>
            html`<li><input dj-field=${tag.fields.label}><b dj-error=${tag.fields.label}></b>
            <button class="up" dj-click=${tag.move(0)}>up</button>
            <button class="minus" dj-click=${tag.remove()}>-</button></li>`,
        )}</ul>
        <button class="plus" dj-click=${tags.add({ label: "" })}>+</button>
        <button class="save" name="how" value="now">Save</button>
      </form>
    `;
  }
}

class Colon extends SignUp {
  shape(): Child {
    const { name, age, about, land, news, colors, plan, tags } = this.form.fields;
    return (
      <form dj-form={this.form} dj-submit={this.save} novalidate>
        {this.form.summary()}
        <label dj-label={name}>Name</label> <input dj-field={name} /> <p dj-error={name}></p>
        <input type="number" dj-field={age} aria-label="Age" /> <p dj-error={age}></p>
        <textarea dj-field={about} aria-label="About"></textarea>
        <select dj-field={land} aria-label="Land">
          <option value="">-</option>
          <option value="at">A</option>
          <option value="ch">CH</option>
        </select>
        <input type="checkbox" dj-field={news} aria-label="News" />
        <input type="checkbox" dj-field={colors.option("red")} aria-label="red" />
        <input type="checkbox" dj-field={colors} value="blue" aria-label="blue" />
        <p dj-error={colors}></p>
        <input type="radio" dj-field={plan} value="free" aria-label="free" />
        <input type="radio" dj-field={plan} value="pro" aria-label="pro" /> <p dj-error={plan}></p>
        <ul>
          {tags.items.map((tag) => (
            <li key={tag.key}>
              <input dj-field={tag.fields.label} />
              <b dj-error={tag.fields.label}></b>
              <button type="submit" class="up" dj-click={tag.move(0)}>up</button>
              <button type="submit" class="minus" dj-click={tag.remove()}>-</button>
            </li>
          ))}
        </ul>
        <button type="submit" class="plus" dj-click={tags.add({ label: "" })}>+</button>
        <button type="submit" class="save" name="how" value="now">Save</button>
      </form>
    );
  }
}

const VIEWS = { dots: Dots, colon: Colon } as const;

/** The page of a view, painted at first or brought by a patch. */
async function opened(
  browser: Browser,
  View: typeof Dots,
  { isPainted = true, latency = 0 } = {},
): Promise<{ on: Stage; page: Page }> {
  class Page_ extends View {
    override isThere = isPainted;
  }
  const on = await stage(browser, { "/": Page_ }, { latency });
  const page = await on.open();
  if (!isPainted) {
    await page.evaluate("djust.pushEvent('come').then(() => {})");
    await page.waitForSelector("form");
  }
  return { on, page };
}

const focused = (page: Page): Promise<string> =>
  page.evaluate(() => document.activeElement?.getAttribute("name") ?? "");

const labels = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll("li input")].map((one) => {
      const { name, value } = one as HTMLInputElement;
      return `${name}=${value}`;
    })
  );

async function fillIn(page: Page): Promise<void> {
  await page.getByLabel("Name").fill(" Ada ");
  await page.getByLabel("Age").fill("36");
  await page.getByLabel("About").fill("\nlines");
  await page.getByLabel("Land").selectOption("ch");
  await page.getByLabel("News").check();
  await page.getByLabel("red").check();
  await page.getByLabel("blue").check();
  await page.getByLabel("red").uncheck();
  await page.getByLabel("pro").check();
  await page.locator("li input").fill("x");
}

const SAVED = {
  ...{ name: "Ada", age: 36, about: "\nlines", land: "ch", news: true, colors: ["blue"] },
  ...{ plan: "pro", tags: [{ label: "x" }] },
};

for (const [spelling, View] of Object.entries(VIEWS)) {
  for (const isPainted of [true, false]) {
    const way = `${spelling}, ${isPainted ? "painted" : "brought by a patch"}`;
    browserTest(
      `dj-form, dj-field, dj-label and dj-error make a form: ${way}`,
      async (_t, browser) => {
        const { on, page } = await opened(browser, View, { isPainted });
        await using _on = on;
        // A field that is left without a text says so; another one does not yet.
        await page.getByLabel("Name").focus();
        await page.keyboard.press("Tab");
        await reads(page, "#form-name-error", "Two letters at least.");
        assert.equal(await page.textContent("#form-age-error"), "");
        assert.equal(
          await page.getByLabel("Name").getAttribute("aria-describedby"),
          "form-name-error",
        );
        await page.locator(".save").click();
        await reads(page, "#form-plan-error", "A plan, please.");
        assert.equal(await focused(page), "name");
        assert.equal(await page.locator("[data-dj-errors] li").count(), 5);
        await page.locator("[data-dj-errors] a").nth(3).click();
        await until("the summary leads to its field", async () => await focused(page) === "plan");
        await fillIn(page);
        await reads(page, "#form-name-error", "");
        await page.locator(".save").click();
        await page.waitForFunction(() => document.querySelector("output")?.textContent);
        assert.deepEqual(JSON.parse(await page.textContent("output") ?? ""), SAVED);
        assert.equal(await page.textContent("i"), "how");
        await until(
          "all is as at the beginning",
          async () =>
            await page.getByLabel("Name").inputValue() === "" &&
            await page.getByLabel("Land").inputValue() === "" &&
            await page.getByLabel("About").inputValue() === "" &&
            !await page.getByLabel("News").isChecked() && !await page.getByLabel("pro").isChecked(),
        );
      },
    );
  }

  browserTest(`items keep focus, text and keys, 300 ms away: ${spelling}`, async (_t, browser) => {
    const { on, page } = await opened(browser, View, { latency: 300 });
    await using _on = on;
    await page.locator("li input").fill("first");
    await page.locator(".plus").click();
    await page.waitForSelector("li + li input");
    await page.locator("li + li input").fill("second");
    await page.locator(".up").nth(1).click();
    // Still on its way: what is typed now belongs to the item in which it is typed.
    await page.locator("[name='tags[0][label]']").press("End");
    await page.keyboard.type("!");
    await page.waitForFunction(() =>
      document.querySelector("li input")?.getAttribute("name") === "tags[1][label]"
    );
    await until(
      "the text is where it was typed",
      async () => (await labels(page)).join() === "tags[1][label]=second,tags[0][label]=first!",
    );
    assert.equal(await focused(page), "tags[0][label]");
    // One goes while the other is typed in.
    await page.locator(".minus").first().click();
    await page.locator("[name='tags[0][label]']").press("End");
    await page.keyboard.type("?");
    await until(
      "the other has kept its text",
      async () => (await labels(page)).join() === "tags[0][label]=first!?",
    );
    assert.equal(await focused(page), "tags[0][label]");
    await page.locator(".plus").click();
    await page.waitForSelector("[name='tags[2][label]']");
    assert.equal(await page.textContent("output"), "");
  });

  browserTest(`Enter submits, and no operation does: ${spelling}`, async (_t, browser) => {
    const { on, page } = await opened(browser, View);
    await using _on = on;
    await page.locator(".plus").click();
    await page.waitForSelector("li + li");
    assert.equal(await page.textContent("i"), "");
    await page.getByLabel("Name").press("Enter");
    await reads(page, "#form-plan-error", "A plan, please.");
    assert.equal(await page.locator("li input").count(), 2);
    assert.equal(await page.textContent("i"), "how");
    // The focused button itself is meant where Enter is pressed on it.
    await page.locator(".minus").nth(1).press("Enter");
    await page.waitForFunction(() => document.querySelectorAll("li input").length === 1);
  });

  browserTest(
    `what was typed before, during and after a cut is there: ${spelling}`,
    async (_t, browser) => {
      const { on, page } = await opened(browser, View, { latency: 50 });
      await using _on = on;
      await fillIn(page);
      on.proxy.setUpstreams([]);
      on.proxy.cut();
      await isLost(page);
      await page.getByLabel("Name").fill("Grace");
      await page.locator(".save").click();
      await on.restart();
      await isLive(page);
      await page.waitForFunction(() => document.querySelector("output")?.textContent);
      assert.deepEqual(JSON.parse(await page.textContent("output") ?? ""), {
        ...SAVED,
        name: "Grace",
      });
      on.forgiveLine();
    },
  );

  browserTest(
    `items that were moved stand where they were put for another process, too: ${spelling}`,
    async (_t, browser) => {
      const { on, page } = await opened(browser, View, { latency: 50 });
      await using _on = on;
      await fillIn(page);
      for (const [key, label] of [["1", "b"], ["2", "c"]]) {
        await page.locator(".plus").click();
        await page.locator(`[name='tags[${key}][label]']`).fill(label as string);
      }
      await page.locator("li .up").nth(2).click();
      const moved = "tags[2][label]=c,tags[0][label]=x,tags[1][label]=b";
      await until("it has moved", async () => (await labels(page)).join() === moved);
      await on.restart();
      await isLost(page);
      await isLive(page);
      await page.locator(".save").click();
      await page.waitForFunction(() => document.querySelector("output")?.textContent);
      const { tags } = JSON.parse(await page.textContent("output") ?? "");
      assert.deepEqual(tags.map(({ label }: { label: string }) => label), ["c", "x", "b"]);
      on.forgiveLine();
    },
  );
}

const STEPS = {
  who: z.object({ name: z.string().min(2, "Who?") }),
  what: z.object({ tea: z.string().min(1, "What?") }),
};

class Order extends LiveView {
  order = wizard({ steps: STEPS, initial: { name: "", tea: "" } });
  saved = "";
  @event
  async save() {
    const order = await this.order.submit();
    if (order) this.saved = `${order.tea} for ${order.name}`;
  }
  render(): Child {
    const { order } = this;
    const field = order.step === "who" ? order.fields.name : order.fields.tea;
    return html`
      <form dj-form=${order} dj-submit=${this.save}>
        ${order.progress}
        ${order.isFirst ? null : html`<button class="back" dj-click=${order.back()}>Back</button>`}
        ${order.step === "who"
          ? html`<input dj-field=${order.fields.name}>`
          : html`<input dj-field=${order.fields.tea}>`}
        <p dj-error=${field}></p>
        <button class="save">Go on</button>
      </form>
      <output>${this.saved}</output>
    `;
  }
}

browserTest("a wizard moves the focus with its steps, and Enter goes on", async (_t, browser) => {
  await using on = await stage(browser, { "/": Order }, { latency: 100 });
  const page = await on.open();
  await page.locator("[name=name]").press("Enter");
  await reads(page, "#order-name-error", "Who?");
  assert.equal(await focused(page), "name");
  await page.locator("[name=name]").fill("Ada");
  await page.locator("[name=name]").press("Enter");
  await reads(page, "[role=status]", "Step 2 of 2: what");
  await until("the focus is in the second step", async () => await focused(page) === "tea");
  await page.keyboard.type("oolong");
  await page.locator(".back").click();
  await until("the focus is back", async () => await focused(page) === "name");
  assert.equal(await page.locator("[name=name]").inputValue(), "Ada");
  await page.keyboard.press("Enter");
  await until("the focus is in the second step", async () => await focused(page) === "tea");
  assert.equal(await page.locator("[name=tea]").inputValue(), "oolong");
  await page.keyboard.press("Enter");
  await reads(page, "output", "oolong for Ada");
});

browserTest(
  "a press on a button is not lost to what is told when a control is left",
  async (_t, browser) => {
    class Jumpy extends LiveView {
      form = form(z.object({ name: z.string().min(2, "A text that pushes all below it down.") }), {
        name: "",
      });
      clicks = 0;
      @event
      count() {
        this.clicks++;
      }
      @event
      async save() {
        await this.form.submit();
      }
      render(): Child {
        const { name } = this.form.fields;
        return html`<form dj-form=${this.form} dj-submit=${this.save}><input dj-field=${name} aria-label="Name">
        <h1 dj-error=${name}></h1></form><button dj-click=${this.count}>${this.clicks}</button>`;
      }
    }
    await using on = await stage(browser, { "/": Jumpy });
    const page = await on.open();
    await page.getByLabel("Name").focus();
    const box = await page.locator("button").boundingBox();
    assert.ok(box);
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.down();
    // Nothing goes up while the button is held: an answer of something else comes first.
    await page.evaluate("djust.pushEvent('count').then(() => {})");
    await reads(page, "button", "1");
    assert.equal(await page.textContent("h1"), "");
    await page.mouse.up();
    await reads(page, "button", "2");
    await reads(page, "h1", "A text that pushes all below it down.");
  },
);

for (const javaScriptEnabled of [true, false]) {
  const way = javaScriptEnabled ? "with JavaScript" : "without";
  browserTest(`items and steps go the same way: ${way}`, async (_t, browser) => {
    await using on = await stage(browser, { "/": Dots, "/order": Order });
    const visitor = javaScriptEnabled ? on.visitor : await browser.visit({ javaScriptEnabled });
    const open = async (path: string): Promise<Page> => {
      if (javaScriptEnabled) return await on.open(path);
      return await visitor.open(on.url + path);
    };
    const names = (page: Page, expected: string) =>
      until(`the items are ${expected}`, async () => (await labels(page)).join() === expected);
    const page = await open("/");
    await page.locator("li input").fill("a");
    await page.getByLabel("Name").fill("Ada");
    await page.locator(".plus").click();
    await names(page, "tags[0][label]=a,tags[1][label]=");
    await page.locator("li input").nth(1).fill("b");
    await page.locator(".minus").first().click();
    await names(page, "tags[1][label]=b");
    await page.getByLabel("Age").fill("36");
    await page.getByLabel("blue").check();
    await page.getByLabel("pro").check();
    await page.getByLabel("Land").selectOption("ch");
    assert.equal(await page.textContent("output"), "");
    // Enter means the form's own button.
    await page.getByLabel("Name").press("Enter");
    await until("it is saved", async () => (await page.textContent("output")) !== "");
    assert.deepEqual(JSON.parse(await page.textContent("output") ?? ""), {
      ...{ name: "Ada", age: 36, about: "", land: "ch", news: false, colors: ["blue"] },
      ...{ plan: "pro", tags: [{ label: "b" }] },
    });
    assert.equal(await page.textContent("i"), "how");
    await page.close();

    const order = await open("/order");
    await order.locator("[name=name]").fill("Ada");
    await order.locator(".save").click();
    await reads(order, "[role=status]", "Step 2 of 2: what");
    await order.locator("[name=tea]").fill("oolong");
    await order.locator(".back").click();
    await reads(order, "[role=status]", "Step 1 of 2: who");
    assert.equal(await order.locator("[name=name]").inputValue(), "Ada");
    await order.locator(".save").click();
    await reads(order, "[role=status]", "Step 2 of 2: what");
    assert.equal(await order.locator("[name=tea]").inputValue(), "oolong");
    await order.locator("[name=tea]").press("Enter");
    await reads(order, "output", "oolong for Ada");
    await order.close();
  });
}
