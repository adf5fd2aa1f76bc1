/** Ways of an element into a page: in both spellings, painted at first and brought by a patch. */

import assert from "node:assert/strict";
import { type Child, event, html, LiveView } from "@djust/live";
import { until } from "../until.ts";
import type { Browser, Page } from "./chromium.ts";
import { type Djusted, isLive, type Stage, stage, type StageOptions } from "./stage.ts";

export type Params = Record<string, unknown>;

/** A view that notes what it is told, and shows what a test wants. */
export class Witness extends LiveView {
  static heard: Params[] = [];
  static shape: (view: Witness) => Child = () => null;
  static isPainted = true;
  isThere = Witness.isPainted;
  count = 0;
  text = "";

  @event
  tell(params: Params): void {
    Witness.heard.push(params);
  }

  @event
  more(): void {
    Witness.heard.push({ more: ++this.count });
  }

  @event
  come(): void {
    this.isThere = true;
  }

  @event
  go(): void {
    this.isThere = false;
  }

  @event
  nothing(): void {}

  render(): Child {
    return html`
      <main>${this.isThere ? Witness.shape(this) : null}</main>
      <p><button
            id="come" dj-click=${this.come}>come</button><button id="go" dj-click=${this
              .go}>go</button><button
            id="more" dj-click=${this.more}>more</button></p>
    `;
  }
}

/** An element in a page, by one of the ways. */
export interface Way {
  readonly page: Page;
  readonly on: Stage;
  readonly heard: Params[];
  /** Takes what was heard, once so much of it is there and an answer of another handler came. */
  take(count?: number): Promise<Params[]>;
  /** Calls a handler, and waits for its answer. */
  call(name: string): Promise<void>;
}

/** The same element as `html` with dots writes it, and as JSX with colons does. */
export interface Spellings {
  /**
   * The directives that are tried by it: each stands in the page in that spelling. The list of what was
   * tried is read from here.
   */
  readonly tries: readonly string[];
  dots(view: Witness): Child;
  colon(view: Witness): Child;
}

/** How pages of a test differ from the usual ones. */
export interface WayOptions extends StageOptions {
  /** Runs in each page before its scripts. */
  readonly init?: () => void;
  /** Whether the page has a clock that only the test moves; each call moves it by 20 ms. */
  readonly isTimed?: boolean;
  /** What the view is where it needs fields of its own. */
  readonly View?: typeof Witness;
}

/** What the server takes out, or paints something else for, or paints when its time has come. */
const UNSEEN = /^dj-(?:key|field|label|error|trigger-action)$/;

/** Fails where a directive that is said to be tried does not stand in the page, spelled in this way. */
async function checkTries(page: Page, tries: readonly string[], sign: "." | ":"): Promise<void> {
  const written = await page.evaluate(() =>
    [...document.querySelectorAll("main *")].flatMap((one) => one.getAttributeNames())
  );
  for (const name of tries) {
    const stands = written.some((one) =>
      one === name || one.startsWith(name + sign) ||
      (one.startsWith("dj-value-") && name === "dj-value-*")
    );
    assert.ok(stands || UNSEEN.test(name), `${name} stands in the page`);
  }
}

/** Runs a test in each of the four ways. */
export async function inAllWays(
  t: Deno.TestContext,
  browser: Browser,
  spellings: Spellings,
  run: (way: Way) => Promise<void>,
  options: WayOptions = {},
): Promise<void> {
  for (const spelling of ["dots", "colon"] as const) {
    for (const isPainted of [true, false]) {
      const name = `${spelling}, ${isPainted ? "painted" : "brought by a patch"}`;
      const passed = await t.step(name, async () => {
        await using way = await openWay(browser, spellings[spelling], isPainted, options);
        await checkTries(way.page, spellings.tries, spelling === "dots" ? "." : ":");
        await run(way);
      });
      assert.ok(passed, name);
    }
  }
}

async function openWay(
  browser: Browser,
  shape: (view: Witness) => Child,
  isPainted: boolean,
  { init, isTimed, View = Witness, ...options }: WayOptions,
): Promise<Way & AsyncDisposable> {
  const heard: Params[] = [];
  Object.assign(Witness, { heard, shape, isPainted });
  const on = await stage(browser, { "/": View }, options);
  const page = await on.visitor.open();
  if (init) await page.addInitScript(init);
  if (isTimed) {
    await page.clock.install({ time: 1_000_000 });
    await page.clock.pauseAt(1_001_000);
  }
  await page.goto(on.url);
  await isLive(page);
  const call = async (name: string): Promise<void> => {
    const answer = page.evaluate(
      (name) => (globalThis as Djusted).djust.pushEvent(name).then(() => {}),
      name,
    );
    // What does not leave at once shares a message after 16 ms.
    if (isTimed) await page.clock.runFor(20);
    await answer;
  };
  if (!isPainted) await call("come");
  // An event waits for modules that are on their way: what they bring is at work then.
  await call("nothing");
  return {
    page,
    on,
    heard,
    call,
    async take(count = 1) {
      if (isTimed) await page.clock.runFor(20);
      await until(`${count} are heard: ${JSON.stringify(heard)}`, () => heard.length >= count);
      await call("nothing");
      return heard.splice(0);
    },
    [Symbol.asyncDispose]: () => on[Symbol.asyncDispose](),
  };
}
