/** Commands in a page: at once, without a message, and for as long as their elements live. */

import assert from "node:assert/strict";
import { type Child, type Commands, event, html, js, LiveView } from "@djust/live";
import { createElement } from "../../vdom/jsx/mod.ts";
import { until } from "../until.ts";
import { type Browser, browserTest, type Page } from "./chromium.ts";
import { type Djusted, isLive, isLost, reads, stage } from "./stage.ts";

/** An element with commands at two events, as a spelling writes them. */
const SPELLINGS = {
  dots: (id: string, click: Commands, enter: Commands): Child =>
    html`
      <button id="${id}" dj-click=${click}
        dj-keydown.enter.prevent=${enter}>${id}</button>
    `,
  colon: (id: string, click: Commands, enter: Commands): Child =>
    createElement("button", { id, "dj-click": click, "dj-keydown:enter-prevent": enter }, id),
};

/** Counts messages that leave a page from now on. */
async function countSent(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const counted = globalThis as Djusted & { sent: number };
    counted.sent = 0;
    counted.djust.tap = (...record) => {
      // What says how far frames were read is nothing that a visitor did.
      if (record[0] === "sent" && !/^\[-\d/.test(String(record[1]))) counted.sent++;
    };
  });
  return () => page.evaluate(() => (globalThis as Djusted & { sent: number }).sent);
}

const isSeen = (page: Page, selector: string): Promise<boolean> => page.isVisible(selector);

for (const [spelling, element] of Object.entries(SPELLINGS)) {
  browserTest(
    `commands run in the page, painted and patched, live and cut off (${spelling})`,
    async (_t, browser) => {
      class View extends LiveView {
        isOpen = false;
        render() {
          const both = (id: string): Child => [
            element(
              id,
              js.toggle(`#box-${id}`).toggleClass("on"),
              js.addClass("a b", { closest: "main" }).removeClass("c", { inner: "i" })
                .setAttr("aria-pressed", "true").removeAttr("title").focus(`#field-${id}`),
            ),
            html`
              <div id="box-${id}" hidden>
                <p><input id="field-${id}"></p>
              </div>
            `,
          ];
          return html`<button id="open" dj-click=${() => this.isOpen = true}>open</button>
            ${both("painted")} ${this.isOpen ? both("patched") : null}`;
        }
      }
      await using on = await stage(browser, { "/": View });
      const page = await on.open();
      await page.click("#open");
      await page.waitForSelector("#patched");
      const sent = await countSent(page);
      for (const isCut of [false, true]) {
        if (isCut) {
          await page.evaluate(() => (globalThis as Djusted).djust.disconnect());
          await isLost(page);
        }
        for (const id of ["painted", "patched"]) {
          await page.click(`#${id}`);
          await page.waitForSelector(`#box-${id}`);
          assert.equal(await page.getAttribute(`#${id}`, "class"), "on");
          await page.focus(`#${id}`);
          await page.keyboard.press("Enter");
          await page.waitForSelector(`#field-${id}:focus`);
          assert.equal(await page.getAttribute(`#${id}`, "aria-pressed"), "true");
          assert.equal(await page.getAttribute("main", "class"), "a b");
          await page.click(`#${id}`);
          await page.waitForSelector(`#box-${id}`, { state: "hidden" });
        }
      }
      assert.equal(await sent(), 0);
    },
  );
}

/** A view whose server says a class, an attribute and more of one element, step by step. */
class Said extends LiveView {
  step = 0;
  render() {
    const { step } = this;
    return html`
      <button id="next" dj-click=${() => this.step++}>next</button>
      <output>${step}</output>
      <button id="mark" dj-click=${js.addClass("open", "#it").setAttr(
        "aria-expanded",
        "true",
        "#it",
      ).show("#it")}>mark</button>
      <p id="it" class=${{ even: step % 2 === 0, open: step === 3 }} hidden=${step !== 3}
        aria-expanded=${step === 3 ? "mixed" : "false"} title="t${step}">it ${step}</p>
    `;
  }
}

