/** What a page's own scripts have: hooks, `window.djust`, events and classes; and what views push. */

import assert from "node:assert/strict";
import { each, event, html, LiveView } from "@djust/live";
import { until } from "../until.ts";
import { browserTest, type Page } from "./chromium.ts";
import { type Djusted, isLive, isLost, reads, stage } from "./stage.ts";

/** A view with rows that have hooks, and much to push. */
class Talking extends LiveView {
  rows = [1, 2];
  text = "text";
  away = "";
  version = 1;

  @event
  set(params: { rows?: number[]; text?: string }): { rows: number } {
    this.rows = params.rows ?? this.rows;
    this.text = params.text ?? this.text;
    return { rows: this.rows.length };
  }

  @event
  fail(): void {
    throw new Error("on purpose");
  }

  @event
  say(params: { name: string; payload: unknown }): void {
    this.pushEvent(params.name, params.payload);
  }

  @event
  tell({ kind, text }: { kind: string; text: string }): void {
    if (text) this.putFlash(kind, text);
    else this.clearFlash(kind);
  }

  @event
  head2(): void {
    this.version++;
    this.pageTitle = `title ${this.version}`;
    this.pageLang = "de";
    this.pageDir = "ltr";
  }

  @event
  leave({ to }: { to: string }): void {
    this.putFlash("info", "carried");
    this.redirect(to);
  }

  head() {
    return html`
      <title>first</title>
      <meta name="description" content="version ${this.version}">
    `;
  }

  render() {
    return html`
      <p id="text" dj-hook="Watch">${this.text}</p>
      <ul>${each(
        this.rows,
        (row) => row,
        (row) => html`<li id="row-${row}" dj-hook="Watch">${row}</li>`,
      )}</ul>
      <div id="still" dj-hook="Watch">still</div>
      <div id="broken" dj-hook="Broken">${this.text}</div>
      <div id="class" dj-hook="Class">c</div>
    `;
  }
}

class Other extends LiveView {
  render() {
    return html`<p id="other">${this.flash["info"] ?? "none"}</p>`;
  }
}

/** Hooks that write down what is called, on the body. */
function registerHooks(): void {
  const log: string[] = [];
  const note = (moment: string) =>
    function (this: { el: HTMLElement }): void {
      log.push(`${moment} ${this.el.id} ${this.el.textContent}`);
    };
  const moments = ["beforeUpdate", "updated", "destroyed", "disconnected", "reconnected"];
  const hooks = {
    Watch: {
      ...Object.fromEntries(moments.map((moment) => [moment, note(moment)])),
      mounted(
        this: {
          el: HTMLElement;
          handleEvent(name: string, run: (payload: unknown) => void): void;
          pushEvent(name: string, params: unknown): Promise<unknown>;
        },
      ) {
        note("mounted").call(this);
        this.handleEvent(
          "news",
          (payload) => log.push(`news ${this.el.id} ${JSON.stringify(payload)}`),
        );
        if (this.el.id === "still") {
          void this.pushEvent("set", {}).then((reply) =>
            log.push(`reply ${JSON.stringify(reply)}`)
          );
        }
      },
    },
    Broken: {
      mounted() {
        throw new Error("broken hook");
      },
      updated() {
        throw new Error("broken hook");
      },
    },
    Class: class {
      declare el: HTMLElement;
      mounted(): void {
        log.push(`mounted ${this.el.id} by a class`);
      }
    },
  };
  Object.assign(globalThis, { djust: { hooks }, log });
  addEventListener("djust:error", (event) => {
    const { code, detail } = (event as CustomEvent).detail;
    log.push(`error ${code} ${JSON.stringify(detail)}`);
  });
}

/** Takes what the hooks wrote, sorted: the order of hooks among each other is nobody's promise. */
async function takeLog(page: Page): Promise<string[]> {
  return (await page.evaluate(() =>
    (globalThis as typeof globalThis & { log: string[] }).log.splice(0)
  )).sort();
}

async function call(page: Page, name: string, params: unknown = {}): Promise<unknown> {
  return await page.evaluate(
    ({ name, params }) => (globalThis as Djusted).djust.pushEvent(name, params as never),
    { name, params },
  );
}

