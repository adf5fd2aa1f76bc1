/** A server whose views let go of promises and timers that fail. */

import { Hono } from "hono";
import { event, html, LiveView } from "@djust/live";
import { live } from "@djust/live/hono";

class Careless extends LiveView {
  count = 0;
  @event
  promise(): void {
    void Promise.reject(new Error("nobody waits for this promise"));
  }
  @event
  timer(): void {
    setTimeout(() => {
      throw new Error("nobody waits for this timer");
    });
  }
  @event
  increment(): void {
    this.count++;
  }
  get total(): number {
    throw new Error("a getter ran");
  }
  render() {
    return html`<output>${this.count}</output>`;
  }
}

const app = new Hono();
live(app, { "/": Careless }, { dev: false });

export default app;
