/** Directives that take the line, each in all ways into a page and 300 ms away: what it is there for. */

// deno-lint-ignore-file jsx-key jsx-button-has-type -- what is told apart here is how attributes are spelled

import assert from "node:assert/strict";
import { event, form, html, virtual } from "@djust/live";
import { z } from "zod";
import { until } from "../until.ts";
import { browserTest, type Page } from "./chromium.ts";
import { isLive, isLost, reads } from "./stage.ts";
import { inAllWays, Witness } from "./ways.ts";

/** Milliseconds each way. */
const options = { latency: 150 };

/** What the page shows right after it was clicked, without a word of the server. */
const atOnce = (page: Page, clicked: string, seen: string): Promise<string> =>
  page.evaluate(([clicked, seen]) => {
    (document.querySelector(clicked as string) as HTMLElement).click();
    const element = document.querySelector(seen as string) as HTMLElement;
    return [element.textContent, element.getAttributeNames().includes("disabled")].join();
  }, [clicked, seen]);

browserTest("what is on its way is asked for, shown and locked", async (t, browser) => {
  await inAllWays(t, browser, {
    tries: ["dj-confirm", "dj-lock", "dj-disable-with", "dj-loading", "dj-target"],
    dots: (view) =>
      html`
        <section id="area" dj-target><i dj-loading.show>…</i></section>
        <button id="it" dj-click=${view.more} dj-target="#area" dj-confirm="Sure?" dj-lock
          dj-disable-with="Wait">go</button>
      `,
    colon: (view) => [
      <section id="area" dj-target>
        <i dj-loading:show>…</i>
      </section>,
      <button
        id="it"
        dj-click={view.more}
        dj-target="#area"
        dj-confirm="Sure?"
        dj-lock
        dj-disable-with="Wait"
      >
        go
      </button>,
    ],
  }, async ({ page, take }) => {
    const asked: string[] = [];
    page.on("dialog", async (dialog) => {
      asked.push(dialog.message());
      await (asked.length > 1 ? dialog.accept() : dialog.dismiss());
    });
    await page.click("#it");
    assert.deepEqual(await take(0), [], "who says no sends nothing");
    await page.click("#it");
    await reads(page, "#it", "Wait");
    assert.ok(await page.isVisible("i"));
    await page.evaluate(() => {
      const button = document.querySelector("#it") as HTMLButtonElement;
      button.disabled = false;
      button.click();
    });
    assert.deepEqual(await take(), [{ more: 1 }]);
    assert.deepEqual(asked, ["Sure?", "Sure?"]);
    await page.waitForFunction(() => document.querySelector("#it")?.textContent?.trim() === "go");
    assert.ok(await page.isHidden("i"));
    assert.ok(await page.isEnabled("#it"));
  }, options);
});

browserTest("what is told before its answer is shown at once", async (t, browser) => {
  await inAllWays(t, browser, {
    tries: ["dj-optimistic", "dj-bind"],
    dots: (view) =>
      html`
        <output id="n" dj-bind="count">${view.count}</output>
        <button id="it" dj-optimistic="count:count+1" dj-click=${view.more}>+</button>
      `,
    colon: (view) => [
      <output id="n" dj-bind="count">{view.count}</output>,
      <button id="it" dj-optimistic="count:count+1" dj-click={view.more}>+</button>,
    ],
  }, async ({ page, take }) => {
    assert.equal(await atOnce(page, "#it", "#n"), "1,false");
    assert.deepEqual(await take(), [{ more: 1 }]);
    await page.waitForSelector("#n:not(.optimistic-pending)");
    assert.equal(await page.textContent("#n"), "1");
  }, options);
});

browserTest(
  "a control is bound to a field, waits, and is heard at its pace",
  async (t, browser) => {
    await inAllWays(t, browser, {
      tries: ["dj-model", "dj-debounce", "dj-throttle", "dj-value-*"],
      dots: (view) =>
        html`<input id="text" dj-model="text"><b>${view.text}</b>
        <input id="late" name="late" dj-input=${view.tell} dj-debounce="blur" dj-value-n="1">
        <input id="fast" name="fast" dj-input=${view.tell} dj-throttle="20">`,
      colon: (view) => [
        <input id="text" dj-model="text" />,
        <b>{view.text}</b>,
        <input id="late" name="late" dj-input={view.tell} dj-debounce="blur" dj-value-n="1" />,
        <input id="fast" name="fast" dj-input={view.tell} dj-throttle="20" />,
      ],
    }, async ({ page, take }) => {
      await page.fill("#text", "bound");
      await reads(page, "b", "bound");
      await page.fill("#late", "one");
      await page.fill("#late", "two");
      assert.deepEqual(await take(0), []);
      await page.focus("#fast");
      assert.deepEqual(await take(), [{ value: "two", field: "late", n: "1" }]);
      await page.fill("#fast", "now");
      assert.deepEqual(await take(), [{ value: "now", field: "fast" }]);
    }, options);
  },
);

