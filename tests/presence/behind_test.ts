/** A page with cursors that is behind: it is left out, and told all once it reads again. */

import assert from "node:assert/strict";
import { html, LiveView } from "@djust/live";
import { LiveCursorMixin } from "@djust/live/presence";
import {
  type CursorDown,
  type CursorNews,
  decodeCursorDown,
  encodeCursorUp,
} from "../../protocol/mod.ts";
import { FACTS, type FakeLine, FakeSite } from "../kit/line_kit.ts";

class Desk extends LiveCursorMixin(LiveView) {
  presenceKey = "desk";
  presenceUniquePerConnection = true;
  mount() {
    this.trackPresence({ name: this.url.searchParams.get("name") ?? "" });
  }
  render() {
    return html`<div dj-cursors></div>`;
  }
}

/** A page that has joined, and its token. */
async function entered(site: FakeSite, name: string): Promise<FakeLine & { token: string }> {
  const [line, token] = await site.live(`/?name=${name}`);
  await site.clock.move(200);
  return Object.assign(line, { token });
}

/** The address of its cursors. */
async function addressOf(line: FakeLine): Promise<number> {
  const opened = (await line.rest()).find(([code, kind]) => code === -14 && kind === "cursors");
  return Number(opened?.[2]);
}

/** What it was told of cursors. */
async function told(line: FakeLine, at: number): Promise<CursorDown[]> {
  return (await line.rest()).flatMap(([word, address, ...bytes]) => {
    const down = word === "bytes" && address === at
      ? decodeCursorDown(Uint8Array.from(bytes as number[]))
      : undefined;
    return down ?? [];
  });
}

Deno.test("a page that is behind gets all the news when it reads again, and where cursors are now", async () => {
  const site = new FakeSite({ "/": Desk }, { limits: { softBuffer: 1_000, stall: 60_000 } });
  const enter = (name: string) => entered(site, name);
  const slow = await enter("slow");
  const slowAt = await addressOf(slow);
  const first = await enter("first");
  const firstAt = await addressOf(first);
  const early = await enter("early");
  await told(slow, slowAt);

  slow.buffered = 1_001;
  const late = await enter("late");
  const lateAt = await addressOf(late);
  early.cut();
  const point = (line: FakeLine, at: number, x: number): void => {
    const move = { place: 0, x, y: 0, mode: "plain" } as const;
    line.put(Uint8Array.of(at, ...encodeCursorUp({ type: "move", move })));
  };
  point(first, firstAt, 1);
  await site.clock.move(11_000);
  for (const x of [0, 1]) {
    point(late, lateAt, x);
    await site.clock.move(100);
  }
  assert.deepEqual(await told(slow, slowAt), [], "it is left out");

  slow.buffered = 0;
  await site.clock.move(100);
  // The latest waited, and all that was missed comes behind it.
  const [latest, news, moves, ...more] = await told(slow, slowAt);
  assert.deepEqual([latest, more], [moves, []]);
  assert(news?.type === "news" && moves?.type === "moves");
  assert.deepEqual(news.news.who?.map(({ name }) => name), ["first", "late"]);
  assert.deepEqual([news.news.all, news.news.peers], [true, true]);
  // What rests for longer than cursors are shown is not drawn anew.
  assert.deepEqual(moves.moves.map(({ x }) => x), [1]);
  assert.equal(news.news.who?.[1]?.index, moves.moves[0]?.index);
  await site.mounted.hub.close();
});

Deno.test("whose line is lost for longer than the grace is nobody for whom a page sends, until they are back", async () => {
  const site = new FakeSite({ "/": Desk });
  const news = async (): Promise<CursorNews[]> =>
    (await told(ada, at)).flatMap((down) => down.type === "news" ? [down.news] : []);
  const ada = await entered(site, "ada");
  const at = await addressOf(ada);
  const bo = await entered(site, "bo");
  assert.deepEqual((await news()).map(({ peers }) => peers), [undefined, true]);
  bo.cut();
  await site.clock.move(5_000);
  assert.deepEqual(await news(), []);
  await site.clock.move(6_000);
  assert.deepEqual(await news(), [{ gone: [[0, 1]] }, { peers: false }]);
  const again = site.connect();
  const { token } = bo;
  again.say([-2, 0, { ...FACTS, token, got: 0, answered: 0, try: 2 }]);
  await again.next();
  await site.clock.move(200);
  const [came, ...more] = await news();
  assert.deepEqual([came?.who?.map(({ name }) => name), more], [["bo"], [{ peers: true }]]);
  await site.mounted.hub.close();
});
