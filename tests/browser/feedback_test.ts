/** What a page shows of events on their way: by the built client, in both spellings, painted and patched. */

import assert from "node:assert/strict";
import { type Child, event, type EventInfo, html, LiveView } from "@djust/live";
import { until } from "../until.ts";
import { seedFrom, size } from "../seed.ts";
import { type Browser, browserTest, type Page } from "./chromium.ts";
import { bothSpellings } from "./listen.ts";
import { type Djusted, isLive, isLost, type Stage, stage } from "./stage.ts";

type Spell = (name: string) => string;

/** A template whose attributes are spelled one way or the other. */
function spelled(text: string, spell: Spell): () => Child {
  const written = text.replace(
    /dj-([a-z-]+(?:\.[a-z]+)+)/g,
    (_, name: string) => `dj-${spell(name)}`,
  );
  const statics = Object.assign([written], { raw: [written] });
  return () => html(statics);
}

const MARKUP = `
  <button id="save" dj-click="save" dj-loading.disable dj-loading.class="x y"
    dj-loading.text="Saving…">Save</button>
  <button id="fail" dj-click="fail" dj-loading.disable>Fail</button>
  <p id="show" dj-loading.show>…</p>
  <p id="hide" dj-loading.hide dj-loading.for="save other">here</p>
  <p id="gone" dj-loading.remove dj-loading="save">here</p>
  <p id="late" dj-loading.show dj-loading.delay="60000">late</p>
  <form id="form" dj-submit="post" dj-lock><input name="a" value="1">
    <button id="send" dj-disable-with="Sending…">Send</button></form>
  <button id="lock" dj-click="save" dj-lock>Once</button>
  <button id="ask" dj-click="save" dj-confirm="Really?">Ask</button>
  <section id="area" dj-target><button id="in" dj-click="save">in</button>
    <p id="spin" dj-loading.show>…</p></section>
  <button id="to" dj-click="save" dj-target="#area">to</button>`;

/** What a handler throws here. */
const MEANT = "wrong, as it should be";

/** Takes the complaints about that, and about lines that were cut; any other one fails. */
function forgive(on: Stage): void {
  const isMeant = (text: string): boolean =>
    text.includes(MEANT) || /WebSocket connection to .* failed|net::ERR_|was taken back/.test(text);
  assert.deepEqual(on.visitor.takeComplaints().filter((text) => !isMeant(text)), []);
}

/** The page of these tests, and the gate behind which its handlers wait. */
interface Set extends AsyncDisposable {
  readonly on: Stage;
  readonly page: Page;
  /** What handlers were called with, and have not finished. */
  readonly calls: string[];
  /** Lets the handler that runs finish. */
  pass(): Promise<void>;
}

/** Everything is painted at first, or comes by a patch. */
async function setUp(
  browser: Browser,
  spell: Spell,
  how: "painted" | "patched",
  options = {},
): Promise<Set> {
  const calls: string[] = [];
  const gates: (() => void)[] = [];
  const markup = spelled(MARKUP, spell);
  const wait = (name: string): Promise<void> => {
    calls.push(name);
    return new Promise((open) => gates.push(open));
  };
  class Slow extends LiveView {
    isThere = how === "painted";
    count = 0;
    @event
    bring(): void {
      this.isThere = true;
    }
    @event
    async save(_: unknown, { region }: EventInfo): Promise<void> {
      await wait(region ?? "save");
      this.count++;
    }
    @event
    async fail(): Promise<void> {
      await wait("fail");
      throw new Error(MEANT);
    }
    @event
    async post(): Promise<void> {
      await wait("post");
      this.count++;
    }
    render(): Child {
      return html`<button id="bring" dj-click=${this.bring}>bring</button>
        <output>${this.count}</output>${this.isThere ? markup() : null}`;
    }
  }
  const on = await stage(browser, { "/": Slow }, options);
  const page = await on.open();
  if (how === "patched") {
    await page.click("#bring");
    await page.waitForSelector("#to");
  }
  // Modules come with their attributes; what is done before they have come waits for them.
  return {
    on,
    page,
    calls,
    async pass() {
      await until("a handler waits", () => gates.length > 0);
      gates.shift()?.();
    },
    async [Symbol.asyncDispose]() {
      for (const open of gates) open();
      await on[Symbol.asyncDispose]();
    },
  };
}

