/** The presence of a hub: brought by a mixin, by a store, or by an extension; kept in snapshots. */

import assert from "node:assert/strict";
import { html, LiveView, type Mount } from "@djust/live";
import { memoryPresence, presence, PresenceMixin } from "@djust/live/presence";
import type { PresenceStore } from "@djust/live/stores";
import { visit } from "@djust/live/testing";

class Plain extends LiveView {
  render() {
    return html`<p>plain</p>`;
  }
}

/** A store that brings nothing. */
function bare(): PresenceStore {
  const inner = memoryPresence();
  const { tick, cursors, spans } = inner;
  return { tick, cursors, spans, start: (listener) => inner.start(listener) };
}

Deno.test("hub.presence() is there with a store or the extension, else it says the line to add", async () => {
  const given = [{ presence: memoryPresence() }, { use: [presence] }, {
    use: [presence],
    presence: bare(),
  }];
  for (const options of given) {
    const page = await visit(Plain, { options });
    const room = page.hub.presence("lobby");
    room.join({ id: "bot" });
    await page.clock.move(150);
    assert.deepEqual(room.list().map(({ id }) => id), ["bot"]);
    assert.throws(() => page.hub.presence(""), /a room without a name/);
    assert.throws(() => room.join({ id: "" }), /Cannot join "lobby" as nobody/);
    await page.hub.close();
  }
  const none = await visit(Plain);
  assert.throws(() => none.hub.presence("lobby"), /add \{ presence: memoryPresence\(\) \}/);
  const store = await visit(Plain, { options: { presence: bare() } });
  assert.throws(() => store.hub.presence("lobby"), /add \{ use: \[presence\] \} to live\(\)/);
});

Deno.test("hub.stats() tells rooms and connections, and nothing is left when pages are gone", async () => {
  class Lobby extends PresenceMixin(LiveView) {
    presenceKey = "lobby";
    mount() {
      this.trackPresence({});
    }
    render() {
      return html`${this.onlineCount}`;
    }
  }
  const page = await visit(Lobby);
  const stats = () => page.hub.stats().extensions.presence;
  assert.deepEqual(stats(), { rooms: 1, connections: 1, store: { state: "up" } });
  await page.close();
  await page.clock.move(4_000);
  assert.deepEqual(stats(), { rooms: 0, connections: 0, store: { state: "up" } });
  await page.hub.close();
  assert.equal(page.hub.stats().timers, 0);
});

Deno.test("a snapshot keeps who one is, so that another process goes on with the same person", async () => {
  let kept: unknown;
  class Lobby extends PresenceMixin(LiveView) {
    presenceKey = "lobby";
    presenceUniquePerConnection = true;
    mount({ query }: Mount) {
      this.trackPresence({ name: "fresh" });
      if (query.has("restored")) presence.restore?.(this, kept);
    }
    connected() {
      kept ??= presence.snapshot?.(this);
    }
    render() {
      return html`${
        this.listPresences().map(({ meta, connections }) => `${meta.name} ${connections} `)
      }`;
    }
  }
  const page = await visit(Lobby);
  await page.clock.move(1_000);
  assert.deepEqual(Object.keys(kept as object).sort(), ["connection", "joinedAt", "meta"]);
  kept = structuredClone({ ...kept as object, meta: { name: "kept" } });
  const other = await page.another({ path: "/?restored" });
  await other.clock.move(1_000);
  await other.settled();
  assert.equal(other.text(), "kept 1");
});

