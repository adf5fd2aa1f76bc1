/** A counter on a cluster, for tests of server processes: all pages of all processes count together. */

import { Hono } from "hono";
import { event, html, LiveView, topic } from "@djust/live";
import { meta, PresenceMixin } from "@djust/live/presence";
import { live } from "@djust/live/hono";
import { kvCluster } from "@djust/live/kv";

const counted = topic<{ by: string }>("counted");

class Counter extends LiveView {
  count = 0;
  last = "nobody";
  connected() {
    this.subscribe(counted(), ({ by }) => {
      this.last = by;
    });
  }
  @event
  increment(): void {
    this.count++;
    this.publish(counted(), { by: `${Deno.pid} at ${this.count}` });
  }
  render() {
    return html`
      <button dj-click=${this.increment}>+1</button>
      <output>${this.count}</output> <i>${this.last}</i>
    `;
  }
}

/** Who is here, in whatever process. */
class Room extends PresenceMixin(LiveView, { meta: meta<{ name: string }>() }) {
  presenceKey = "room";
  mount() {
    this.trackPresence({ name: `of ${Deno.pid}` });
  }
  render() {
    const names = this.listPresences().map(({ meta }) => meta.name).sort();
    return html`<b>${this.presenceCount()} here: ${names.join()}</b>`;
  }
}

const path = Deno.env.get("KV_PATH") ?? ":memory:";
const app = new Hono();
live(app, { "/": Counter, "/room": Room }, {
  ...kvCluster({ path, heartbeat: 500, timeout: 3_000 }),
});
export default app;