const inAll = (
  t: Deno.TestContext,
  run: (spell: Spell, how: "painted" | "patched") => Promise<void>,
): Promise<void> =>
  bothSpellings(t, async (spell) => {
    for (const how of ["painted", "patched"] as const) await run(spell, how);
  });

const looks = (page: Page, selector: string) =>
  page.$eval(selector, (one) => one.outerHTML.replace(/ dj(?==| |>)[^ >]*/g, ""));

const isIdle = (page: Page) =>
  page.waitForFunction(() =>
    !document.querySelector(
      "[aria-busy],.loading,#show:not([hidden]),#hide[hidden],#gone[hidden],:disabled",
    )
  );

browserTest(
  "loading shows what is on its way, and nothing of it afterwards",
  async (t, browser) => {
    await inAll(t, async (spell, how) => {
      await using at = await setUp(browser, spell, how);
      const { page } = at;
      const before = await looks(page, "#save");
      assert.equal(await page.isHidden("#show"), true);
      await page.focus("#save");
      await page.evaluate(() => (globalThis as Djusted).djust.latency(300));
      await page.click("#save");
      await page.waitForSelector("#save.loading.x.y[disabled][aria-busy=true]");
      assert.equal(await page.textContent("#save"), "Saving…");
      await page.waitForSelector("#show:visible");
      await page.waitForSelector("#hide", { state: "hidden" });
      await page.waitForSelector("#gone", { state: "hidden" });
      assert.equal(await page.isHidden("#late"), true);
      // Others overlap, and end for themselves; one of them fails.
      await page.click("#fail");
      await page.waitForSelector("#fail[disabled]");
      await at.pass();
      await page.waitForSelector("#save:not([disabled])");
      assert.equal(await looks(page, "#save"), before);
      assert.notEqual(await page.evaluate(() => document.activeElement?.id), "save");
      assert.deepEqual(
        await page.$$eval("#show,#fail", (all) => all.map((one) => one.matches(":not([hidden])"))),
        [true, true],
      );
      await at.pass();
      await isIdle(page);
      await until(
        "who had the focus last has it again",
        () => page.evaluate(() => document.activeElement?.id === "fail"),
      );
      assert.deepEqual(at.calls, ["save", "fail"]);
      forgive(at.on);
    });
  },
);

browserTest(
  "the focus is where it was when a control is enabled again, and is not taken",
  async (t, browser) => {
    await bothSpellings(t, async (spell) => {
      await using at = await setUp(browser, spell, "painted");
      const { page } = at;
      const active = () => page.evaluate(() => document.activeElement?.id ?? "");
      await page.focus("#save");
      await page.keyboard.press("Enter");
      await page.waitForSelector("#save[disabled]");
      // A frame later browsers have taken it away.
      await page.evaluate(() =>
        new Promise((done) => requestAnimationFrame(() => setTimeout(done)))
      );
      await at.pass();
      await until("the focus is back", async () => await active() === "save");
      await page.keyboard.press("Enter");
      await page.waitForSelector("#save[disabled]");
      await page.focus("#fail");
      await at.pass();
      await isIdle(page);
      assert.equal(await active(), "fail");
    });
  },
);

browserTest(
  "at a cut nothing is busy, and with the next line what is not answered is",
  async (t, browser) => {
    await inAll(t, async (spell, how) => {
      await using at = await setUp(browser, spell, how);
      const { page, on } = at;
      await page.click("#save");
      await page.waitForSelector("#save[disabled]");
      await until("the handler runs", () => at.calls.length === 1);
      on.proxy.goDown();
      await isLost(page);
      await isIdle(page);
      on.proxy.comeUp();
      await page.evaluate(() => dispatchEvent(new Event("online")));
      await isLive(page);
      await page.waitForSelector("#save.loading[disabled]");
      await page.waitForSelector("#show:visible");
      await at.pass();
      await isIdle(page);
      assert.deepEqual(at.calls, ["save"]);
      on.forgiveLine();
    });
  },
);

