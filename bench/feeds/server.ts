/** Server process of the benchmark of feeds: two ways of ours, and the same written by hand. */

import { Hono } from "hono";
import { html, LiveView, topic } from "../../mod.ts";
import { live } from "../../server/hono.ts";
import { StreamingMixin } from "../../streaming/mod.ts";
import { endWithParent } from "../presence/end_with_parent.ts";
import { type Item, itemOf, row, SIGN } from "./item.ts";

/** What pages keep: enough for the work to be the same all the time. */
const LIMIT = 100;
/** How often items come, in milliseconds: a timer of a millisecond could not be had on time. */
const TICK = 10;

const items = topic<Item>("items");
/** What has not been asked for yet, for each page that asks. */
const queues = new Set<ReadableStreamDefaultController<Item>>();

/** Is told each item, and inserts it. */
class Told extends StreamingMixin(LiveView) {
  mount(): void {
    this.stream<Item>("items", [], { limit: LIMIT, row });
    this.subscribe(items(), (item) => this.streamInsert("items", item));
  }
  render() {
    return html`<ol dj-stream=${this.streams.items}></ol>`;
  }
}

/** All items from now on. */
function source(): ReadableStream<Item> {
  let queue: ReadableStreamDefaultController<Item>;
  return new ReadableStream({
    start: (controller) => void queues.add(queue = controller),
    cancel: () => void queues.delete(queue),
  });
}

/** Has the items themselves as its source. */
class Source extends StreamingMixin(LiveView) {
  mount(): void {
    this.stream<Item>("items", source(), { limit: LIMIT, row });
  }
  render() {
    return html`<ol dj-stream=${this.streams.items}></ol>`;
  }
}

const app = new Hono();
const hub = live(app, { "/told": Told, "/source": Source }, {
  limits: {
    ...{ connects: 100_000, connectsBurst: 100_000, socketsPerAddress: 100_000 },
    ...{ unclaimedInstances: 100_000, unclaimed: 60_000 },
  },
  secret: "items of a feed, one after the other",
  signals: false,
  dev: false,
});
const byHand = new Set<WebSocket>();

/** HTML of a row, as one writes it by hand. */
const htmlOf = ({ id, symbol, price, amount }: Item): string =>
  `<li><b>${SIGN}${id}</b> <span class="${symbol}">${symbol}</span> <i>${price}</i> × ${amount}</li>`;

function say(item: Item): void {
  void hub.publish(items(), item);
  for (const queue of queues) queue.enqueue(item);
  for (const socket of byHand) {
    // Each page has a row of its own, as ours has.
    socket.send(JSON.stringify(["append", item.id, htmlOf(item)]));
  }
}

let said = 0;
let timer: ReturnType<typeof setInterval> | undefined;

/** Says so many items a second from now on. */
function sayEvery(perSecond: number): void {
  clearInterval(timer);
  let due = 0;
  let then = performance.now();
  timer = perSecond > 0
    ? setInterval(() => {
      const now = performance.now();
      due += (now - then) * perSecond / 1_000;
      then = now;
      for (; due >= 1; due--) say(itemOf(++said));
    }, TICK)
    : undefined;
}

app.get("/hand", (context) => {
  if (context.req.header("upgrade") !== "websocket") return context.text("");
  const { socket, response } = Deno.upgradeWebSocket(context.req.raw);
  socket.onopen = () => byHand.add(socket);
  socket.onclose = () => byHand.delete(socket);
  return response;
});
app.get("/bench/say", (context) => {
  sayEvery(Number(context.req.query("rate")));
  return context.text("saying");
});
app.get("/bench/ready", (context) => context.text("ready"));

endWithParent();
Deno.serve(
  { hostname: "127.0.0.1", port: Number(Deno.env.get("PORT")), onListen() {} },
  app.fetch,
);
