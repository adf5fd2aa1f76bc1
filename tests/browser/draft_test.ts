/** Drafts in a page: what is typed outlives it, until the server has accepted it. */

import assert from "node:assert/strict";
import { z } from "zod";
import { DraftModeMixin, event, form, html, LiveView, when } from "@djust/live";
import { until } from "../until.ts";
import { type Browser, browserTest, type Page } from "./chromium.ts";
import { isLive, reads, stage, type StageOptions } from "./stage.ts";

class Contact extends DraftModeMixin(LiveView) {
  draftKey = "contact";
  draftTtl = 10_000;
  told = "";
  sent = "";
  isShown = false;
  @event
  change({ text = "" }: { text?: string }) {
    this.told = text;
  }
  @event({ params: z.object({ text: z.string().min(3) }) })
  submit({ text }: { text: string }) {
    this.sent = text;
  }
  @event
  clear() {
    this.clearDraft();
  }
  @event
  show() {
    this.isShown = true;
  }
  render() {
    // A line of its own, also while it is empty: an answer moves nothing that is about to be clicked.
    return html`
      <output>${this.told}</output><b>${this.sent}</b><br>
            <form id="contact" dj-change=${this.change} dj-input=${this.change} dj-submit=${this
              .submit}>
        <textarea name="text"></textarea>
        <input name="news" type="checkbox">
        <select name="kind"><option>a</option><option>b</option></select>
        <input name="password" type=${this.isShown ? "text" : "password"}>
        <input name="card" autocomplete="cc-number">
        <input name="owner" autocomplete="section-a billing cc-name">
        <input name="file" type="file">
        <input name="token" type="hidden">
        <button>Send</button>
      </form>
            ${when(this.isShown, () => html`<form name="late"><input name="text"></form>`)}
      <form name="second"><input name="text"></form>
            <form id="off" dj-draft="off"><input name="text"></form>
            <button id="clear" dj-click=${this.clear}>clear</button>
            <button id="show" dj-click=${this.show}>show</button>
    `;
  }
}

class Plain extends LiveView {
  render() {
    return html`
      <form id="in" dj-draft><input name="text"></form>
      <form id="out"><input name="text"></form>
    `;
  }
}

/** A view whose server says again what was typed, as a form object and a bound field do. */
class Kept extends DraftModeMixin(LiveView) {
  draftKey = "kept";
  form = form(z.object({ title: z.string().min(3), body: z.string() }), { title: "", body: "" });
  isOpen = false;
  note = "";
  saved = "";
  @event
  async save() {
    const said = await this.form.submit();
    if (!said) return;
    this.saved = said.title;
    this.form.reset();
  }
  @event
  fold() {
    this.isOpen = !this.isOpen;
  }
  render() {
    const { title, body } = this.form.fields;
    return html`
      <form dj-form=${this.form} dj-submit=${this.save}>
        <input dj-field=${title}>${when(
          this.isOpen,
          () => html`<textarea dj-field=${body}></textarea>`,
        )}
        <button>Save</button>
      </form>
      <form name="bound"><input dj-model="note"></form>
      <output>${this.form.values.title} ${this.form.values.body} ${this.note}</output><b>${this
        .saved}</b>
      <button id="fold" dj-click=${this.fold}>fold</button>
    `;
  }
}

async function open(browser: Browser, options: StageOptions = {}) {
  const at = await stage(browser, { "/": Contact, "/plain": Plain, "/kept": Kept }, options);
  return { at, page: await at.open(), [Symbol.asyncDispose]: () => at[Symbol.asyncDispose]() };
}

/** What is kept, by form: the states of controls by their names. */
const kept = (page: Page): Promise<Record<string, [string, string][]>> =>
  page.evaluate(() =>
    Object.fromEntries(
      Object.entries(localStorage).filter(([name]) => name.includes(":"))
        .map(([name, text]) => [name, JSON.parse(text).typed]),
    )
  );

const keeps = (page: Page, form: string, text: string) =>
  until(
    `a draft of "${form}" has ${text}`,
    async () => JSON.stringify((await kept(page))[form] ?? null).includes(text),
  );

async function reload(page: Page): Promise<void> {
  await page.reload();
  await isLive(page);
}

for (const latency of [0, 300]) {
  browserTest(
    `a draft stands there after a reload, and is told, ${latency} ms away`,
    async (_, browser) => {
      await using opened = await open(browser, { latency });
      const { page } = opened;
      await page.fill("textarea", "Hello");
      await page.check("[name=news]");
      await page.selectOption("select", "b");
      await keeps(page, "contact:contact", "Hello");
      await keeps(page, "contact:contact", `["kind 1","b"]`);
      // Loaded by another tab: the browser itself brings nothing back there.
      const next = await opened.at.open();
      await reads(next, "output", "Hello");
      assert.equal(await next.inputValue("textarea"), "Hello");
      assert.equal(await next.isChecked("[name=news]"), true);
      assert.equal(await next.inputValue("select"), "b");
    },
  );
}

