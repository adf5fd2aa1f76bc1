/** Views that fail, or have no time: what becomes of them, and of others in their room. */

import assert from "node:assert/strict";
import { each, event, html, LiveView, type Mount } from "@djust/live";
import { LiveCursorMixin, meta, PresenceMixin } from "@djust/live/presence";
import { visit } from "@djust/live/testing";
import { until } from "../until.ts";

Deno.test("an async handleCursorMove() is waited for, and what it throws is reported", async () => {
  class Slow extends LiveCursorMixin(LiveView) {
    presenceKey = "board";
    came = "";
    mount() {
      this.trackPresence({});
    }
    async handleCursorMove(x: number) {
      await Promise.resolve();
      if (x === 13) throw new Error("13 is no place");
      this.came = `${x}`;
    }
    render() {
      return html`
        <i>${this.came}</i>
        <button id="near" dj-click=${() => this.updateCursorPosition(12, 0)}>near</button>
        <button id="bad" dj-click=${() => this.updateCursorPosition(13, 0)}>bad</button>
      `;
    }
  }
  const failures: string[] = [];
  const page = await visit(Slow, {
    options: {
      observe(record) {
        if ("error" in record) failures.push(String(record.error));
      },
    },
  });
  await page.click("#bad");
  await page.clock.move(100);
  await page.settled();
  assert.deepEqual(failures, ["Error: 13 is no place"]);
  await page.click("#near");
  await page.clock.move(100);
  await page.settled();
  assert.equal(page.text("i"), "12");
});

Deno.test("a view whose mailbox was full hears of its room again, and keeps nobody from moving", async () => {
  let go = (): void => {};
  let isBusy = false;
  class Busy extends LiveCursorMixin(LiveView, { meta: meta<{ name: string }>() }) {
    presenceKey = "board";
    count = 0;
    mount() {
      this.trackPresence({ name: String((this.user as { id: string }).id) });
    }
    @event
    async work() {
      isBusy = true;
      await new Promise<void>((resolve) => go = resolve);
      isBusy = false;
    }
    handleInfo() {
      this.count++;
    }
    fill() {
      try {
        while (true) this.send("more");
      } catch { /* It is full. */ }
    }
    render() {
      return html`
        <b>${each(this.listPresences(), (p) => p.id, (p) => html`<u>${p.id}</u>`)}</b>
        <i>${Object.entries(this.getCursors()).map(([id, { x }]) => `${id} ${x}`).join()}</i>
        <button id="work" dj-click=${this.work}>work</button>
        <button id="near" dj-click=${() => this.updateCursorPosition(12, 0)}>near</button>
      `;
    }
  }
  const views: Busy[] = [];
  class Watched extends Busy {
    override mount() {
      super.mount();
      views.push(this);
    }
  }
  const failures: unknown[] = [];
  const ada = await visit(Watched as never, {
    user: { id: "ada" },
    options: {
      limits: { mailbox: 3 },
      observe(record) {
        if ("error" in record) failures.push(record.error);
      },
    },
  });
  const bo = await ada.another({ user: { id: "bo" } });
  await ada.clock.move(1_000);
  await ada.settled();
  const working = ada.click("#work");
  await until("the handler runs", () => isBusy);
  for (const view of views.slice(0, -1)) view.fill();
  await bo.click("#near");
  const cy = await ada.another({ user: { id: "cy" } });
  await ada.clock.move(1_000);
  go();
  await working;
  await ada.settled();
  assert.deepEqual(failures, []);
  await cy.click("#near");
  await ada.clock.move(1_000);
  await ada.settled();
  assert.equal(ada.text("i"), "bo 12,cy 12");
  await bo.close();
  await ada.clock.move(5_000);
  await ada.settled();
  assert.equal(ada.text("b"), "adacy");
});

Deno.test("who cannot come, because their view or a job says nonsense, leaves no room behind", async () => {
  class Strangers extends PresenceMixin(LiveView) {
    presenceKey = "document:{docId}";
    docId = "";
    mount({ query }: Mount) {
      this.docId = query.get("doc") ?? "";
      this.trackPresence({});
    }
    getPresenceUserId() {
      return (this.user as { id: string }).id;
    }
    render() {
      return html`<b>${this.docId}</b>`;
    }
  }
  const page = await visit(Strangers as never, {
    user: { id: "ada" },
    path: "/?doc=1",
    options: { observe() {} },
  });
  for (let doc = 2; doc < 5; doc++) await page.another({ path: `/?doc=${doc}` }).catch(() => {});
  const { hub } = page;
  assert.throws(() => hub.presence("a").join({ id: "" }), /Cannot join "a" as nobody/);
  assert.throws(() => hub.presence("b").join({ id: "bot", meta: [] as never }), /Cannot set/);
  await page.clock.move(1_000);
  assert.deepEqual(hub.stats().extensions.presence, {
    rooms: 1,
    connections: 1,
    store: { state: "up" },
  });
});