/** What a test looks at. */
const shownOf = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const it = document.getElementById("it") as HTMLElement;
    return [it.className, it.getAttribute("aria-expanded"), it.hidden, it.title].join(" ");
  });

browserTest(
  "what commands did outlives patches and a reconnect; a change of the server ends it",
  async (_t, browser) => {
    await using on = await stage(browser, { "/": Said });
    const page = await on.open();
    await page.click("#mark");
    await until("it is marked", async () => await shownOf(page) === "even open true false t0");
    await page.click("#next");
    await reads(page, "output", "1");
    assert.equal(await shownOf(page), "open true false t1");
    on.proxy.cut();
    await page.click("#next");
    await reads(page, "output", "2");
    await isLive(page);
    assert.equal(await shownOf(page), "open even true false t2");
    await page.click("#next");
    await reads(page, "output", "3");
    assert.equal(await shownOf(page), "open mixed false t3");
    await page.click("#next");
    await reads(page, "output", "4");
    assert.equal(await shownOf(page), "even false true t4");
    on.forgiveLine();
  },
);

browserTest(
  "pushEvent goes on to a method, a name or a closure, with its params",
  async (_t, browser) => {
    const heard: unknown[] = [];
    class View extends LiveView {
      isOpen = false;
      @event
      save(params: unknown) {
        heard.push(["save", params]);
        this.isOpen = true;
      }
      render() {
        const rows = (kind: string): Child =>
          html`<p id="${kind}"><i hidden>i</i>
          <button class="method" data-id:int="1" dj-click=${
            js.show("i").pushEvent(this.save, { by: kind })
          }>m</button>
          <button class="name" value="v" dj-click=${js.pushEvent("save").hide("i")}>n</button>
          <button class="closure" data-id:int="2" dj-click=${
            js.toggle("i").pushEvent((params: unknown) => heard.push(["closure", params]), {
              x: [1],
            })
          }>c</button>
          <input class="typed" name="q" dj-input=${
            js.addClass("typing").pushEvent(this.save, { t: 1 })
          }></p>`;
        return html`${rows("painted")}${this.isOpen ? rows("patched") : null}`;
      }
    }
    await using on = await stage(browser, { "/": View });
    const page = await on.open();
    for (const kind of ["painted", "patched"]) {
      await page.waitForSelector(`#${kind}`);
      await page.click(`#${kind} .method`);
      await page.click(`#${kind} .name`);
      await page.click(`#${kind} .closure`);
      await page.fill(`#${kind} .typed`, "a");
      assert.equal(await page.getAttribute(`#${kind} .typed`, "class"), "typed typing");
      await until(`all are heard: ${JSON.stringify(heard)}`, () => heard.length === 4);
      assert.deepEqual(heard.splice(0), [
        ["save", { id: 1, by: kind }],
        ["save", { value: "v" }],
        ["closure", { id: 2, x: [1] }],
        ["save", { value: "a", field: "q", t: 1 }],
      ]);
      assert.ok(await isSeen(page, `#${kind} i`));
      await page.click(`#${kind} .closure`);
      await until("it is heard", () => heard.splice(0).length === 1);
    }
  },
);

browserTest(
  "a typed text that only commands hear is never told, also after a restart",
  async (_t, browser) => {
    class View extends LiveView {
      render() {
        return html`<input id="a" name="a" dj-input=${js.show("#hint")}><p id="hint" hidden>h</p>`;
      }
    }
    await using on = await stage(browser, { "/": View });
    const page = await on.open();
    await page.fill("#a", "words");
    await page.waitForSelector("#hint");
    await on.restart();
    await isLost(page);
    await isLive(page);
    assert.equal(await page.inputValue("#a"), "words");
    assert.deepEqual(on.told.filter(({ type }) => type === "event"), []);
    on.forgiveLine();
  },
);

