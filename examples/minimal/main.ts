import { Hono } from "hono";
import { event, html, LiveView } from "@djust/live";
import { live } from "@djust/live/hono";

class Counter extends LiveView {
  count = 0;
  @event
  increment() {
    this.count++;
  }
  render() {
    return html`<button dj-click=${this.increment}>+1</button> <output>${this.count}</output>`;
  }
}

const app = new Hono();
live(app, { "/": Counter });
export default app; // deno serve main.ts
