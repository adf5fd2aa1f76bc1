/** A counter on a cluster, for tests of server processes: all pages of all processes count together. */

import { Hono } from "hono";
import { event, html, LiveView, topic } from "@djust/live";
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
    this.publish(counted(), { by: `page at ${this.count}` });
  }
  render() {
    return html`
      <button dj-click=${this.increment}>+1</button>
      <output>${this.count}</output> <i>${this.last}</i>
    `;
  }
}

const path = Deno.env.get("KV_PATH");
const app = new Hono();
live(app, { "/": Counter }, { ...kvCluster(path ? { path } : {}) });
export default app;