browserTest(
  "exec() runs after the patch it came with, also in a page that had no commands",
  async (_t, browser) => {
    class View extends LiveView {
      isOpen = false;
      @event
      opened() {
        this.pushEvent("opened");
      }
      open() {
        this.isOpen = true;
        this.exec(js.show("#late").focus("#late").pushEvent(this.opened));
      }
      render() {
        return html`<button id="open" dj-click=${() => this.open()}>open</button>
        ${this.isOpen ? html`<p hidden id="late"><button id="in">in</button></p>` : null}`;
      }
    }
    await using on = await stage(browser, { "/": View }, { latency: 20 });
    const page = await on.open();
    await page.evaluate(() => {
      (globalThis as Djusted).djust.on("opened", () => document.body.classList.add("told"));
    });
    await page.click("#open");
    await page.waitForSelector("#in:focus");
    await page.waitForSelector("body.told");
  },
);

/** Opens and closes something by commands, and looks whether a patch leaves it open. */
async function opens(
  browser: Browser,
  template: (open: Commands, close: Commands) => Child,
): Promise<void> {
  class View extends LiveView {
    count = 0;
    render() {
      return html`${template(js.show("#it"), js.hide("#it").pushEvent(() => this.count++))}
        <output>${this.count}</output>`;
    }
  }
  await using on = await stage(browser, { "/": View });
  const page = await on.open();
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(".djust-hidden { display: none }");
    document.adoptedStyleSheets.push(sheet);
  });
  for (const count of ["1", "2"]) {
    await page.click("#open");
    await page.waitForSelector("#it");
    await page.evaluate(() => (document.querySelector("#close") as HTMLElement).click());
    await page.waitForSelector("#it", { state: "hidden" });
    await reads(page, "output", count);
  }
  await page.click("#open");
  await page.waitForSelector("#it");
}

browserTest(
  "show and hide know dialogs, popovers, and what a style sheet hides",
  async (t, browser) => {
    await t.step("dialog", () =>
      opens(browser, (open, close) =>
        html`
          <button id="open" dj-click=${open}>o</button>
          <dialog id="it"><button id="close" dj-click=${close}>c</button></dialog>
        `));
    await t.step("popover", () =>
      opens(browser, (open, close) =>
        html`
          <button id="open" dj-click=${open}>o</button>
          <p id="it" popover><button id="close" dj-click=${close}>c</button></p>
        `));
    await t.step("a class", async () => {
      await opens(
        browser,
        (open, close) =>
          html`
            <button id="open" dj-click=${open}>o</button>
            <p id="it" class="djust-hidden"><button id="close" dj-click=${close}>c</button></p>
          `,
      );
    });
  },
);

