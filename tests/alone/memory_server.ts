/** A server that tells its memory: views, bare sockets, and a heap from which the garbage is gone. */

import { Hono } from "hono";
import { each, event, html, LiveView } from "@djust/live";
import { live } from "@djust/live/hono";

/** The counter of the documentation. */
class Counter extends LiveView {
  count = 0;
  @event
  increment(): void {
    this.count++;
  }
  render() {
    return html`<button dj-click=${this.increment}>+1</button> <output>${this.count}</output>`;
  }
}

/** What a busy page holds: timers, a topic, something under way. */
class Busy extends Counter {
  mount(): void {
    this.subscribe("news");
    this.every(60_000, () => {});
    this.startAsync(
      "slow",
      (signal) => new Promise((resolve) => signal.addEventListener("abort", resolve)),
    );
  }
  @event
  later(): void {
    this.send({ type: "later" }, 60_000);
  }
  @event
  wait(): Promise<void> {
    return new Promise(() => {});
  }
}

interface Row {
  readonly id: number;
  readonly cells: readonly string[];
}

/** A thousand rows of four cells. */
class Table extends LiveView {
  rows: Row[] = Array.from({ length: 1_000 }, (_, id) => ({
    id,
    cells: ["name", "mail", "city", "sum"].map((name) => `${name} ${id}`),
  }));
  render() {
    return html`
      <table>
        <tbody>${each(this.rows, (row) => row.id, ({ id, cells: [a, b, c, d] }) =>
          html`
            <tr id=${`row-${id}`}>
              <td>${a}</td>
              <td>${b}</td>
              <td>${c}</td>
              <td>${d}</td>
            </tr>
          `)}</tbody>
      </table>
    `;
  }
}

const { gc } = globalThis as { gc?: () => void };

const app = new Hono();
const hub = live(app, { "/": Counter, "/busy": Busy, "/table": Table }, {
  dev: false,
  limits: { unclaimed: 300, grace: 300 },
});
app.get("/bare", (c) => {
  const { socket, response } = Deno.upgradeWebSocket(c.req.raw);
  socket.onmessage = ({ data }) => socket.send(data);
  return response;
});
app.get("/memory", async (c) => {
  for (let i = 0; i < 3; i++) {
    gc?.();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return c.json({ heap: Deno.memoryUsage().heapUsed, ...hub.stats() });
});

Deno.serve({ hostname: "127.0.0.1", port: Number(Deno.env.get("PORT")) }, app.fetch);
