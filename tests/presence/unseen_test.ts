/** Members whom others may not see, or not yet, or no longer: what pages are told of them. */

import assert from "node:assert/strict";
import { html, LiveView } from "@djust/live";
import { LiveCursorMixin } from "@djust/live/presence";
import { type CursorDown, decodeCursorDown, encodeCursorUp } from "../../protocol/mod.ts";
import { FakeSite } from "../kit/line_kit.ts";

const views = new Map<string, Ward>();

class Ward extends LiveCursorMixin(LiveView) {
  presenceKey = "ward";
  presenceUniquePerConnection = true;
  role = "";
  mount() {
    const { searchParams } = this.url;
    const name = searchParams.get("name") ?? "";
    this.role = searchParams.get("role") ?? "";
    views.set(name, this);
    this.trackPresence({ name, ...searchParams.has("hidden") && { isHidden: true } });
  }
  presenceRole() {
    return this.role;
  }
  presenceVisible(role: string, { meta }: { meta: { isHidden?: unknown } }) {
    return role === "staff" || meta.isHidden !== true;
  }
  handleInfo(meta: { name: string; isHidden: boolean }) {
    this.updatePresence(meta);
  }
  render() {
    return html`<div dj-cursors></div>`;
  }
}

/** A page, and what it was told of cursors since. */
async function enter(site: FakeSite, query: string) {
  const [line] = await site.live(`/?${query}`);
  await site.clock.move(200);
  const opened = (await line.rest()).find(([code, kind]) => code === -14 && kind === "cursors");
  const at = Number(opened?.[2]);
  return {
    detail: opened?.[4] as { news: { who: { name: string }[]; spotlight?: unknown } },
    async told(): Promise<CursorDown[]> {
      await site.clock.move(200);
      return (await line.rest()).flatMap(([word, address, ...bytes]) =>
        word === "bytes" && address === at
          ? decodeCursorDown(Uint8Array.from(bytes as number[])) ?? []
          : []
      );
    },
    point(x: number): void {
      const move = { place: 0, x, y: 0, mode: "plain" } as const;
      line.put(Uint8Array.of(at, ...encodeCursorUp({ type: "move", move })));
    },
  };
}

const words = (all: readonly CursorDown[]): string[] =>
  all.flatMap((down) => {
    if (down.type !== "news") return [down.type];
    const { who = [], gone = [], spotlight } = down.news;
    return [
      ...who.map(({ name }) => `+${name}`),
      ...gone.map(() => "-"),
      ...spotlight === undefined ? [] : ["spotlight"],
    ];
  });

Deno.test("who hides is gone for those who may not see them, and who shows themselves is there", async () => {
  const site = new FakeSite({ "/": Ward });
  const ada = await enter(site, "name=ada");
  const nurse = await enter(site, "name=nurse&role=staff");
  const bo = await enter(site, "name=bo&hidden");
  assert.deepEqual(words(await ada.told()), ["+nurse"]);
  assert.deepEqual(words(await nurse.told()), ["+bo"]);
  bo.point(0.1);
  assert.deepEqual(words(await ada.told()), []);
  assert.deepEqual(words(await nurse.told()), ["moves"]);

  views.get("bo")?.send({ name: "bo 2", isHidden: false });
  assert.deepEqual(words(await ada.told()), ["+bo 2"]);
  assert.deepEqual(words(await nurse.told()), ["+bo 2"]);
  bo.point(0.2);
  assert.deepEqual(words(await ada.told()), ["moves"]);
  assert.deepEqual(words(await nurse.told()), ["moves"]);

  views.get("bo")?.send({ name: "bo 3", isHidden: true });
  assert.deepEqual(words(await ada.told()), ["-"]);
  assert.deepEqual(words(await nurse.told()), ["+bo 3"]);
  bo.point(0.3);
  assert.deepEqual(words(await ada.told()), []);
  await site.mounted.hub.close();
});

Deno.test("nothing tells that somebody unseen asks to follow, or has left", async () => {
  const site = new FakeSite({ "/": Ward });
  const ada = await enter(site, "name=ada");
  const [line] = await site.live("/?name=bo&hidden");
  await site.clock.move(200);
  views.get("bo")?.spotlight();
  const cy = await enter(site, "name=cy");
  assert.deepEqual(cy.detail.news.who.map(({ name }) => name), ["ada"]);
  assert.equal(cy.detail.news.spotlight, undefined);
  line.cut();
  await site.clock.move(12_000);
  assert.deepEqual(words(await ada.told()), ["+cy"]);
  await site.mounted.hub.close();
});