browserTest(
  "hooks are called at the moments of their own element, and may throw",
  async (_t, browser) => {
    await using on = await stage(browser, { "/": Talking });
    const page = await on.visitor.open();
    await page.addInitScript(registerHooks);
    await page.goto(on.url);
    await isLive(page);
    const log: string[] = [];
    await until("the reply has come", async () => {
      log.push(...await takeLog(page));
      return log.some((line) => line.startsWith("reply"));
    });
    assert.deepEqual(log.sort(), [
      'error hook "Error: broken hook"',
      "mounted class by a class",
      "mounted row-1 1",
      "mounted row-2 2",
      "mounted still still",
      "mounted text text",
      'reply {"rows":2}',
    ]);
    await call(page, "set", { text: "changed" });
    assert.deepEqual(await takeLog(page), [
      "beforeUpdate text text",
      'error hook "Error: broken hook"',
      "updated text changed",
    ]);
    await call(page, "set", { rows: [2, 3] });
    assert.deepEqual(await takeLog(page), ["destroyed row-1 1", "mounted row-3 3"]);
    await call(page, "say", { name: "news", payload: { n: 1 } });
    assert.deepEqual(await takeLog(page), [
      'news row-2 {"n":1}',
      'news row-3 {"n":1}',
      'news still {"n":1}',
      'news text {"n":1}',
    ]);
    on.proxy.cut();
    await until("the line came back", async () => {
      log.push(...await takeLog(page));
      return log.some((line) => line.startsWith("reconnected"));
    });
    assert.ok(log.includes("disconnected still still"));
    assert.ok(log.includes("reconnected still still"));
    on.forgiveLine();
  },
);

browserTest("hooks may be set before and after the client has loaded", async (_t, browser) => {
  await using on = await stage(browser, { "/": Talking });
  const page = await on.open();
  await page.evaluate(() => {
    const { djust } = globalThis as Djusted;
    const mounted = (name: string) => ({
      mounted(this: { el: HTMLElement }): void {
        this.el.dataset.by = name;
      },
    });
    djust.hooks.Class = mounted("one");
    djust.hooks = { Watch: mounted("all") };
  });
  await page.waitForSelector("#class[data-by=one]");
  await page.waitForSelector("#still[data-by=all]");
  await call(page, "set", { rows: [7] });
  await page.waitForSelector("#row-7[data-by=all]");
});

