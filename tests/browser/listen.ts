/** What the tests of events share: a page of some markup, and what its handler was told. */

import assert from "node:assert/strict";
import { type Child, event, LiveView, raw } from "@djust/live";
import { until } from "../until.ts";
import type { Browser, Page } from "./chromium.ts";
import { type Djusted, type Stage, stage } from "./stage.ts";

export type Params = Record<string, unknown>;

/** A page of this markup in a tab, and what its handler `tell` was told. */
export interface Heard extends AsyncDisposable {
  readonly on: Stage;
  readonly page: Page;
  readonly heard: Params[];
  /** Takes what was heard, once so much of it is there and an answer of another handler came. */
  take(count?: number): Promise<Params[]>;
}

export async function listen(browser: Browser, render: (() => Child) | string): Promise<Heard> {
  const heard: Params[] = [];
  class Listening extends LiveView {
    @event
    tell(params: Params): void {
      heard.push(params);
    }

    @event
    nothing(): void {}

    render(): Child {
      return typeof render === "string" ? raw(render, { events: true }) : render.call(this);
    }
  }
  const on = await stage(browser, { "/": Listening }, {
    before: (app) => void app.get("/elsewhere", (c) => c.text("elsewhere")),
  });
  const page = await on.open();
  return {
    on,
    page,
    heard,
    async take(count = 1) {
      await until(`${count} are heard: ${JSON.stringify(heard)}`, () => heard.length >= count);
      await page.evaluate(() => (globalThis as Djusted).djust.pushEvent("nothing").then(() => {}));
      return heard.splice(0);
    },
    [Symbol.asyncDispose]: () => on[Symbol.asyncDispose](),
  };
}

/** How modifiers are written: with dots, or after one colon with hyphens as JSX must. */
const SPELLINGS = {
  dots: (name: string) => name,
  colon: (name: string) => {
    const [type, ...words] = name.split(".");
    return words.length > 0 ? `${type}:${words.join("-")}` : name;
  },
};

/** Runs the same test in both spellings. */
export async function bothSpellings(
  t: Deno.TestContext,
  run: (spell: (name: string) => string) => Promise<void>,
): Promise<void> {
  for (const [name, spell] of Object.entries(SPELLINGS)) {
    assert.ok(await t.step(name, () => run(spell)), name);
  }
}
