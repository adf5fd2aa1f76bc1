/** Ways of an element into a page: in both spellings, painted at first and brought by a patch. */

import assert from "node:assert/strict";
import { type Child, event, html, LiveView } from "@djust/live";
import { until } from "../until.ts";
import type { Browser, Page } from "./chromium.ts";
import { type Djusted, isLive, type Stage, stage, type StageOptions } from "./stage.ts";

export type Params = Record<string, unknown>;

/** What the witness of one way notes and shows. */
interface Role {
  readonly heard: Params[];
  readonly shape: (view: Witness) => Child;
  /** Whether the element is there when the page is painted. A test may change it for a later page. */
  isPainted: boolean;
}

/** A view that notes what it is told, and shows what a test wants: a class of its own for each way. */
export class Witness extends LiveView {
  static role: Role = { heard: [], shape: () => null, isPainted: true };
  isThere = this.role.isPainted;
  count = 0;
  text = "";

  get role(): Role {
    return (this.constructor as typeof Witness).role;
  }

  @event
  tell(params: Params): void {
    this.role.heard.push(params);
  }

  @event
  more(): void {
    this.role.heard.push({ more: ++this.count });
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
      <main>${this.isThere ? this.role.shape(this) : null}</main>
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
  /** From now on a new page has the element at first. */
  paintAtFirst(): void;
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
  /** Whether each way waits for the one before: it tries what the browser has once for all visitors. */
  readonly isInTurn?: boolean;
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

const WAYS = (["dots", "colon"] as const).flatMap((spelling) =>
  [true, false].map((isPainted) => ({ spelling, isPainted }))
);

/**
 * Runs a test in each of the four ways, side by side: most of it waits for a slow line. A way has its
 * own server, line, visitor and class, so `run` keeps nothing outside of itself.
 */
export async function inAllWays(
  t: Deno.TestContext,
  browser: Browser,
  spellings: Spellings,
  run: (way: Way) => Promise<void>,
  options: WayOptions = {},
): Promise<void> {
  const failed: string[] = [];
  const go = async ({ spelling, isPainted }: typeof WAYS[number]): Promise<void> => {
    const name = `${spelling}, ${isPainted ? "painted" : "brought by a patch"}`;
    const passed = await t.step({
      name,
      // Steps side by side cannot tell whose a leak is; the test around them finds each of them.
      sanitizeOps: false,
      sanitizeResources: false,
      sanitizeExit: false,
      fn: async () => {
        await using way = await openWay(browser, spellings[spelling], isPainted, options);
        await checkTries(way.page, spellings.tries, spelling === "dots" ? "." : ":");
        await run(way);
      },
    });
    if (!passed) failed.push(name);
  };
  if (options.isInTurn) { for (const way of WAYS) await go(way); }
  else await Promise.all(WAYS.map(go));
  assert.deepEqual(failed, [], "each way passes");
}

async function openWay(
  browser: Browser,
  shape: (view: Witness) => Child,
  isPainted: boolean,
  { init, isTimed, isInTurn: _, View = Witness, ...options }: WayOptions,
): Promise<Way & AsyncDisposable> {
  const heard: Params[] = [];
  const role: Role = { heard, shape, isPainted };
  class Own extends View {
    static override role = role;
  }
  const on = await stage(browser, { "/": Own }, options);
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
    paintAtFirst: () => void (role.isPainted = true),
    async take(count = 1) {
      if (isTimed) await page.clock.runFor(20);
      await until(`${count} are heard: ${JSON.stringify(heard)}`, () => heard.length >= count);
      await call("nothing");
      return heard.splice(0);
    },
    [Symbol.asyncDispose]: () => on[Symbol.asyncDispose](),
  };
}
