/** Clicks on a slow or broken line: none is lost, none runs twice, none hits what was not seen. */

import assert from "node:assert/strict";
import { each, event, html, LiveView } from "@djust/live";
import { seedFrom, size } from "../seed.ts";
import { until } from "../until.ts";
import { browserTest, type Page } from "../browser/chromium.ts";
import { isLive, isLost, reads, type Stage, stage } from "../browser/stage.ts";

/** A view that writes down which buttons were pressed, in order. */
class Ledger extends LiveView {
  pressed: string[] = [];

  @event
  named({ key }: { key: string }): void {
    this.pressed.push(key);
  }

  render() {
    return html`
      ${["a", "b", "c"].map((name) =>
        html`<button id=${name} dj-click="named" data-key=${name}>${name}</button>`
      )}
      <button id="closure" dj-click=${() => void this.pressed.push("closure")}>closure</button>
      <output>${this.pressed.join(" ")}</output>
    `;
  }
}

browserTest(
  "5 clicks in 250 ms at 500 ms round trip run 5 times, in order",
  async (_t, browser) => {
    await using on = await stage(browser, { "/": Ledger }, { latency: 250 });
    const page = await on.open();
    const took = await page.evaluate(async () => {
      const start = performance.now();
      for (const id of ["a", "closure", "b", "c", "a"]) {
        document.getElementById(id)?.click();
        await new Promise((resolve) => setTimeout(resolve, 40));
      }
      return performance.now() - start;
    });
    assert.ok(took < 450, `the clicks took ${took} ms`);
    assert.equal(await page.textContent("output"), "", "an answer came before the last click");
    await reads(page, "output", "a closure b c a");
  },
);

browserTest(
  "clicks made offline run once, in order, when the line is back",
  async (_t, browser) => {
    const random = seedFrom("clicks made offline");
    await using on = await stage(browser, { "/": Ledger }, { latency: 30 });
    const page = await on.open();
    const clicked: string[] = [];
    const click = async (times: number): Promise<void> => {
      const ids = Array.from({ length: times }, () => random.pick(["a", "b", "c", "closure"]));
      clicked.push(...ids);
      await page.evaluate((ids) => ids.forEach((id) => document.getElementById(id)?.click()), ids);
    };
    for (let outage = 0; outage < size(3, 12); outage++) {
      await click(random.integer(1, 8));
      on.proxy.goDown();
      await isLost(page);
      await click(random.integer(1, 30));
      on.proxy.comeUp();
      await isLive(page);
      await click(random.integer(0, 4));
    }
    await reads(page, "output", clicked.join(" "));
    on.forgiveLine();
    assert.equal(on.hub.stats().instances, 1);
  },
);

browserTest(
  "clicks of a browser that is offline run when it is online again",
  async (_t, browser) => {
    await using on = await stage(browser, { "/": Ledger });
    const page = await on.open();
    await page.click("#a");
    await reads(page, "output", "a");
    // The notice is in the second script, which comes when all is quiet.
    await page.waitForFunction(() =>
      performance.getEntriesByType("resource").some(({ name }) => name.includes("client.more"))
    );

    await on.visitor.context.setOffline(true);
    on.proxy.goDown();
    await isLost(page);
    await page.waitForSelector(".dj-notice:not([hidden])");
    for (const id of ["b", "closure", "c"]) await page.click(`#${id}`);
    on.proxy.comeUp();
    await on.visitor.context.setOffline(false);
    await isLive(page);
    await reads(page, "output", "a b closure c");
    assert.equal(await page.isVisible(".dj-notice"), false);
    on.forgiveLine();
  },
);

