/** A stream is as long as one likes: its view keeps nothing of it, its page no more than the limit. */

import assert from "node:assert/strict";
import { html, LiveView } from "@djust/live";
import { StreamingMixin } from "@djust/live/streaming";
import { visit } from "@djust/live/testing";
import { FakeOutlet, FakeWorld, mounted } from "../kit/instance_kit.ts";
import { size } from "../seed.ts";

const ITEMS = 100_000;
const LIMIT = 500;

class Feed extends StreamingMixin(LiveView) {
  static last: Feed;
  mount(): void {
    Feed.last = this;
    this.stream<{ id: number; text: string }>("feed", [], {
      row: ({ id, text }) => html`<li class=${text}>item ${id}: <b>${text}</b></li>`,
      limit: LIMIT,
    });
  }
  render() {
    return html`<ul dj-stream=${this.streams.feed}></ul>`;
  }
}

/** A line that forgets what it sent. */
class Drain extends FakeOutlet {
  bytes = 0;
  override send(text: string): void {
    this.bytes += text.length;
  }
}

const { gc } = globalThis as { gc?: () => void };

function heap(): number {
  gc?.();
  gc?.();
  return Deno.memoryUsage().heapUsed;
}

Deno.test("100,000 items leave nothing on the server, and their bytes are linear", async () => {
  assert(gc, "run with --v8-flags=--expose-gc");
  const world = new FakeWorld();
  const { instance } = await mounted(Feed, world);
  const outlet = new Drain();
  instance.adopt(outlet);
  const stream = async (from: number, to: number): Promise<void> => {
    for (let id = from; id < to; id++) {
      Feed.last.streamInsert("feed", { id, text: `text ${id}` });
      if (id % 100 !== 99) continue;
      await world.clock.move(16);
      instance.acked(instance.sent);
      world.records.length = 0;
    }
  };
  // What is compiled and cached with the first items is not theirs.
  await stream(0, 5_000);
  const [before, bytes] = [heap(), outlet.bytes];
  await stream(5_000, ITEMS);
  const grown = heap() - before;
  const each = (outlet.bytes - bytes) / (ITEMS - 5_000);
  console.log(`100,000 items: ${grown} bytes of heap, ${each.toFixed(1)} bytes an item`);
  assert(grown <= 1_048_576, `${grown} bytes`);
  assert(each < 80, `${each} bytes an item`);
  await instance.end("left");
});

Deno.test("a page has as many rows as its limit says, however many came", async () => {
  const page = await visit(Feed);
  const items = size(5_000, ITEMS);
  for (let id = 0; id < items; id++) {
    Feed.last.streamInsert("feed", { id, text: "x" });
    if (id % 500 === 499) await page.clock.move(16);
  }
  await page.settled();
  const rows = page.findAll("li");
  assert.equal(rows.length, LIMIT);
  assert.equal(rows[0]?.attribute("dj-key"), String(items - LIMIT));
  assert.equal(rows.at(-1)?.text, `item ${items - 1}: x`);
  assert.deepEqual(page.errors, []);
});
