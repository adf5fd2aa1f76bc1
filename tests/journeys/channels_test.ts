/** Channels over real sockets, with the real client, while the line is cut again and again. */

import assert from "node:assert/strict";
import { Hono } from "hono";
import { live } from "@djust/live/hono";
import type { ChannelHandler, PageChannel } from "@djust/live/client";
import { echoing, newNotes, Plain, pointing } from "../kit/channel_kit.ts";
import { startProxy } from "../proxy.ts";
import { seedFrom } from "../seed.ts";
import { serve } from "../serve.ts";
import { until } from "../until.ts";
import { visit } from "./visitor.ts";

/** The page's half of an echo that loses nothing: what the server has not taken is sent again. */
function talker() {
  const said: string[] = [];
  const heard = new Map<number, string>();
  let channel: PageChannel | undefined;
  let opened = 0;
  const handler: ChannelHandler = (open) => {
    channel = open;
    opened++;
    for (const word of said.slice(open.detail as number)) open.send(word);
    return {
      message: ([count, word]: [number, string]) => void heard.set(count, word),
      closed: () => void (channel = undefined),
    };
  };
  const say = (word: string): void => {
    said.push(word);
    channel?.send(word);
  };
  return { handler, say, said, heard, opened: () => opened };
}

Deno.test({
  name: "a reliable channel loses and doubles nothing over cuts, where its room resumes it",
  // A line that is cut inside its upgrade is let go by the platform in its own time.
  sanitizeOps: false,
  fn: async () => {
    const random = seedFrom("channels");
    const notes = newNotes();
    const app = new Hono();
    const hub = live(app, { "/": Plain }, {
      secret: "s".repeat(32),
      signals: false,
      observe() {},
      use: [echoing(notes)],
    });
    await using served = serve(app);
    await using proxy = startProxy([served.port]);
    await using visitor = await visit(proxy.url);
    const { handler, say, said, heard, opened } = talker();
    visitor.djust.channels = { echo: handler };
    await until("the channel is open", () => opened() === 1);
    for (let cut = 0; cut < 8; cut++) {
      const before = opened();
      for (let i = random.integer(1, 6); i > 0; i--) say(`word ${said.length}`);
      visitor.click("button");
      await proxy.cutAfter(random.integer(1, 40));
      say(`word ${said.length}, while the line is gone`);
      await until("the channel is open again", () => opened() > before, { within: 20_000 });
    }
    await until("the server took all of it", () => notes.came.length === said.length);
    assert.deepEqual(notes.came, said);
    // The events beside it were counted as ever.
    await until("every click counted", () => visitor.text("output") === "8");
    say("the last");
    await until("the echo comes", () => heard.get(said.length) === "the last");
    await hub.close();
    assert.deepEqual([notes.news.at(0), notes.news.at(-1)], ["opened", "closed: ended"]);
  },
});

Deno.test("pointers of one page are seen by the others, as bytes, also after a cut", async () => {
  const app = new Hono();
  const hub = live(app, { "/": Plain }, {
    secret: "s".repeat(32),
    signals: false,
    observe() {},
    use: [pointing("desk")],
  });
  await using served = serve(app);
  await using proxy = startProxy([served.port]);
  await using one = await visit(proxy.url);
  await using two = await visit(served.url);
  const seen: number[][] = [];
  let mine: PageChannel | undefined;
  let closed = 0;
  one.djust.channels = {
    pointer: (channel) => {
      mine = channel;
      return {
        closed() {
          mine = undefined;
          closed++;
        },
      };
    },
  };
  let isThere = false;
  two.djust.channels = {
    pointer: () => {
      isThere = true;
      return { message: (place: Uint8Array) => void seen.push([...place]) };
    },
  };
  await until("both are in the room", () => mine && isThere);
  mine?.send(Uint8Array.of(1, 2));
  await until("the other sees it", () => seen.length === 1);
  proxy.cut();
  // It may be back before anybody looks.
  await until("the line went", () => closed === 1);
  await until("the pointer is back", () => mine, { within: 20_000 });
  mine?.send(Uint8Array.of(3, 4));
  await until("the other sees it, too", () => seen.length === 2);
  assert.deepEqual(seen, [[1, 2], [3, 4]]);
  await hub.close();
});