browserTest("a form is sent, emptied, and asks before it is left", async (t, browser) => {
  const asks = (page: Page): Promise<boolean> =>
    page.evaluate(() => {
      const event = new Event("beforeunload", { cancelable: true });
      dispatchEvent(event);
      return event.defaultPrevented;
    });
  await inAllWays(t, browser, {
    tries: ["dj-submit", "dj-reset", "dj-warn-unsaved"],
    dots: (view) =>
      html`<form dj-submit=${view.tell} dj-reset dj-warn-unsaved><input name="a"><button
        id="send">send</button></form>`,
    colon: (view) => (
      <form dj-submit={view.tell} dj-reset dj-warn-unsaved>
        <input name="a" />
        <button id="send">send</button>
      </form>
    ),
  }, async ({ page, take }) => {
    await page.fill("[name=a]", "x");
    assert.ok(await asks(page));
    await page.click("#send");
    assert.deepEqual(await take(), [{ a: "x" }]);
    await until("it is empty", async () => await page.inputValue("[name=a]") === "");
    assert.equal(await asks(page), false);
  }, options);
});

browserTest("a form that was judged goes on to its action, once", async (t, browser) => {
  const posted: { host: string | undefined; body: string }[] = [];
  await inAllWays(t, browser, {
    tries: ["dj-trigger-action"],
    dots: (view) =>
      html`
        <form action="/there" method="post" dj-submit=${view.more}
          dj-trigger-action=${view.count > 0}><input name="a" value="x"><button
                id="send">send</button></form>
      `,
    colon: (view) => (
      <form
        action="/there"
        method="post"
        dj-submit={view.more}
        dj-trigger-action={view.count > 0}
      >
        <input name="a" value="x" />
        <button id="send">send</button>
      </form>
    ),
  }, async ({ page, heard, on }) => {
    await page.click("#send");
    await page.waitForURL("**/there");
    assert.deepEqual(heard, [{ more: 1 }]);
    const { host } = new URL(on.url);
    assert.deepEqual(posted.filter((one) => one.host === host), [{ host, body: "a=x" }]);
  }, {
    ...options,
    before: (app) =>
      app.post("/there", async (c) => {
        posted.push({ host: c.req.header("host"), body: await c.req.text() });
        return c.html("<p>there</p>");
      }),
  });
});

browserTest(
  "what was typed is told to another process, and outlives its page",
  async (t, browser) => {
    await inAllWays(t, browser, {
      tries: ["dj-recover", "dj-draft"],
      dots: () =>
        html`
          <input id="one" name="one" dj-recover="tell"><form id="form" dj-draft>
            <textarea
              name="two"></textarea>
          </form>
        `,
      colon: () => [
        <input id="one" name="one" dj-recover="tell" />,
        <form id="form" dj-draft>
          <textarea name="two" />
        </form>,
      ],
    }, async ({ page, take, on, call }) => {
      await page.fill("#one", "typed");
      await page.fill("[name=two]", "kept");
      await until(
        "it is kept",
        () =>
          page.evaluate(() => Object.values(localStorage).some((text) => text.includes("kept"))),
      );
      await on.restart();
      assert.deepEqual(await take(), [{ value: "typed", field: "one" }]);
      on.forgiveLine();
      const next = await on.open();
      if (await next.locator("#form").count() === 0) await next.click("#come");
      await until(
        "the draft stands there",
        async () => await next.inputValue("[name=two]") === "kept",
      );
      await next.evaluate(() => localStorage.clear());
      await call("nothing");
    }, options);
  },
);

browserTest("a hook hears of its element and of the line", async (t, browser) => {
  await inAllWays(t, browser, {
    tries: ["dj-hook"],
    dots: (view) => html`<p id="it" dj-hook="Mark" data-n=${view.count}></p>`,
    colon: (view) => <p id="it" dj-hook="Mark" data-n={view.count}></p>,
  }, async ({ page, on, call, take }) => {
    const heard = (): Promise<string> =>
      page.evaluate(() => (globalThis as unknown as { marks: string[] }).marks.join(" "));
    await until("it is mounted", async () => await heard() === "mounted");
    await call("more");
    await take();
    assert.equal(await heard(), "mounted beforeUpdate updated");
    on.proxy.cut();
    await isLost(page);
    await isLive(page);
    await call("go");
    assert.equal(
      await heard(),
      "mounted beforeUpdate updated disconnected reconnected destroyed",
    );
    on.forgiveLine();
  }, {
    ...options,
    init: () => {
      const marks: string[] = [];
      const all = [
        "mounted",
        "beforeUpdate",
        "updated",
        "disconnected",
        "reconnected",
        "destroyed",
      ];
      const Mark = Object.fromEntries(all.map((name) => [name, () => void marks.push(name)]));
      Object.assign(globalThis, { marks, djust: { hooks: { Mark } } });
    },
  });
});