browserTest("a lock takes one at a time, and a form says that it is sent", async (t, browser) => {
  await inAll(t, async (spell, how) => {
    await using at = await setUp(browser, spell, how);
    const { page } = at;
    await page.evaluate(() => (globalThis as Djusted).djust.latency(300));
    for (let i = 0; i < 3; i++) await page.click("#lock");
    await at.pass();
    await page.waitForFunction(() => document.querySelector("output")?.textContent === "1");
    await page.focus("[name=a]");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter");
    await page.waitForSelector("#send[disabled]");
    assert.equal(await page.textContent("#send"), "Sending…");
    await at.pass();
    await isIdle(page);
    assert.equal(await page.textContent("#send"), "Send");
    await page.click("#lock");
    await at.pass();
    await page.waitForFunction(() => document.querySelector("output")?.textContent === "3");
    assert.deepEqual(at.calls, ["save", "post", "save"]);
  });
});

browserTest(
  "a question is asked before anything goes, by the browser or the page's own dialog",
  async (t, browser) => {
    await inAll(t, async (spell, how) => {
      await using at = await setUp(browser, spell, how);
      const { page } = at;
      const asked: string[] = [];
      let answer = false;
      page.on("dialog", (dialog) => {
        asked.push(dialog.message());
        return answer ? dialog.accept() : dialog.dismiss();
      });
      await page.click("#ask");
      await until("it was asked", () => asked.length === 1);
      answer = true;
      await page.click("#ask");
      await at.pass();
      await page.waitForFunction(() => document.querySelector("output")?.textContent === "1");
      assert.deepEqual([asked, at.calls], [["Really?", "Really?"], ["save"]]);
      await page.evaluate(() => {
        const own = globalThis as Djusted & { answer: (is: boolean) => void };
        own.djust.confirm = (text, element) =>
          new Promise((done) => {
            document.title = `${text} ${element.id}`;
            own.answer = done;
          });
      });
      for (const is of [false, true]) {
        await page.evaluate(() => document.title = "");
        await page.click("#ask");
        await page.waitForFunction(() => document.title === "Really? ask");
        await page.evaluate(
          (is) => (globalThis as unknown as { answer(is: boolean): void }).answer(is),
          is,
        );
      }
      await at.pass();
      await page.waitForFunction(() => document.querySelector("output")?.textContent === "2");
      assert.deepEqual([asked.length, at.calls.length], [2, 2]);
    });
  },
);

browserTest("a region is busy for itself, and the handler is told of it", async (t, browser) => {
  await inAll(t, async (spell, how) => {
    await using at = await setUp(browser, spell, how);
    const { page } = at;
    for (const id of ["in", "to"]) {
      await page.click(`#${id}`);
      await page.waitForSelector("#area[aria-busy=true] #spin:visible");
      assert.equal(await page.isHidden("#show"), true);
      await at.pass();
      await isIdle(page);
    }
    await page.click("#lock");
    await page.waitForSelector("#show:visible");
    assert.equal(await page.isHidden("#spin"), true);
    await at.pass();
    await isIdle(page);
    assert.deepEqual(at.calls, ["#area", "#area", "save"]);
  });
});

/** What the page shows, where neither the order of attributes counts nor that of tokens. */
const lookOf = (page: Page): Promise<string> =>
  page.$eval("[data-djust]", (root) => {
    const look = (node: Node): string => {
      // Which page a form is of: another one's differs.
      if (node instanceof HTMLInputElement && node.name === "djust-form") return "";
      if (!(node instanceof Element)) return node.nodeType === 3 ? node.nodeValue ?? "" : "";
      const attributes = node.getAttributeNames().sort().map((name) => {
        const value = node.getAttribute(name) ?? "";
        return name === "class" ? `class=${[...node.classList].sort().join()}` : `${name}=${value}`;
      }).filter((one) => one !== "class=");
      return `<${node.localName} ${attributes.join(" ")}>${
        [...node.childNodes].map(look).join("")
      }`;
    };
    return [...root.childNodes].map(look).join("");
  });

