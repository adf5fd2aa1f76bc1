/** Views on a stage: served under the strict policy behind a proxy, opened in tabs, watched. */

import assert from "node:assert/strict";
import { Hono } from "hono";
import type { Djust } from "@djust/live/client";
import { type HubStats, live, type LiveHub, type LiveOptions } from "@djust/live/hono";
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
  readonly hub: LiveHub;
  readonly proxy: Proxy;
  readonly visitor: Visitor;
  /** What the server observed so far. */
  readonly told: readonly Told[];
  /** A new tab, live. */
  open(path?: string): Promise<Page>;
  /** Waits until nothing of the pages is left at the server. */
  emptied(): Promise<HubStats>;
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
  const app = new Hono();
  const told: Told[] = [];
  before?.(app);
  const hub = live(app, routes as Routes, {
    csp: "strict",
    signals: false,
    observe: (record) => void told.push(record as unknown as Told),
    ...options as LiveOptions,
  });
  const served = serve(app);
  const proxy = startProxy([served.port], { latency });
  const visitor = await browser.visit();
  return {
    url: proxy.url,
    hub,
    proxy,
    visitor,
    told,
    async open(path = "/"): Promise<Page> {
      const page = await visitor.open(proxy.url + path);
      await isLive(page);
      return page;
    },
    emptied: () =>
      until("the server has let go of everything", () => {
        const stats = hub.stats();
        return stats.connections + stats.instances === 0 ? stats : undefined;
      }),
    forgiveLine(): void {
      const line = /WebSocket connection to .* failed|net::ERR_(?:CONNECTION|EMPTY|SOCKET)/;
      assert.deepEqual(visitor.takeComplaints().filter((text) => !line.test(text)), []);
    },
    async [Symbol.asyncDispose](): Promise<void> {
      await Promise.all(visitor.context.pages().map((page) => page.close()));
      await hub.close();
      await proxy.close();
      await served.close();
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
  }, { within: 8_000 });
}