browserTest(
  "passwords, cards, files and hidden fields are never kept, not even when they are shown",
  async (_, browser) => {
    await using opened = await open(browser);
    const { page } = opened;
    await page.fill("[name=password]", "hunter2");
    await page.fill("[name=card]", "4111");
    await page.fill("[name=owner]", "Ada");
    await page.setInputFiles("[name=file]", {
      name: "a",
      mimeType: "text/plain",
      buffer: Buffer.from("a"),
    });
    await page.fill("textarea", "one");
    await keeps(page, "contact:contact", "one");
    await page.click("#show");
    await page.waitForSelector("[name=password][type=text]");
    await page.fill("[name=password]", "hunter3");
    await page.fill("textarea", "two");
    await keeps(page, "contact:contact", "two");
    assert.deepEqual(await kept(page), { "contact:contact": [["text 1", "two"]] });
    assert(!JSON.stringify(await page.evaluate(() => ({ ...localStorage }))).includes("hunter"));
  },
);

browserTest("a form that a patch brings has its draft, too", async (_, browser) => {
  await using opened = await open(browser);
  const { at, page } = opened;
  await page.click("#show");
  await page.fill("[name=late] [name=text]", "late");
  await keeps(page, "contact:late", "late");
  const next = await at.open();
  await next.click("#show");
  await next.waitForSelector("[name=late]");
  await until(
    "it is back",
    async () => await next.inputValue("[name=late] [name=text]") === "late",
  );
});

browserTest(
  "forms are independent, one that opts out is left out, and another view's may opt in",
  async (_, browser) => {
    await using opened = await open(browser);
    const { at, page } = opened;
    await page.fill("#off [name=text]", "off");
    await page.fill("[name=second] [name=text]", "second");
    await page.fill("textarea", "first");
    await keeps(page, "contact:contact", "first");
    await keeps(page, "contact:second", "second");
    assert.deepEqual(Object.keys(await kept(page)).sort(), ["contact:contact", "contact:second"]);
    const plain = await at.open("/plain");
    await plain.fill("#out [name=text]", "out");
    await plain.fill("#in [name=text]", "in");
    await keeps(plain, "form_draft:in", "in");
    const again = await at.open("/plain");
    await until("it is back", async () => await again.inputValue("#in [name=text]") === "in");
    assert.equal(await again.inputValue("#out [name=text]"), "");
  },
);

browserTest(
  "a draft goes with a submit that the server accepts, and with no other",
  async (_, browser) => {
    await using opened = await open(browser, { latency: 300 });
    const { page } = opened;
    await page.fill("[name=second] [name=text]", "second");
    await page.fill("textarea", "no");
    await keeps(page, "contact:contact", "no");
    const refused = page.evaluate(() =>
      new Promise((resolve) =>
        document.addEventListener(
          "djust:error",
          ({ detail }: CustomEventInit) => resolve(detail.code),
        )
      )
    );
    await page.click("#contact button");
    assert.equal(await refused, "invalid");
    assert("contact:contact" in await kept(page));
    // Typed a moment before the submit: what waits to be kept goes with it.
    await page.fill("textarea", "enough");
    await page.click("#contact button");
    await reads(page, "b", "enough");
    await keeps(page, "contact:second", "second");
    await page.fill("[name=second] [name=text]", "more");
    await keeps(page, "contact:second", "more");
    assert.deepEqual(Object.keys(await kept(page)), ["contact:second"]);
  },
);

browserTest(
  "what is typed while a submit is on its way is a draft of its own",
  async (_, browser) => {
    await using opened = await open(browser, { latency: 300 });
    const { page } = opened;
    await page.fill("textarea", "first");
    await page.click("#contact button");
    await page.fill("textarea", "second");
    await reads(page, "b", "first");
    await keeps(page, "contact:contact", "second");
  },
);

browserTest(
  "clearDraft() forgets all drafts of the view, and what waits to be kept",
  async (_, browser) => {
    await using opened = await open(browser);
    const { page } = opened;
    await page.fill("textarea", "one");
    await page.fill("[name=second] [name=text]", "two");
    await keeps(page, "contact:second", "two");
    await page.evaluate(() => localStorage.setItem("contact:gone", "{}"));
    await page.fill("textarea", "three");
    await page.click("#clear");
    await until("nothing is kept", async () => Object.keys(await kept(page)).length === 0);
    assert.equal(await page.inputValue("textarea"), "three");
    await page.fill("[name=second] [name=text]", "again");
    await keeps(page, "contact:second", "again");
    assert.deepEqual(Object.keys(await kept(page)), ["contact:second"]);
  },
);

