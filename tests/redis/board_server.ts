/** A board on Redis: a count that outlives its process, news for all, and who is there. */

import { Hono } from "hono";
import { event, html, LiveView } from "@djust/live";
import { live } from "@djust/live/hono";
import { meta, PresenceMixin } from "@djust/live/presence";
import { redisCluster } from "@djust/live/redis";

class Board extends PresenceMixin(LiveView, { meta: meta<{ name: string }>() }) {
  presenceKey = "board";
  count = 0;
  news = "";
  mount(): void {
    this.trackPresence({ name: "somebody" });
    this.subscribe("news", (text: string) => {
      this.news = text;
    });
  }
  @event
  increment(): number {
    return ++this.count;
  }
  @event
  tell(): void {
    this.publish("news", `count ${this.count}`);
  }
  render() {
    return html`
      <output>${this.count}</output>
      <p>${this.news}</p>
      <i>${this.listPresences().length}</i>
    `;
  }
}

const app = new Hono();
live(app, { "/": Board }, { ...redisCluster({ url: Deno.env.get("REDIS_URL") ?? "" }) });
export default app;

if (import.meta.main && Deno.args.includes("--run")) {
  Deno.serve({ hostname: "127.0.0.1", port: Number(Deno.env.get("PORT")) }, app.fetch);
}