browserTest(
  "a click on a row that moves hits the row that was seen, or is stale",
  async (_t, browser) => {
    const random = seedFrom("a click on a row that moves");
    const hits = new Map<number, number>();
    const doubled: number[] = [];
    class Rows extends LiveView {
      rows = Array.from({ length: 12 }, (_, i) => i + 1);
      last = 12;
      moves = 0;

      connected(): void {
        this.every(35, () => this.#move());
      }

      #move(): void {
        this.moves++;
        const kind = random.integer(0, 4);
        if (kind === 0) this.rows = random.shuffle(this.rows);
        else if (kind === 1) this.rows.unshift(++this.last);
        else if (kind === 2 && this.rows.length > 6) this.rows.splice(random.integer(0, 3), 1);
        else if (kind === 3) this.rows.push(...this.rows.splice(0, random.integer(1, 3)));
        else this.rows.reverse();
      }

      render() {
        const hit = (row: number) => ({ n }: { n: number }): void => {
          if (hits.has(n)) doubled.push(n);
          hits.set(n, row);
        };
        return html`<ul>${
          each(this.rows, (row) =>
            row, (row) =>
            html`<li>row <b>${row}</b> <button dj-click=${hit(row)}>x</button></li>`)
        }</ul><output>${this.moves}</output>`;
      }
    }
    await using on = await stage(browser, { "/": Rows }, { latency: 300 });
    const page = await on.open();
    const wanted = size(100, 1_000);
    await page.evaluate(() =>
      document.addEventListener("djust:error", (event) => {
        const { dataset } = document.body;
        dataset.codes = `${dataset.codes ?? ""} ${(event as CustomEvent).detail.code}`;
      })
    );
    const seen = await page.evaluate(async ({ wanted, seed }) => {
      let state = seed;
      const seen: number[] = [];
      while (seen.length < wanted) {
        const rows = document.querySelectorAll("li");
        state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
        const row = rows[state % rows.length] as HTMLElement;
        const button = row.querySelector("button") as HTMLButtonElement;
        button.setAttribute("data-n:int", String(seen.length));
        seen.push(Number(row.querySelector("b")?.textContent));
        button.click();
        await new Promise((resolve) => setTimeout(resolve, 24));
      }
      return seen;
    }, { wanted, seed: random.seed % 2_147_483_648 });
    const codes = await until("every click is answered", async () => {
      const codes = (await page.getAttribute("body", "data-codes") ?? "").trim().split(" ");
      return hits.size + codes.length === wanted ? codes : undefined;
    });
    assert.deepEqual([...new Set(codes)], ["stale"]);
    assert.deepEqual(doubled, []);
    for (const [n, row] of hits) assert.equal(row, seen[n], `click ${n}`);
    assert.ok(hits.size > wanted / 2, `only ${hits.size} of ${wanted} hit`);
    assert.ok(new Set(hits.values()).size > 6, "all clicks hit the same few rows");
    console.log(`${hits.size} of ${wanted} clicks hit, ${codes.length} were stale`);
  },
);

/** Clicks while the server is away, then lets another process take over; returns failures told. */
async function clickThroughRestart(on: Stage, page: Page, ids: readonly string[]): Promise<string> {
  await page.evaluate(() =>
    document.addEventListener("djust:error", (event) => {
      const { dataset } = document.body;
      dataset.codes = `${dataset.codes ?? ""} ${(event as CustomEvent).detail.code}`;
    })
  );
  on.proxy.goDown();
  await isLost(page);
  for (const id of ids) await page.click(`#${id}`);
  await on.restart();
  on.proxy.comeUp();
  await isLive(page);
  on.forgiveLine();
  return (await page.getAttribute("body", "data-codes") ?? "").trim();
}

browserTest(
  "clicks on a page as it was painted run in the process that takes over",
  async (_t, browser) => {
    await using on = await stage(browser, { "/": Ledger });
    const page = await on.open();
    assert.equal(await clickThroughRestart(on, page, ["a", "closure", "b"]), "");
    await reads(page, "output", "a closure b");
  },
);

browserTest(
  "clicks on a page that changed since run by name; closures are told stale",
  async (_t, browser) => {
    await using on = await stage(browser, { "/": Ledger });
    const page = await on.open();
    await page.click("#c");
    await reads(page, "output", "c");
    const codes = await clickThroughRestart(on, page, ["a", "closure", "b"]);
    await reads(page, "output", "a b");
    assert.equal(codes, "stale");
  },
);
