/** A view that is refused beside others on one line: nothing private stays, and nobody asks for ever. */

import assert from "node:assert/strict";
import { Hono } from "hono";
import { event, html, LiveView } from "@djust/live";
import { live } from "@djust/live/hono";
import { startProxy } from "../proxy.ts";
import { serve } from "../serve.ts";
import { until } from "../until.ts";
import { visit, type Visitor } from "./visitor.ts";

class Open extends LiveView {
  count = 0;
  @event
  more(): number {
    return ++this.count;
  }
  render() {
    return html`<output>${this.count}</output>`;
  }
}

class Private extends LiveView {
  secret = "none yet";
  @event
  reveal(): void {
    this.secret = "the secret";
  }
  render() {
    return html`<b id="secret">${this.secret}</b><button dj-click=${this.reveal}></button>`;
  }
}

interface Stage extends AsyncDisposable {
  readonly url: string;
  /** The page with both views. */
  readonly visitor: Visitor;
  /** How often the app was asked for the private one. */
  asked(): number;
  /** Refuses the private view from now on. */
  refuse(): void;
  cut(): void;
}

/** One page: an open view, and a private one that a script of the page's brought from its own URL. */
async function setUp(order: "live first" | "refused first"): Promise<Stage> {
  let asked = 0;
  let isRefused = false;
  const app = new Hono();
  app.use("/private", async (c, next) => {
    asked++;
    return isRefused ? c.html("<body><h1>no</h1></body>", 403) : await next();
  });
  const hub = live(app, { "/": Open, "/private": Private }, {
    secret: "s".repeat(32),
    signals: false,
  });
  const served = serve(app);
  const proxy = startProxy([served.port]);
  const visitor = await visit(`${proxy.url}/`);
  await visitor.live();
  const answer = await fetch(`${proxy.url}/private`, { headers: { cookie: visitor.cookie } });
  const painted = /<div[^>]* data-djust=[^]*?<\/button><\/div>/.exec(await answer.text())?.[0];
  assert(painted, "the private view was painted");
  isRefused = order === "refused first";
  const box = visitor.document.createElement("section");
  box.innerHTML = painted;
  visitor.document.body.append(box);
  return {
    url: proxy.url,
    visitor,
    asked: () => asked,
    refuse: () => isRefused = true,
    cut: () => proxy.cut(),
    async [Symbol.asyncDispose](): Promise<void> {
      await visitor.leave();
      await hub.close();
      await proxy.close();
      await served.close();
    },
  };
}

const isRefused = ({ complaints }: Visitor): boolean =>
  complaints.some(({ code, detail }) => code === "refused" && detail === 403);

Deno.test("a view that was live beside another and is refused: hidden, and the page asks for its URL", async () => {
  await using stage = await setUp("live first");
  const { visitor } = stage;
  visitor.click("button");
  await until("it is live", () => visitor.text("#secret") === "the secret");
  const { document } = visitor;
  stage.refuse();
  stage.cut();
  await until("it is refused", () => isRefused(visitor));
  assert(!document.body.textContent?.includes("the secret"), "nothing private stays");
  await until("the page has asked for its own URL", () => visitor.went.length === 1);
  await visitor.live();
  assert.equal(new URL(visitor.url).pathname, "/");
});

Deno.test("a view that never was live is refused beside another: it stays, is left alone, and says so", async () => {
  await using stage = await setUp("refused first");
  const { visitor } = stage;
  await until("it is refused", () => isRefused(visitor));
  const asked = stage.asked();
  assert.equal(visitor.text("#secret"), "none yet", "as it was painted");
  assert.equal(await visitor.djust.pushEvent("more"), 1, "the other goes on");
  assert.equal(visitor.isLive, true);
  const closes = visitor.closes.length;
  stage.cut();
  await until("the line is lost", () => visitor.closes.length > closes);
  await visitor.live();
  assert.equal(await visitor.djust.pushEvent("more"), 2);
  assert.equal(stage.asked(), asked, "it is not tried again");
  assert.deepEqual(visitor.went, []);
});
