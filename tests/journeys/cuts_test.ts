/** The line is cut at random bytes while events flow: nothing is lost, nothing runs twice. */

import assert from "node:assert/strict";
import { Hono } from "hono";
import { live } from "@djust/live/hono";
import { startProxy } from "../proxy.ts";
import { seedFrom, size } from "../seed.ts";
import { serve } from "../serve.ts";
import { until } from "../until.ts";
import { Journal } from "./journal.ts";
import { checkAnswers, checkJournal, Player, shown } from "./player.ts";
import { visit } from "./visitor.ts";

Deno.test({
  name: "no event is lost or doubled when the line is cut at random bytes",
  // A line that is cut inside its upgrade is let go by the platform in its own time.
  sanitizeOps: false,
  fn: async () => {
    const random = seedFrom("cuts");
    const cuts = size(60, 1_000);
    const pages: Journal[] = [];
    class Kept extends Journal {
      mount(): void {
        pages.push(this);
      }
    }
    const app = new Hono();
    const hub = live(app, { "/": Kept }, {
      secret: "s".repeat(32),
      signals: false,
      observe() {},
      limits: { rate: 10_000, burst: 10_000 },
    });
    await using served = serve(app);
    await using proxy = startProxy([served.port]);
    await using visitor = await visit(proxy.url);
    await visitor.live();
    const player = new Player(visitor);

    for (let done = 0; done < cuts;) {
      proxy.setLatency({ up: random.integer(0, 15), down: random.integer(0, 15) });
      // Few bytes: in the handshake or the resume; more: among frames.
      const bytes = random.chance(0.3) ? random.integer(1, 700) : random.integer(1, 2_500);
      const direction = random.pick(["up", "down", undefined] as const);
      let isCut = false;
      const cut = proxy.cutAfter(bytes, direction).then(() => isCut = true);
      while (!isCut) {
        for (let i = random.integer(0, 3); i > 0; i--) player.step(random);
        // Offline a queue only grows: no more than a page may keep.
        await Promise.race([
          cut,
          new Promise((resolve) => setTimeout(resolve, random.integer(1, 20))),
        ]);
      }
      done++;
    }
    proxy.setLatency(0);
    await player.rest();

    assert.equal(pages.length, 1, "one mount, however often the line was cut");
    const [page] = pages as [Journal];
    const stale = checkJournal(player.acts, page.entries);
    checkAnswers(player);
    const codes = visitor.complaints.map(({ code }) => code);
    assert.equal(codes.filter((code) => code === "stale").length, stale);
    assert.deepEqual(codes.filter((code) => code !== "stale" && code !== "handler"), []);
    assert.deepEqual(visitor.went, []);
    console.log(
      `cuts: ${cuts} cuts, ${player.acts.length} events, ${stale} stale, ` +
        `${proxy.taken - 1} sockets`,
    );

    // The same acts, one after the other, on a line that holds.
    await using other = await visit(served.url);
    await other.live();
    const calm = new Player(other);
    for (const act of player.acts) {
      // A row that is not there is on its way, or was dropped.
      const isAway = "row" in act && !other.document.querySelector(`#row-${act.row}`);
      if (isAway) await calm.rest();
      calm.act(act);
    }
    await calm.rest();
    // The number of entries counts the resting too.
    // A form's own field is another in each page.
    const plain = (text: string): string =>
      text.replace(/<output>\d+<\/output>|<input type="hidden"[^>]*>/g, "");
    assert.equal(plain(shown(visitor)), plain(shown(other)));

    await visitor.leave();
    await other.leave();
    await until("all is gone", () => hub.stats().instances === 0 && hub.stats().connections === 0);
    await hub.close();
    assert.equal(hub.stats().timers, 0);
  },
});

Deno.test("a page keeps to the rate it was told, also after its line was cut", async () => {
  const app = new Hono();
  const limits = { rate: 20, burst: 5, violations: 1 };
  const hub = live(app, { "/": Journal }, {
    secret: "s".repeat(32),
    signals: false,
    observe() {},
    limits,
  });
  await using served = serve(app);
  await using proxy = startProxy([served.port]);
  await using visitor = await visit(proxy.url);
  await visitor.live();
  proxy.cut();
  await until("it is back", () => visitor.closes.length === 1 && visitor.isLive);
  // Over the rate one event alone would close the socket.
  const calls = Array.from({ length: 15 }, (_, i) => visitor.djust.pushEvent("note", { n: i + 1 }));
  assert.deepEqual(await Promise.all(calls), calls.map((_, i) => i + 1));
  assert.deepEqual(visitor.complaints, []);
  assert(!visitor.closes.includes(4429), String(visitor.closes));
  await visitor.leave();
  await hub.close();
});