/** A view with a form object and a list without end. */
class Holder extends Witness {
  form = form(z.object({ name: z.string().min(2, "Two letters.") }), { name: "" });
  rows = virtual({
    total: 9_000,
    rowHeight: 20,
    load: (from, to) => Array.from({ length: to - from }, (_, i) => from + i),
  });
  @event
  async save(): Promise<void> {
    const given = await this.form.submit();
    if (given) this.role.heard.push(given);
  }
}

browserTest("a form object shows what is wrong, and gives what is right", async (t, browser) => {
  await inAllWays(t, browser, {
    tries: ["dj-form", "dj-field", "dj-label", "dj-error"],
    dots: (view) => {
      const { form, save } = view as Holder;
      const { name } = form.fields;
      return html`<form dj-form=${form} dj-submit=${save}><label dj-label=${name}>Name</label>
        <input dj-field=${name}><p dj-error=${name}></p><button id="send">send</button></form>`;
    },
    colon: (view) => {
      const { form, save } = view as Holder;
      const { name } = form.fields;
      return (
        <form dj-form={form} dj-submit={save}>
          <label dj-label={name}>Name</label>
          <input dj-field={name} />
          <p dj-error={name}></p>
          <button id="send">send</button>
        </form>
      );
    },
  }, async ({ page, take }) => {
    await page.getByLabel("Name").fill("A");
    await page.click("#send");
    await reads(page, "#form-name-error", "Two letters.");
    await page.waitForSelector("input:focus[aria-invalid=true]");
    await page.getByLabel("Name").fill("Ada");
    await page.click("#send");
    assert.deepEqual(await take(), [{ name: "Ada" }]);
  }, { ...options, View: Holder });
});

const box = { height: "200px", overflow: "auto", margin: "0", padding: "0" };

browserTest("a list without end has the rows in sight", async (t, browser) => {
  await inAllWays(t, browser, {
    tries: ["dj-virtual"],
    dots: (view) => {
      const { rows } = view as Holder;
      return html`<ul style=${box} dj-virtual=${rows}>${
        rows.items.map((n) => html`<li dj-key=${n}>row ${n}</li>`)
      }</ul>`;
    },
    colon: (view) => {
      const { rows } = view as Holder;
      return (
        <ul style={box} dj-virtual={rows}>{rows.items.map((n) => <li key={n}>row {n}</li>)}</ul>
      );
    },
  }, async ({ page }) => {
    await page.evaluate(() => (document.querySelector("ul") as Element).scrollTop = 5_000 * 20);
    await page.waitForSelector("li:text-is('row 5000')");
    assert.ok(await page.locator("li").count() < 100);
  }, { ...options, View: Holder });
});

browserTest("what comes and goes is seen on its way", async (t, browser) => {
  await inAllWays(t, browser, {
    tries: [
      "dj-transition",
      "dj-transition-enter",
      "dj-transition-enter-to",
      "dj-transition-leave",
      "dj-transition-leave-to",
    ],
    dots: (view) =>
      view.count % 2 ? null : html`
        <p id="it" dj-transition.move="fade" dj-transition-enter="e" dj-transition-enter-to="f"
          dj-transition-leave="l" dj-transition-leave-to="m">it</p>
      `,
    colon: (view) =>
      view.count % 2 ? null : (
        <p
          id="it"
          dj-transition:move="fade"
          dj-transition-enter="e"
          dj-transition-enter-to="f"
          dj-transition-leave="l"
          dj-transition-leave-to="m"
        >
          it
        </p>
      ),
  }, async ({ page, call }) => {
    await page.evaluate(() => {
      const seen = new Set<string>();
      Object.assign(globalThis, { seen });
      new MutationObserver((records) => {
        for (const { target, oldValue } of records) {
          seen.add(oldValue ?? "").add((target as Element).className);
        }
      }).observe(document.querySelector("main") as Element, {
        attributeFilter: ["class"],
        attributeOldValue: true,
        subtree: true,
      });
    });
    const seen = (): Promise<string[]> =>
      page.evaluate(() => [...(globalThis as unknown as { seen: Set<string> }).seen]);
    for (const one of ["l", "m", "e", "f"]) {
      if (one === "l" || one === "e") await call("more");
      await until(`${one} was seen`, async () => (await seen()).includes(one));
    }
    await page.waitForSelector("#it:not([class])");
  }, options);
});