browserTest("window.djust calls, listens, and tells failures", async (_t, browser) => {
  await using on = await stage(browser, { "/": Talking });
  const page = await on.open();
  assert.deepEqual(await call(page, "set", { rows: [1, 2, 3] }), { rows: 3 });
  const failures = await page.evaluate(async () => {
    const codes: string[] = [];
    const { djust } = globalThis as Djusted;
    document.addEventListener(
      "djust:error",
      (event) => codes.push((event as CustomEvent).detail.code),
    );
    for (const name of ["fail", "nobody", "constructor"]) {
      await djust.pushEvent(name).catch((error) => codes.push(`rejected ${error.code}`));
    }
    await djust.pushEvent("set", { text: "x".repeat(70_000) }).catch(() => {});
    return codes;
  });
  assert.deepEqual(failures, [
    ...["handler", "rejected handler", "undeclared", "rejected undeclared"],
    ...["undeclared", "rejected undeclared", "too-large"],
  ]);
  // In development the console tells what the handler threw.
  const complaints = on.visitor.takeComplaints();
  assert.equal(complaints.length, 1);
  assert.match(complaints[0] ?? "", /^djust: something failed \(handler, request .*on purpose/);
  const heard = await page.evaluate(async () => {
    const heard: unknown[] = [];
    const { djust } = globalThis as Djusted;
    const stop = djust.on("news", (payload) => heard.push(payload));
    document.querySelector("[data-djust]")?.addEventListener(
      "djust:news",
      (event) => heard.push((event as CustomEvent).bubbles),
    );
    await djust.pushEvent("say", { name: "news", payload: [1] });
    stop();
    await djust.pushEvent("say", { name: "news", payload: [2] });
    return heard;
  });
  assert.deepEqual(heard, [true, [1], true]);
});

browserTest(
  "an event that cannot be read fails alone, and what follows it runs",
  async (_t, browser) => {
    await using on = await stage(browser, { "/": Talking });
    const page = await on.open();
    const told = await page.evaluate(async () => {
      const { djust } = globalThis as Djusted;
      let deep: unknown = {};
      for (let i = 0; i < 40; i++) deep = { deep };
      const code = (name: string, params: unknown) =>
        djust.pushEvent(name, params as never).then(() => "ran", (error) => error.code);
      return [await code("set", deep), await code("", {}), await code("set", { rows: [1] })];
    });
    assert.deepEqual(told, ["bad-frame", "bad-frame", "ran"]);
    assert.equal(on.told.filter(({ type }) => type === "join").length, 1, "the line held");
  },
);

browserTest("latency() makes what is sent late", async (_t, browser) => {
  await using on = await stage(browser, { "/": Talking });
  const page = await on.open();
  const took = await page.evaluate(async () => {
    const { djust } = globalThis as Djusted;
    djust.latency(300);
    const start = performance.now();
    await djust.pushEvent("set", {});
    return performance.now() - start;
  });
  assert.ok(took >= 300 && took < 1_500, `${took} ms`);
});

browserTest(
  "classes, events and the notice follow the line; disconnect() and connect() obey",
  async (_t, browser) => {
    await using on = await stage(browser, { "/": Talking }, {
      messages: { offline: "Moment bitte." } as Record<string, string>,
    });
    const page = await on.visitor.open();
    await page.addInitScript(() => {
      const seen: string[] = [];
      Object.assign(globalThis, { seen });
      for (const name of ["connected", "disconnected", "patched"]) {
        document.addEventListener(`djust:${name}`, () => seen.push(name));
      }
    });
    await page.goto(on.url);
    await isLive(page);
    await call(page, "set", { text: "one" });
    await page.evaluate(() => (globalThis as Djusted).djust.disconnect());
    await isLost(page);
    await reads(page, ".dj-notice", "Moment bitte.");
    await reads(page, "djust-notice [role=status]", "Moment bitte.");
    const position = await page.locator(".dj-notice").evaluate((notice) =>
      getComputedStyle(notice).position
    );
    assert.equal(position, "fixed", "the notice has no style");
    const pending = call(page, "set", { text: "two" });
    await page.evaluate(() => (globalThis as Djusted).djust.connect());
    await isLive(page);
    await pending;
    await reads(page, "#text", "two");
    assert.equal(await page.isVisible(".dj-notice"), false);
    const seen = await page.evaluate(() =>
      (globalThis as typeof globalThis & { seen: string[] }).seen
    );
    assert.deepEqual(seen.filter((name) => name !== "patched"), [
      "connected",
      "disconnected",
      "connected",
    ]);
    assert.ok(seen.includes("patched"));
    assert.equal(await page.getAttribute("body", "class"), "dj-connected");
  },
);

browserTest("flash, title, language and meta are patched", async (_t, browser) => {
  await using on = await stage(browser, { "/": Talking });
  const page = await on.open();
  assert.equal(await page.title(), "first");
  await call(page, "tell", { kind: "info", text: "<b>saved</b>" });
  await reads(page, "[data-djust-flash] [role=status]", "<b>saved</b>");
  await call(page, "tell", { kind: "error", text: "failed" });
  await reads(page, "[data-djust-flash] [role=alert]", "failed");
  await call(page, "tell", { kind: "info" });
  await call(page, "tell", { kind: "error" });
  await reads(page, "[data-djust-flash]", "");
  await call(page, "head2");
  await until("the title is patched", async () => await page.title() === "title 2");
  const head = await page.evaluate(() => [
    document.documentElement.lang,
    document.documentElement.dir,
    ...[...document.querySelectorAll<HTMLMetaElement>("meta[name=description]")].map((meta) =>
      meta.content
    ),
  ]);
  assert.deepEqual(head, ["de", "ltr", "version 2"]);
});

browserTest(
  "redirect leaves for another page of this origin, and carries flash there",
  async (_t, browser) => {
    await using on = await stage(browser, { "/": Talking, "/other": Other });
    const page = await on.open();
    await page.evaluate(() =>
      void (globalThis as Djusted).djust.pushEvent("leave", { to: "/other?x=1" })
    );
    await reads(page, "#other", "carried");
    assert.equal(page.url(), on.url + "/other?x=1");
    await reads(page, "[data-djust-flash]", "carried");
    await page.reload();
    await reads(page, "#other", "none");
  },
);