Deno.test("whom people of a role see is asked once, and nobody else is counted or told of", async () => {
  let asked = 0;
  class Ward extends PresenceMixin(LiveView) {
    presenceKey = "ward";
    news = 0;
    mount() {
      this.trackPresence({ hidden: this.user !== undefined });
    }
    presenceRole() {
      return this.user === undefined ? "guest" : "staff";
    }
    presenceVisible(role: string, { meta }: { meta: { hidden?: unknown } }) {
      asked++;
      // Nothing is no yes.
      return role === "staff" || (meta.hidden !== true || undefined) as boolean;
    }
    handlePresenceJoin() {
      this.news++;
    }
    render() {
      return html`<b>${this.presenceCount()}</b><i>${this.news}</i>`;
    }
  }
  const guest = await visit(Ward);
  await guest.clock.move(150);
  const nurse = await guest.another({ user: { id: 1 } });
  const doctor = await guest.another({ user: { id: 2 } });
  const pages = [guest, nurse, doctor];
  for (const page of pages) {
    await page.clock.move(150);
    await page.settled();
  }
  assert.deepEqual(pages.map((page) => page.text("b")), ["1", "3", "3"]);
  assert.equal(guest.text("i"), "0");
  assert.equal(nurse.text("i"), "1");
  asked = 0;
  guest.hub.presence("ward").join({ id: "bot", meta: { hidden: true } });
  await guest.clock.move(150);
  for (const page of pages) await page.settled();
  assert.deepEqual(pages.map((page) => page.text("b")), ["1", "4", "4"]);
  // Four people for two roles, and the one who came for each of three views.
  assert.equal(asked, 4 * 2 + 3);
});

Deno.test("a view that is tracked and says no room is told to name one", async () => {
  let said = "";
  class Nowhere extends PresenceMixin(LiveView) {
    mount() {
      try {
        this.trackPresence({});
      } catch (error) {
        said = String(error);
      }
    }
    render() {
      return html`<p>${this.presenceCount()}</p>`;
    }
  }
  await visit(Nowhere);
  assert.match(said, /presence of "Nowhere": it says no room; write presenceKey = /);
});

Deno.test("a view in a room of over 200 people counts all it sees, lists the first 50, and is told of nobody", async () => {
  class Hall extends PresenceMixin(LiveView) {
    presenceKey = "hall";
    news = 0;
    mount() {
      this.trackPresence({});
    }
    handlePresenceJoin() {
      this.news++;
    }
    handlePresenceLeave() {
      this.news++;
    }
    render() {
      return html`<b>${this.presenceCount()} ${this.listPresences().length}</b><i>${this.news}</i>`;
    }
  }
  class Seeing extends Hall {
    presenceVisible(_role: string, { id }: { id: string }) {
      return id === "1" || Number(id.slice(1)) % 2 === 0;
    }
  }
  for (const [View, count] of [[Hall, 601], [Seeing, 301]] as const) {
    const page = await visit(View, { user: { id: 1 } });
    const room = page.hub.presence("hall");
    const diffs: number[] = [];
    room.onChange(({ joins, leaves, count }) => diffs.push(joins.length + leaves.length, count));
    const bots = Array.from({ length: 600 }, (_, at) => room.join({ id: `p${at}` }));
    await page.clock.move(150);
    await page.settled();
    assert.equal(page.text("b"), `${count} 50`);
    bots[0]?.leave();
    await page.clock.move(150);
    await page.settled();
    assert.equal(page.text("i"), "0");
    assert.deepEqual(diffs, [0, 601, 0, 600]);
    for (const bot of bots) bot.leave();
    await page.clock.move(150);
    await page.settled();
    assert.equal(page.text("b"), "1 1");
  }
});

Deno.test("nobody says anything of their status while they are alone, also in two tabs", async () => {
  class Quiet extends PresenceMixin(LiveView) {
    presenceKey = "quiet";
    presenceShares = { typing: true, selection: true };
    mount() {
      this.trackPresence({});
    }
    render() {
      return html`
        <b>${this.listPresences().map(({ status }) => status).join()}</b>
        <input name="title">
      `;
    }
  }
  const page = await visit(Quiet, { user: { id: 1 } });
  const tab = await page.another({ user: { id: 1 } });
  const said = (): string[] =>
    [page, tab].flatMap(({ sent }) => sent.filter((text) => text.startsWith("[-15")));
  await page.clock.move(1_000);
  await page.type("[name=title]", "Hello");
  await page.clock.move(400_000);
  assert.deepEqual(said(), []);
  const other = await page.another({ user: { id: 2 } });
  for (let times = 0; times < 3; times++) {
    await page.clock.move(150);
    for (const one of [page, tab, other]) await one.settled();
  }
  // Both say now what nobody heard.
  assert.equal(other.text("b"), "away,active");
  await page.type("[name=title]", "Hello you");
  assert.ok(said().some((text) => text.includes('"typing","title"')), said().join());
});
