/** Views on a stage: served under the strict policy behind a proxy, opened in tabs, watched. */

import assert from "node:assert/strict";
import { Hono } from "hono";
import type { Djust } from "@djust/live/client";
import { live, type LiveHub, type LiveOptions } from "@djust/live/hono";
import { type Proxy, startProxy } from "../proxy.ts";
import { serve } from "../serve.ts";
import { until } from "../until.ts";
import type { Browser, Page, Visitor } from "./chromium.ts";

/** What a page's own scripts see. */
export type Djusted = typeof globalThis & { djust: Djust };

/** What `observe` was told, as far as tests read it. */
export interface Told {
  readonly type: string;
  readonly [fact: string]: unknown;
}

/** How a stage differs from the usual one. */
export interface StageOptions extends LiveOptions<never> {
  /** Milliseconds each way. */
  readonly latency?: number;
  /** Middleware and routes that come first. */
  readonly before?: (app: Hono) => void;
}

/** Views being served. `await using` ends it; pages go first, so that none complains of the end. */
export interface Stage extends AsyncDisposable {
  /** Where the views are, by way of the proxy. */
  readonly url: string;
  /** The hub that serves now. */
  readonly hub: LiveHub;
  readonly proxy: Proxy;
  readonly visitor: Visitor;
  /** What the server observed so far. */
  readonly told: readonly Told[];
  /** A new tab, live. */
  open(path?: string): Promise<Page>;
  /** Another process takes over without a word: same address, nothing known but the secret. */
  restart(routes?: unknown, changes?: LiveOptions<never>): Promise<void>;
  /** Waits until nothing of the pages is left at the server. */
  emptied(): Promise<void>;
  /** Takes complaints about sockets that could not connect; any other one fails. */
  forgiveLine(): void;
}

type Routes = Parameters<typeof live>[1];

/** Serves these views. */
export async function stage(
  browser: Browser,
  routes: unknown,
  { latency = 0, before, ...options }: StageOptions = {},
): Promise<Stage> {
  const told: Told[] = [];
  const house = (routes: unknown, changes: LiveOptions<never> = {}) => {
    const app = new Hono();
    before?.(app);
    const hub = live(app, routes as Routes, {
      csp: "strict",
      state: false,
      signals: false,
      secret: "the same secret before and after",
      observe: (record) => void told.push(record as unknown as Told),
      ...options as LiveOptions,
      ...changes as LiveOptions,
    });
    const served = serve(app);
    return { hub, served, port: served.port };
  };
  let now = house(routes);
  const proxy = startProxy([now.port], { latency });
  const visitor = await browser.visit();
  visitor.context.setDefaultTimeout(30_000);
  return {
    url: proxy.url,
    get hub() {
      return now.hub;
    },
    proxy,
    visitor,
    told,
    async open(path = "/"): Promise<Page> {
      const page = await visitor.open(proxy.url + path);
      await isLive(page);
      return page;
    },
    async restart(next = routes, changes = {}): Promise<void> {
      const before = now;
      now = house(next, changes);
      proxy.setUpstreams([now.port]);
      proxy.cut();
      await before.hub.close();
      await before.served.close();
    },
    async emptied(): Promise<void> {
      await until("the server has let go of everything", () => {
        const stats = now.hub.stats();
        return stats.connections + stats.instances === 0;
      });
    },
    forgiveLine(): void {
      const line = /WebSocket connection to .* failed|net::ERR_(?:CONNECTION|EMPTY|SOCKET)/;
      assert.deepEqual(visitor.takeComplaints().filter((text) => !line.test(text)), []);
    },
    async [Symbol.asyncDispose](): Promise<void> {
      await Promise.all(visitor.context.pages().map((page) => page.close()));
      await now.hub.close();
      await proxy.close();
      await now.served.close();
    },
  };
}

/** Waits until a page is live. */
export async function isLive(page: Page): Promise<void> {
  await page.waitForSelector("body.dj-connected");
}

/** Waits until a page has lost its line. */
export async function isLost(page: Page): Promise<void> {
  await page.waitForSelector("body.dj-disconnected");
}

/** Waits until the text of an element is this. */
export async function reads(page: Page, selector: string, text: string): Promise<void> {
  let seen: string | null = null;
  await until(`"${selector}" reads ${JSON.stringify(text)}`, async () => {
    seen = await page.textContent(selector, { timeout: 2_000 });
    if (seen !== text) throw new Error(`it reads ${JSON.stringify(seen)}`);
    return true;
  }, { within: 60_000 });
}
