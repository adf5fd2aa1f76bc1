/** What the tests of pages share: an app with views that paint, leave, miss and break. */

import { Hono } from "hono";
import { event, html, LiveView, type Mount, type ObserveRecord } from "@djust/live";
import { type HubRecord, live, type LiveHub, type LiveOptions } from "@djust/live/hono";
import type { RawSocket } from "../raw_page.ts";
import { serve } from "../serve.ts";
import { until } from "../until.ts";

export class Plain extends LiveView {
  render() {
    return html`<p>plain</p>`;
  }
}

export class Ways extends LiveView<{ way: string }> {
  mount(ctx: Mount<{ way: string }>): void {
    switch (ctx.params.way) {
      case "status":
        ctx.status(410);
        ctx.header("x-own", "yes");
        ctx.header("cache-control", "public");
        return;
      case "away":
        this.putFlash("info", "You were moved <b>");
        return ctx.redirect("/plain");
      case "missing":
        return ctx.notFound();
      case "broken":
        throw new Error("the database password is hunter2");
    }
  }
  @event
  go(): void {
    this.putFlash("info", "Welcome");
    this.redirect("/plain");
  }
  @event
  leave(): void {
    this.putFlash("info", "Welcome");
    this.redirect("/plain", { session: { name: "Ada" } });
  }
  render() {
    return html`<p>${this.params.way}</p>`;
  }
}

export interface Setup extends AsyncDisposable {
  readonly url: string;
  readonly hub: LiveHub;
  readonly app: Hono;
  readonly records: (HubRecord | ObserveRecord)[];
}

export function setUp(options: LiveOptions = {}): Setup {
  const app = new Hono();
  const records: (HubRecord | ObserveRecord)[] = [];
  const hub = live(app, { "/plain": Plain, "/ways/:way": Ways }, {
    secret: "s".repeat(32),
    signals: false,
    observe: (record) => records.push(record),
    ...options,
  });
  app.get("/session", async (c) => c.json(await hub.session(c) ?? null));
  app.get("/login", async (c) => c.json(await hub.session(c, { name: "Eve" })));
  app.notFound((c) => c.text("the app's own not found", 404));
  const served = serve(app);
  return {
    url: served.url,
    app,
    hub,
    records,
    async [Symbol.asyncDispose]() {
      await hub.close();
      await served.close();
    },
  };
}

/** Where the page is told to leave for. */
export function leftFor(socket: RawSocket): Promise<string> {
  return until("a frame says where to", async () => {
    const extras = (await socket.next()).at(-1) as { to?: string };
    return extras.to;
  });
}
