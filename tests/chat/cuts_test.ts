/** A long answer (10,000 tokens at full size) over a line that is cut at 50 places: nothing is lost of it. */

import assert from "node:assert/strict";
import { Hono } from "hono";
import { live } from "@djust/live/hono";
import { Chat } from "../../examples/chat/chat.ts";
import { Conversations } from "../../examples/chat/conversations.ts";
import type { Model } from "../../examples/chat/models/model.ts";
import { visit } from "../journeys/visitor.ts";
import { startProxy } from "../proxy.ts";
import { seedFrom, size } from "../seed.ts";
import { serve } from "../serve.ts";
import { until } from "../until.ts";
import { atOnce, longText, shownBy } from "./kit.ts";

Deno.test("a long answer is whole after 50 cuts, and was written once", async () => {
  const random = seedFrom("an answer that is cut");
  const tokens = longText(random, size(3_000, 10_000));
  const cuts = new Set<number>();
  while (cuts.size < 50) cuts.add(random.integer(10, tokens.length - 10));
  let mounts = 0;
  let asked = 0;
  let cut = (): Promise<void> => Promise.resolve();
  const model: Model = {
    name: "a long one",
    async *answer() {
      asked++;
      for (const [index, token] of tokens.entries()) {
        yield token;
        // Between two tokens of a model there is always time for what else there is to do.
        if (index % 8 === 0) await new Promise((resolve) => setTimeout(resolve));
        if (cuts.has(index)) await cut();
      }
    },
  };
  class Talk extends Chat {
    static override model = (): Model => model;
    static override kept = new Conversations();
    override mount(context: Parameters<Chat["mount"]>[0]): void {
      mounts++;
      super.mount(context);
    }
  }
  const app = new Hono();
  const hub = live(app, { "/": Talk }, { signals: false, observe() {}, state: false });
  await using served = serve(app);
  await using proxy = startProxy([served.port]);
  await using visitor = await visit(proxy.url);
  await visitor.live();
  let sockets = 0;
  cut = async () => {
    // Some cuts come while the page is still away from the one before.
    if (random.chance(0.7)) {
      await until("the page is back", () => visitor.isLive, { within: 60_000 });
    }
    sockets++;
    proxy.cut();
  };
  visitor.type("#text", "Tell me all");
  visitor.submit("form.ask");
  const isWhole = (): boolean =>
    visitor.document.querySelector(".theirs")?.getAttribute("aria-busy") === "false";
  await until("the answer is whole", isWhole, { within: 300_000 });
  assert.equal(sockets, 50);
  assert.equal(shownBy(visitor.find(".theirs .text")), atOnce(tokens.join("")));
  assert.deepEqual([mounts, asked], [1, 1], "painted and joined once, and asked once");
  assert.deepEqual(visitor.complaints, []);
  assert.deepEqual(visitor.went, []);
  await visitor.leave();
  await hub.close();
});
