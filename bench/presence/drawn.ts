/** What a browser draws: when a cursor that leaps is seen to go, and that one who is alone says nothing. */

import { type Browser, chromium, type Page } from "playwright-core";
import { findChromium } from "../../tests/browser/chromium.ts";
import { decodeDown } from "../../protocol/mod.ts";
import { until } from "../../tests/until.ts";
import { pause } from "./cluster.ts";
import type { LoadPage } from "./load_page.ts";
import { type Quantiles, quantiles } from "./quantiles.ts";

/** Milliseconds after a mover's send. */
export interface Drawn {
  /** The first frame in which the cursor is nearer to where it was moved. */
  readonly begun: Quantiles;
  /** The first in which it is there. */
  readonly arrived: Quantiles;
  readonly leaps: number;
}

/** Pixels from the left between which it leaps, and the time between two leaps. */
const PLACES = [100, 500] as const;
const EVERY = 310;

/** A frame in which it was drawn elsewhere: when, in ms since 1970, and where. */
type Sample = readonly [at: number, x: number];

async function launch(): Promise<Browser | undefined> {
  const executablePath = findChromium(true);
  if (!executablePath) return undefined;
  const args = ["--no-sandbox", "--disable-gpu", "--no-first-run"];
  return await chromium.launch({ executablePath, headless: true, args });
}

async function openIn(browser: Browser, url: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1_000, height: 700 } });
  await page.goto(url);
  await page.waitForSelector("body.dj-connected");
  return page;
}

/** A page in a browser, which watches one cursor. */
export class DrawnPage {
  readonly #browser: Browser;
  readonly #page: Page;
  readonly #sent: { readonly at: number; readonly x: number }[] = [];

  private constructor(browser: Browser, page: Page) {
    this.#browser = browser;
    this.#page = page;
  }

  /** Undefined where there is no Chromium. */
  static async open(url: string): Promise<DrawnPage | undefined> {
    const browser = await launch();
    return browser && new DrawnPage(browser, await openIn(browser, url));
  }

  /** Makes a mover leap for a while, and writes down where the browser draws it. */
  async watch(
    mover: LoadPage,
    { name, ms }: { readonly name: string; readonly ms: number },
  ): Promise<Drawn> {
    await this.#page.evaluate((name) => {
      const samples: [number, number][] = [];
      Object.assign(globalThis, { samples });
      let last = NaN;
      const look = (): void => {
        const root = document.querySelector("djust-cursors")?.shadowRoot;
        const own = [...root?.querySelectorAll("i") ?? []].find((node) =>
          node.querySelector("span")?.textContent === name
        );
        const x = Number(/translate\(([-\d.]+)px/.exec(own?.style.transform ?? "")?.[1] ?? NaN);
        if (x !== last && !Number.isNaN(x)) samples.push([Date.now(), last = x]);
        requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    }, name);
    let turn = 0;
    const timer = setInterval(() => {
      const x = PLACES[turn++ % 2] ?? 0;
      this.#sent.push({ at: Date.now(), x });
      mover.moveTo(x, 50 + turn % 500);
    }, EVERY);
    await pause(ms);
    clearInterval(timer);
    await pause(500);
    return await this.#drawn();
  }

  async #drawn(): Promise<Drawn> {
    const samples = await this.#page.evaluate(() =>
      (globalThis as unknown as { samples: Sample[] }).samples
    );
    // The container is not at the edge of the window.
    const left = Math.min(...samples.map(([, x]) => x)) - PLACES[0];
    const begun: number[] = [];
    const arrived: number[] = [];
    for (const [at, { at: sent, x }] of this.#sent.entries()) {
      const next = this.#sent[at + 1]?.at ?? Infinity;
      const place = x + left;
      const own = samples.filter(([when]) => when >= sent && when < next);
      const from = samples.findLast(([when]) => when < sent)?.[1];
      if (from === undefined || Math.abs(from - place) < 10) continue;
      const first = own.find(([, now]) => Math.abs(now - place) < Math.abs(from - place) - 1);
      const there = own.find(([, now]) => Math.abs(now - place) <= 2);
      begun.push(first ? first[0] - sent : Infinity);
      arrived.push(there ? there[0] - sent : Infinity);
    }
    return { begun: quantiles(begun), arrived: quantiles(arrived), leaps: begun.length };
  }

  async close(): Promise<void> {
    await this.#browser.close();
  }
}

/** Messages of bytes, both ways, of a page that is alone while its pointer moves and it scrolls. */
export async function watchAlone(url: string): Promise<number | undefined> {
  const browser = await launch();
  if (!browser) return undefined;
  try {
    let messages = 0;
    const page = await browser.newPage({ viewport: { width: 1_000, height: 400 } });
    let isOpen = false;
    page.on("websocket", (socket) => {
      const hear = ({ payload }: { payload: string | Uint8Array }): void => {
        if (typeof payload !== "string") messages++;
        else if (opensCursors(payload)) isOpen = true;
      };
      socket.on("framesent", hear);
      socket.on("framereceived", hear);
    });
    await page.goto(url);
    await page.waitForSelector("body.dj-connected");
    await until("the channel of cursors is open", () => isOpen);
    for (let at = 0; at < 40; at++) {
      await page.mouse.move(100 + at * 10, 200);
      if (at % 4 === 0) await page.mouse.wheel(0, 10);
      await pause(25);
    }
    await pause(200);
    return messages;
  } finally {
    await browser.close();
  }
}

/** Whether a message opens the channel of cursors. */
function opensCursors(text: string): boolean {
  const down = decodeDown(text);
  return down?.type === "open" && down.kind === "cursors";
}