browserTest("a draft older than its ttl is not shown, and is thrown away", async (_, browser) => {
  await using opened = await open(browser);
  const { page } = opened;
  await page.fill("textarea", "old");
  await keeps(page, "contact:contact", "old");
  await page.evaluate(() => {
    const draft = JSON.parse(localStorage.getItem("contact:contact") ?? "");
    localStorage.setItem("contact:contact", JSON.stringify({ ...draft, at: draft.at - 10_000 }));
  });
  const next = await opened.at.open();
  await until("it is thrown away", async () => Object.keys(await kept(next)).length === 0);
  assert.equal(await next.inputValue("textarea"), "");
});

browserTest(
  "what the user types first is not overwritten, and a draft is kept over a cut",
  async (_, browser) => {
    await using opened = await open(browser);
    const { at, page } = opened;
    at.proxy.goDown();
    await page.waitForSelector("body.dj-disconnected");
    await page.fill("textarea", "in the tunnel");
    await keeps(page, "contact:contact", "in the tunnel");
    at.proxy.comeUp();
    await isLive(page);
    await reads(page, "output", "in the tunnel");
    let letGo = (): void => {};
    const held = new Promise<void>((resolve) => letGo = resolve);
    await at.visitor.context.route(/client\.draft\./, async (route) => {
      await held;
      await route.continue();
    });
    const next = await at.open();
    await next.fill("textarea", "newer");
    letGo();
    await keeps(next, "contact:contact", "newer");
    assert.equal(await next.inputValue("textarea"), "newer");
    at.forgiveLine();
  },
);

browserTest(
  "a browser that refuses to keep anything has a page all the same",
  async (_, browser) => {
    await using at = await stage(browser, { "/": Contact });
    await at.visitor.context.addInitScript(() => {
      Object.defineProperty(globalThis, "localStorage", {
        get() {
          throw new DOMException("refused", "SecurityError");
        },
      });
    });
    const page = await at.open();
    await page.fill("textarea", "Hello");
    await reads(page, "output", "Hello");
    await page.click("#clear");
    await page.click("#contact button");
    await reads(page, "b", "Hello");
    await reload(page);
  },
);

browserTest("a browser that is full has a page all the same", async (_, browser) => {
  await using opened = await open(browser);
  const { page } = opened;
  await page.evaluate(() => {
    const tries: unknown[] = [];
    Object.assign(globalThis, { tries });
    Storage.prototype.setItem = () => {
      tries.push(1);
      throw new DOMException("full", "QuotaExceededError");
    };
  });
  await page.fill("textarea", "Hello");
  await reads(page, "output", "Hello");
  await until("it was tried", () => page.evaluate("tries.length > 0"));
  await page.click("#contact button");
  await reads(page, "b", "Hello");
});

browserTest(
  "what a form object or a bound field says again is a draft all the same",
  async (_, browser) => {
    await using opened = await open(browser);
    const { at } = opened;
    const page = await at.open("/kept");
    await page.click("#fold");
    await page.fill("textarea", "body");
    await page.fill("#form-title", "ab");
    await page.fill("[name=bound] input", "note");
    await reads(page, "output", "ab body note");
    await keeps(page, "kept:form", "ab");
    await keeps(page, "kept:form", "body");
    // A control that is not shown at first has its text in the draft, and shows it when it comes.
    await keeps(page, "kept:bound", "note");
    const next = await at.open("/kept");
    await reads(next, "output", "ab  note");
    await next.fill("#form-title", "abcd");
    await keeps(next, "kept:form", "abcd");
    assert.match(JSON.stringify(await kept(next)), /body/);
    await next.click("#fold");
    await reads(next, "output", "abcd body note");
    await next.click("button:not([id])");
    await reads(next, "b", "abcd");
    await until("it is gone", async () => !("kept:form" in await kept(next)));
    await next.fill("#form-title", "x");
    await keeps(next, "kept:form", "x");
    await next.fill("#form-title", "");
    await until("nothing is typed", async () => !("kept:form" in await kept(next)));
  },
);

browserTest("whatever stands where a draft is kept, the page works", async (_, browser) => {
  await using opened = await open(browser);
  const { at, page } = opened;
  const hostile = [
    ...["{", "5", "null", "[]", '{"at":9e99,"typed":5}', '{"at":9e99,"typed":[1,[2]]}'],
    ...['{"at":9e99,"typed":[["text 1",{"a":1}],["kind 1",7],["news 1",null]]}'],
    ...['{"at":9e99,"typed":[["text 1",["a"]]],"__proto__":{"typed":[]}}'],
  ];
  for (const [i, text] of hostile.entries()) {
    await page.evaluate((text) => localStorage.setItem("contact:contact", text), text);
    const next = await at.open();
    await next.fill("textarea", `typed ${i}`);
    await reads(next, "output", `typed ${i}`);
    await keeps(next, "contact:contact", `typed ${i}`);
    await next.close();
  }
});