browserTest(
  "whatever overlaps, fails and is cut, the page is then as a fresh one",
  async (_t, browser) => {
    const random = seedFrom("feedback in a browser");
    const shown = { count: 0, isHot: false };
    class Wild extends LiveView {
      @event
      async act(): Promise<void> {
        const [ms, isWrong] = [random.integer(0, 40), random.chance(0.3)];
        if (ms > 8) await new Promise((done) => setTimeout(done, ms));
        shown.count++;
        shown.isHot = random.chance(0.5);
        if (isWrong) throw new Error(MEANT);
      }
      render(): Child {
        const { count, isHot } = shown;
        return html`
          <button id="a" class=${{ hot: isHot, x: count % 3 === 0 }} dj-click=${this.act}
            dj-loading.disable dj-loading.class="x y" dj-loading.text="…"
            dj-optimistic="class:hot">Do ${count}</button>
          <button id="b" dj-click=${this
            .act} dj-lock disabled=${count % 7 === 0} dj-loading.disable
            dj-optimistic="count:count+1">b</button>
          <form dj-submit=${this.act}><button id="c" dj-disable-with="…"
          dj-bind="count">${count}</button></form>
          <section dj-target aria-busy=${isHot ? "false" : null}><button id="d" dj-click=${this.act}
            dj-loading.delay="10" dj-loading.text="…"><i>${count}</i> d</button>
            <p dj-loading.show>…</p></section>
          ${isHot ? html`<p dj-loading.hide dj-loading.class="z">hot</p>` : null}
          <button id="last" dj-click=${() => undefined}>last</button>
        `;
      }
    }
    await using on = await stage(browser, { "/": Wild });
    const page = await on.open();
    let isUp = true;
    const comeUp = async (): Promise<void> => {
      on.proxy.comeUp();
      await page.evaluate(() => dispatchEvent(new Event("online")));
    };
    for (let step = 0; step < size(120, 1_000); step++) {
      const kind = random.integer(0, 9);
      if (kind < 8) {
        const id = random.pick(["a", "b", "c", "d"]);
        await page.evaluate((id) => document.getElementById(id)?.click(), id);
      } else if (kind === 8) await page.evaluate(() => new Promise(requestAnimationFrame));
      else {
        isUp = !isUp;
        if (isUp) await comeUp();
        else {
          // Nobody leaves in the middle of an upgrade: Deno counts that as leaked.
          await isLive(page);
          on.proxy.goDown();
          await isLost(page);
        }
      }
    }
    if (!isUp) await comeUp();
    await isLive(page);
    // The last event is answered when all before it are.
    const last = await page.evaluate(() =>
      (globalThis as Djusted).djust.pushEvent("act").then(() => "answered", () => "answered")
    );
    assert.equal(last, "answered");
    const fresh = await on.open();
    const expected = await lookOf(fresh);
    await until("both pages are alike", async () => {
      const look = await lookOf(page);
      if (look !== expected) throw new Error(`it is\n${look}\nand not\n${expected}`);
      return true;
    });
    // No lock, and no form that is still under way, can be seen: each is heard again.
    for (const id of ["a", "b", "c", "d"]) {
      await until(`"${id}" is heard`, async () => {
        const { count } = shown;
        // What comes after it is answered after it; the view itself disables some, some of the time.
        await page.evaluate((id) => {
          document.getElementById(id)?.click();
          return (globalThis as Djusted).djust.pushEvent("act").then(() => {}, () => {});
        }, id);
        return shown.count === count + 2;
      });
    }
    forgive(on);
  },
);
