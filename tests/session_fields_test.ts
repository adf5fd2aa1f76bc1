/** Session fields over whole pages: a fresh page finds them, a logout and another user end them. */

import assert from "node:assert/strict";
import { event, html, LiveView, memoryState, type Mount, type StateOf } from "@djust/live";
import type { LiveOptions } from "@djust/live/hono";
import type { StateStore } from "@djust/live/stores";
import { type TestPage, visit } from "@djust/live/testing";
import { until } from "./until.ts";
import { FACTS, FakeSite } from "./kit/line_kit.ts";

class Todos extends LiveView {
  static state = { fields: { filter: "session" } } satisfies StateOf<Todos>;
  filter = "all";
  restored = "";
  mount({ restored = [] }: Mount): void {
    this.restored = restored.join();
  }
  @event
  show({ filter }: { filter: string }): void {
    this.filter = filter;
  }
  render() {
    return html`
      <button dj-click=${this.show} data-filter="done">Done</button>
      <p>${this.filter}</p>
      <i>${this.restored}</i>
    `;
  }
}

/** A fresh page of the same visitor, once it shows this. */
function shows(page: TestPage, text: string): Promise<boolean> {
  return until(`a fresh page shows "${text}"`, async () => {
    await using fresh = await page.another({ same: true });
    return fresh.text("p") === text;
  });
}

for (const encrypt of [false, true]) {
  Deno.test(`a fresh page of the same visitor sees the filter${encrypt ? ", encrypted" : ""}`, async () => {
    const options = { state: memoryState(), secret: "s".repeat(32), encrypt };
    await using page = await visit(Todos, { options });
    assert.deepEqual([page.text("p"), page.text("i")], ["all", ""]);
    await page.click("button");
    await shows(page, "done");
    await using fresh = await page.another({ same: true });
    assert.equal(fresh.text("i"), "filter");
    await using stranger = await page.another();
    assert.equal(stranger.text("p"), "all");
  });
}

Deno.test("a logout forgets, and a page that was open brings nothing back", async () => {
  const state = memoryState();
  const site = new FakeSite({ "/": Todos }, { state });
  const sessions = state.sessions as NonNullable<StateStore["sessions"]>;
  const writes: boolean[] = [];
  const { write } = sessions;
  let passed = Promise.resolve();
  sessions.write = async (...args) => {
    await passed;
    writes.push(await write.call(sessions, ...args));
    return writes.at(-1) === true;
  };
  const painted = async (): Promise<string> => {
    const response = await site.app.request("http://live.test/", {
      headers: { cookie: site.cookie },
    });
    return /<p[^>]*>([a-z]+)/.exec(await response.text())?.[1] ?? "";
  };
  const [line] = await site.live("/");
  line.say(["show", { filter: "done" }, 1]);
  await line.rest();
  await until("it is written", async () => await painted() === "done");
  // One more is under way while the visitor is put out.
  const gate = Promise.withResolvers<void>();
  passed = gate.promise;
  line.say(["show", { filter: "late" }, 1]);
  await line.rest();
  await site.clock.move(1_000);
  const { id = "" } = await site.mounted.site.session(site.cookie) ?? {};
  site.mounted.hub.disconnect(id);
  await until("it is forgotten", async () => await painted() === "all");
  gate.resolve();
  await until("the late one has come", () => writes.length === 2);
  assert.deepEqual(writes, [true, false]);
  assert.equal(await painted(), "all");
  await site.mounted.hub.close();
  assert.equal(site.mounted.hub.stats().timers, 0);
});

Deno.test("a store without session fields is refused at the start, none at all is told in production", async () => {
  const { take, save, remove } = memoryState();
  const without: StateStore = { take, save, remove };
  assert.throws(
    () => new FakeSite({ "/": Todos }, { state: without }),
    /^TypeError: Cannot start: "filter" of "Todos" has session scope, .* write \{ filter: "reconnect" \}/,
  );
  const told = async (options: LiveOptions): Promise<unknown[]> => {
    const site = new FakeSite({ "/": Todos }, options);
    // A secret is imported from the start on, and nothing of it outlives the test.
    await site.mounted.site.ready;
    await site.mounted.hub.close();
    return site.records.filter((record) =>
      record.type === "notice" && record.name === "kept-state"
    );
  };
  const production = await told({ dev: false, secret: "s".repeat(32) });
  assert.match(JSON.stringify(production), /without a store nothing is kept: add \{ state: … \}/);
  assert.equal((await told({ state: false })).length, 1);
  assert.equal((await told({})).length, 0);
});

Deno.test("a visit without a store has it in page.warnings, one with a store has not", async () => {
  const page = await visit(Todos);
  assert.deepEqual(page.warnings.map(({ name }) => name), ["kept-state"]);
  assert.match(page.warnings[0]?.message ?? "", /"filter" of "Todos" .* add \{ state: … \}/);
  assert.deepEqual((await visit(Todos, { options: { state: memoryState() } })).warnings, []);
});

Deno.test("a page that comes back as another user forgets what the one before left", async () => {
  const state = memoryState();
  let user = "Ada";
  const site = new FakeSite({ "/": Todos }, { state, user: () => user });
  const [line, token] = await site.live("/");
  line.say(["show", { filter: "done" }, 1]);
  await line.rest();
  const painted = async (): Promise<string> => {
    const headers = { cookie: site.cookie };
    const response = await site.app.request("http://live.test/", { headers });
    return /<p[^>]*>([a-z]+)/.exec(await response.text())?.[1] ?? "";
  };
  await until("it is written", async () => await painted() === "done");
  user = "Eve";
  assert.equal(await painted(), "all");
  line.close(1006, "the line goes");
  const back = site.connect();
  back.say([-2, 0, { ...FACTS, try: 2, token, got: 1, answered: 1, sent: 1 }]);
  await back.next();
  user = "Ada";
  await until("it is forgotten", async () => await painted() === "all");
  await site.mounted.hub.close();
});