browserTest(
  "show and hide are seen with a transition, can be turned around, and are still where that is asked",
  async (_t, browser) => {
    class View extends LiveView {
      render() {
        return html`
          <button id="toggle" dj-click=${js.toggle("#it", { transition: "fade" })}>t</button>
          <button id="shake" dj-click=${js.transition("shake", "#it")}>s</button>
          <p id="it" hidden>it</p>
        `;
      }
    }
    await using on = await stage(browser, { "/": View });
    const page = await on.open();
    await until(
      "the presets are there, for a command names one",
      () => page.evaluate(() => document.adoptedStyleSheets.length > 0),
    );
    await page.evaluate(() => document.documentElement.style.setProperty("--dj-transition", "30s"));
    const classes = await page.evaluate(async () => {
      const [toggle, it] = ["toggle", "it"].map((id) => document.getElementById(id)) as [
        HTMLElement,
        HTMLElement,
      ];
      // What begins together begins in a microtask.
      const seen = async (): Promise<string> => {
        toggle.click();
        await Promise.resolve().then(() => {});
        return `${it.className} ${it.hidden}`;
      };
      const came = await seen();
      // What has not been seen yet has no way back.
      for (let tries = 0; tries < 500 && !(Number(getComputedStyle(it).opacity) > 0); tries++) {
        await new Promise(requestAnimationFrame);
      }
      return [came, await seen(), await seen()];
    });
    assert.deepEqual(classes, ["fade-enter-to false", "fade-leave-to false", " false"]);
    await until(
      "it is shown for good",
      async () => await page.getAttribute("#it", "class") === null && await isSeen(page, "#it"),
    );
    const going = await page.evaluate(async () => {
      document.getElementById("toggle")?.click();
      await Promise.resolve().then(() => {});
      return document.getElementById("it")?.className;
    });
    assert.equal(going, "fade-leave-to");
    await page.waitForSelector("#it", { state: "hidden" });
    assert.deepEqual(
      await page.evaluate(() => document.getElementById("it")?.getAttributeNames()),
      ["id", "hidden"],
    );
    await page.emulateMedia({ reducedMotion: "reduce" });
    const still = await page.evaluate(() => {
      const it = document.getElementById("it") as HTMLElement;
      document.getElementById("toggle")?.click();
      document.getElementById("shake")?.click();
      const shown = `${it.hidden} ${it.className}`;
      document.getElementById("toggle")?.click();
      return [shown, `${it.hidden} ${it.className}`];
    });
    assert.deepEqual(still, ["false ", "true "]);
  },
);

browserTest("each command does what its name says, and no more", async (_t, browser) => {
  class View extends LiveView {
    told = 0;
    render() {
      const button = (name: string, commands: Commands): Child =>
        html`<button id="${name}" dj-click=${commands}>${name}</button>`;
      return html`
        ${button("show", js.show("#it"))} ${button("hide", js.hide("#it"))}
        ${button("toggle", js.toggle("#it"))} ${button("addClass", js.addClass("b  c", "#it"))}
        ${button("removeClass", js.removeClass("a c", "#it"))}
        ${button("toggleClass", js.toggleClass("a b", "#it"))}
        ${button("setAttr", js.setAttr("lang", "de", "#it"))}
        ${button("removeAttr", js.removeAttr("lang", "#it"))}
        ${button("toggleAttr", js.toggleAttr("aria-busy", "true", "false", "#it"))}
        ${button("focus", js.focus("#it"))}
        ${button("dispatch", js.dispatch("own-event", "#it", { n: 2 }))}
        <p id="it" class="a" dj-own-event=${({ n }: { n: number }) => this.told += n}>
          <span>x</span><i tabindex="0">y</i></p><output>${this.told}</output>
      `;
    }
  }
  await using on = await stage(browser, { "/": View }, { latency: 150 });
  const page = await on.open();
  const after = async (id: string): Promise<string> => {
    await page.click(`#${id}`);
    return page.evaluate(() => {
      const it = document.getElementById("it") as HTMLElement;
      return [it.hidden, it.className, it.lang, it.ariaBusy].join();
    });
  };
  // The first click waits for the module; all others are at once.
  await page.click("#show");
  await page.click("#hide");
  await page.waitForSelector("#it", { state: "hidden" });
  assert.equal(await after("toggle"), "false,a,,");
  assert.equal(await after("toggle"), "true,a,,");
  assert.equal(await after("show"), "false,a,,");
  assert.equal(await after("addClass"), "false,a b c,,");
  assert.equal(await after("removeClass"), "false,b,,");
  assert.equal(await after("toggleClass"), "false,a,,");
  assert.equal(await after("setAttr"), "false,a,de,");
  assert.equal(await after("removeAttr"), "false,a,,");
  assert.equal(await after("toggleAttr"), "false,a,,true");
  assert.equal(await after("toggleAttr"), "false,a,,false");
  await page.click("#focus");
  assert.equal(await page.evaluate(() => document.activeElement?.tagName), "I");
  await page.click("#dispatch");
  await reads(page, "output", "2");
});
