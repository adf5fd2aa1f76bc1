/** Bots as members of a room: they point, speak and select like anybody, and look at nothing. */

import assert from "node:assert/strict";
import { html, LiveView } from "@djust/live";
import { type CursorOptions, LiveCursorMixin, meta } from "@djust/live/presence";
import { type TestPage, visit } from "@djust/live/testing";

class Desk extends LiveCursorMixin(LiveView, { meta: meta<{ name: string }>() }) {
  presenceKey = "{room}";
  room = "desk";
  cursors: CursorOptions = { chat: true, reactions: ["🎉"] };
  mount() {
    this.room = this.url.searchParams.get("room") ?? "desk";
    this.trackPresence({ name: "Ada" });
  }
  presenceVisible(_role: string, { id }: { id: string }) {
    return id !== "spy";
  }
  render() {
    const cursors = Object.entries(this.getCursors()).map(([id, { x, y, unit, anchor, meta }]) =>
      `${id} ${meta.name} ${x} ${y} ${unit} ${anchor ?? "-"}`
    );
    const people = this.listPresences().map(({ id, selection, typing }) =>
      `${id} ${selection?.anchor ?? "-"} ${typing ?? "-"}`
    );
    return html`<output>${cursors.join("; ")}</output><i>${people.join("; ")}</i>`;
  }
}

async function reads(page: TestPage, selector: string, text: string): Promise<void> {
  await page.clock.move(1_000);
  await page.settled();
  assert.equal(page.text(selector), text);
}

Deno.test("a bot points, selects and types like anybody, and is gone at once", async () => {
  const page = await visit(Desk, { user: { id: "ada" } });
  const bot = page.hub.presence("desk").join({ id: "bot", meta: { name: "Bot" } });
  bot.point({ x: 0.5, y: 1 });
  bot.select({ anchor: "title", start: 0, end: 4 });
  bot.typing("title");
  await reads(page, "output", "bot Bot 0.5 1 fraction -");
  await reads(page, "i", "ada - -; bot title title");
  bot.point({ x: 0, y: 0, anchor: "intro" });
  bot.update({ name: "Robot" });
  await reads(page, "output", "bot Robot 0 0 fraction intro");
  bot.point({ x: 12, y: 30, unit: "px" });
  await reads(page, "output", "bot Robot 12 30 px -");
  bot.point();
  await reads(page, "output", "");
  bot.point({ x: 1, y: 1 });
  await reads(page, "output", "bot Robot 1 1 fraction -");
  bot.leave();
  bot.point({ x: 0.5, y: 0.5 });
  await reads(page, "output", "");
  await reads(page, "i", "ada - -");
});

Deno.test("a bot that came first is seen by who comes later, if they may", async () => {
  const other = await visit(Desk, { user: { id: "bo" }, path: "/?room=elsewhere" });
  const room = other.hub.presence("desk");
  const [bot, spy] = [room.join({ id: "bot" }), room.join({ id: "spy" })];
  bot.point({ x: 0.25, y: 0.5 });
  spy.point({ x: 0.75, y: 0.5 });
  await other.clock.move(60_000);
  const page = await other.another({ user: { id: "ada" }, path: "/" });
  await reads(page, "output", "bot undefined 0.25 0.5 fraction -");
  await reads(other, "output", "");
});

Deno.test("what a bot gives wrong is told with its mend", async () => {
  const page = await visit(Desk, { user: { id: "ada" } });
  const bot = page.hub.presence("desk").join({ id: "bot" });
  assert.throws(() => bot.point({ x: NaN, y: 0 }), /Cannot point at .*give \{ x: 0.5/);
  assert.throws(() => bot.point({ x: 1, y: 1, unit: "px", anchor: "a" }), /without an anchor/);
  assert.throws(() => bot.point({ x: 1, y: 1, anchor: "a".repeat(65) }), /1 to 64 bytes/);
  assert.throws(() => bot.say(7 as never), /Cannot say number; give a text/);
  assert.throws(() => bot.react("👎"), /Cannot throw "👎": pages of the room have 🎉/);
  for (let number = 1; number <= 62; number++) bot.point({ x: 1, y: 1, anchor: `a${number}` });
  bot.point({ x: 1, y: 1, anchor: "a1" });
  assert.throws(() => bot.point({ x: 1, y: 1, anchor: "a63" }), /62 are named already/);
  await reads(page, "output", "bot undefined 1 1 fraction a1");
});
