/** What can be done with forms works with JavaScript and without it: the same acts, the same outcome. */

import assert from "node:assert/strict";
import type { Hono } from "hono";
import { each, event, form, html, LiveView, wizard } from "@djust/live";
import { z } from "zod";
import { until } from "../until.ts";
import { type Browser, browserTest, type Page, type Visitor } from "./chromium.ts";
import { isLive, reads, type Stage, stage } from "./stage.ts";

/** What handlers and routes heard, oldest first. */
let heard: unknown[] = [];

const Order = z.object({
  name: z.string().trim().min(2, "Too short"),
  gift: z.literal("on").optional(),
  size: z.enum(["s", "m", "l"]),
  color: z.string(),
  note: z.string(),
  how: z.string().optional(),
});

class Shop extends LiveView {
  ordered = "";
  found = "";
  isFine = false;

  @event({ params: Order })
  order(order: z.output<typeof Order>): void {
    heard.push(order);
    this.ordered = JSON.stringify(order);
  }

  @event
  search({ query }: { query: string }): void {
    heard.push({ query });
    this.found = query.toUpperCase();
  }

  @event
  check({ card }: { card: string }): void {
    this.isFine = card.length === 4;
  }

  render() {
    return html`
      <form id="order" dj-submit=${this.order} novalidate>
        <input name="name"><p id="error">${this.errors.name}</p>
        <input name="pin" type="password">
        <input type="checkbox" name="gift">
        <input type="radio" name="size" value="s">
        <input type="radio" name="size" value="m" checked>
        <select name="color" value=${"blue"}><option>red</option><option>blue</option></select>
        <textarea name="note"></textarea>
        <button id="buy" name="how" value="now">Buy</button>
        <button id="later" name="how" value="later">Later</button>
      </form>
      <output id="ordered">${this.ordered}</output>
      <form id="search" dj-submit=${this.search}><input name="query"><button>Search</button></form>
      <output id="found">${this.found}</output>
      <form id="pay" action="/pay" method="post" dj-submit=${this.check}
        dj-trigger-action=${this.isFine}>
        <input name="card"><button id="paying" name="by" value="card">Pay</button></form>
    `;
  }
}

class Team extends LiveView {
  team = form(
    z.object({ people: z.array(z.object({ name: z.string().min(1, "Who?") })) }),
    { people: [{ name: "" }] },
  );
  trip = wizard({
    steps: {
      who: z.object({ name: z.string().min(2, "Too short") }),
      where: z.object({ place: z.string().min(1, "Where?") }),
    },
    initial: { name: "", place: "" },
  });
  isSaved = false;

  @event
  async save(): Promise<void> {
    const team = await this.team.submit();
    if (team) heard.push(team);
    this.isSaved = team !== undefined;
  }

  @event
  async go(): Promise<void> {
    const trip = await this.trip.submit();
    if (trip) heard.push(trip);
  }

  render() {
    const { people } = this.team.fields;
    const { name, place } = this.trip.fields;
    const field = this.trip.step === "who" ? name : place;
    return html`
      <form id="team" dj-form=${this.team} dj-submit=${this.save}>
        ${each(
          people.items,
          (one) => one.key,
          (one) =>
            html`<p><input dj-field=${one.fields.name}><b dj-error=${one.fields.name}></b>
          <button class="out" dj-click=${one.remove()}>-</button></p>`,
        )}
        <button id="add" type="button" dj-click=${people.add({ name: "" })}>+</button>
        <button id="save">Save</button>
      </form>
      <output id="saved">${String(this.isSaved)}</output>
      <form id="trip" dj-form=${this.trip} dj-submit=${this.go}>
        ${this.trip.progress}
        <input dj-field=${field}><b dj-error=${field}></b>
        ${this.trip.isFirst
          ? null
          : html`<button id="back" dj-click=${this.trip.back()}>Back</button>`}
        <button id="next">Next</button>
      </form>
    `;
  }
}

const before = (app: Hono): void => {
  app.post("/pay", async (c) => {
    heard.push(await c.req.parseBody());
    return c.html("<p id=paid>paid</p>");
  });
};

const ORDER = { name: "Ada", size: "m", color: "blue", note: "", how: "now" };

/** One act, and what becomes of it. */
interface Act {
  readonly name: string;
  /** Default: the shop's. */
  readonly path?: string;
  act(page: Page): Promise<void>;
  readonly heard: readonly unknown[];
  readonly shows: readonly (readonly [selector: string, text: string])[];
  /** What else the page is asked. */
  check?(page: Page): Promise<void>;
}

const ACTS: readonly Act[] = [
  {
    name: "a text is submitted",
    act: async (page) => {
      await page.fill("[name=name]", " Ada ");
      await page.click("#buy");
    },
    heard: [ORDER],
    shows: [["#ordered", JSON.stringify(ORDER)], ["#error", ""]],
  },
  {
    name: "Enter submits by the first button",
    act: async (page) => {
      await page.fill("[name=name]", "Ada");
      await page.press("[name=name]", "Enter");
    },
    heard: [ORDER],
    shows: [["#ordered", JSON.stringify(ORDER)]],
  },
  {
    name: "a refused submit shows errors, and what was written",
    act: async (page) => {
      await page.fill("[name=name]", "A");
      await page.fill("[name=pin]", "1234");
      await page.check("[name=gift]");
      await page.check("[value=s]");
      await page.selectOption("[name=color]", "red");
      await page.fill("[name=note]", "a\nb");
      await page.click("#buy");
    },
    heard: [],
    shows: [["#error", "Too short"], ["#ordered", ""]],
    check: async (page) => {
      assert.equal(await page.inputValue("[name=name]"), "A");
      assert.equal(await page.isChecked("[name=gift]"), true);
      assert.equal(await page.isChecked("[value=s]"), true);
      assert.equal(await page.inputValue("[name=color]"), "red");
      assert.equal(await page.inputValue("[name=note]"), "a\nb");
    },
  },
  {
    name: "a checkbox is told when it is checked",
    act: async (page) => {
      await page.fill("[name=name]", "Ada");
      await page.check("[name=gift]");
      await page.click("#buy");
    },
    heard: [{ ...ORDER, gift: "on" }],
    shows: [],
  },
  {
    name: "a radio is one of its group",
    act: async (page) => {
      await page.fill("[name=name]", "Ada");
      await page.check("[value=s]");
      await page.click("#buy");
    },
    heard: [{ ...ORDER, size: "s" }],
    shows: [],
  },
  {
    name: "a select is what was chosen; the button that was pressed is told",
    act: async (page) => {
      assert.equal(await page.inputValue("[name=color]"), "blue");
      await page.fill("[name=name]", "Ada");
      await page.selectOption("[name=color]", "red");
      await page.click("#later");
    },
    heard: [{ ...ORDER, color: "red", how: "later" }],
    shows: [],
  },
  {
    name: "of two forms on a page the one that was submitted is run",
    act: async (page) => {
      await page.fill("[name=name]", "Ada");
      await page.fill("[name=query]", "tea");
      await page.click("#search button");
    },
    heard: [{ query: "tea" }],
    shows: [["#found", "TEA"], ["#ordered", ""]],
  },
  {
    name: "an action is triggered at a plain route",
    act: async (page) => {
      await page.fill("[name=card]", "4242");
      await page.click("#paying");
    },
    heard: [{ card: "4242", by: "card" }],
    shows: [["#paid", "paid"]],
  },
];

const TEAM_ACTS: readonly Act[] = [
  {
    name: "items of a repeated field are added, keep what is written, and are saved",
    path: "/team",
    act: async (page) => {
      await page.fill("#team p:nth-of-type(1) input", "Ada");
      await page.click("#add");
      await page.fill("#team p:nth-of-type(2) input", "Bob");
      await page.press("#team p:nth-of-type(2) input", "Enter");
    },
    heard: [{ people: [{ name: "Ada" }, { name: "Bob" }] }],
    shows: [["#saved", "true"]],
  },
  {
    name: "an item that is taken out is gone, and the others stay",
    path: "/team",
    act: async (page) => {
      await page.fill("#team p:nth-of-type(1) input", "Ada");
      await page.click("#add");
      await page.fill("#team p:nth-of-type(2) input", "Bob");
      await page.click("#team p:nth-of-type(1) .out");
      await until("it is gone", async () => await page.locator("#team p").count() === 1);
      assert.equal(await page.inputValue("#team p input"), "Bob");
      await page.click("#save");
    },
    heard: [{ people: [{ name: "Bob" }] }],
    shows: [["#saved", "true"]],
  },
  {
    name: "a wizard is refused, goes forward, back and forward, and has all values at its end",
    path: "/team",
    act: async (page) => {
      await page.fill("#trip input[name=name]", "A");
      await page.click("#next");
      await reads(page, "#trip b", "Too short");
      await page.fill("#trip input[name=name]", "Ada");
      await page.click("#next");
      await page.fill("#trip input[name=place]", "Graz");
      await page.click("#back");
      await until(
        "the first step is shown",
        async () => await page.locator("#trip input[name=name]").count() === 1,
      );
      assert.equal(await page.inputValue("#trip input[name=name]"), "Ada");
      await page.click("#next");
      await until(
        "the second step has what was written",
        async () => await page.inputValue("#trip input[name=place]") === "Graz",
      );
      await page.press("#trip input[name=place]", "Enter");
    },
    heard: [{ name: "Ada", place: "Graz" }],
    shows: [],
  },
];

const WAYS = ["with JavaScript", "without"] as const;

async function opened(
  on: Stage,
  browser: Browser,
  { way, path }: { way: typeof WAYS[number]; path: string },
): Promise<[page: Page, visitor: Visitor]> {
  heard = [];
  if (way === "with JavaScript") return [await on.open(path), on.visitor];
  const visitor = await browser.visit({ javaScriptEnabled: false });
  return [await visitor.open(on.url + path), visitor];
}

/** Whether all pages have come that forms asked for since now. */
function navigations(page: Page): () => boolean {
  let asked = 0;
  let came = 0;
  page.on("request", (request) => {
    if (request.isNavigationRequest() && request.method() === "POST") asked++;
  });
  page.on("framenavigated", (frame) => {
    if (frame === page.mainFrame() && asked > came) came++;
  });
  return () => asked === came;
}

browserTest("forms work with JavaScript and without it", async (t, browser) => {
  const routes = { "/": Shop, "/team": Team };
  // A tenth of a second each way, as far as the nearest town.
  await using on = await stage(browser, routes, { before, latency: 50 });
  for (const { name, path = "/", act, heard: expected, shows, check } of [...ACTS, ...TEAM_ACTS]) {
    for (const way of WAYS) {
      await t.step(`${name}, ${way}`, async () => {
        const [page, visitor] = await opened(on, browser, { way, path });
        const isThere = navigations(page);
        await act(page);
        for (const [selector, text] of shows) await reads(page, selector, text);
        await until("all of it is heard", () => heard.length >= expected.length);
        assert.deepEqual(heard.map((one) => ({ ...one as object })), expected);
        await check?.(page);
        // A refused form is a page of its own, with a status.
        const others = visitor.takeComplaints().filter((text) => !/status of 422/.test(text));
        assert.deepEqual(others, []);
        // A page that is closed while the next one comes may never be: Chromium does not answer then.
        await until("the page of the answer is there", isThere);
        await page.waitForLoadState();
        await page.close();
      });
    }
  }
});

browserTest(
  "a page that answers a form goes live with what the form has done",
  async (_t, browser) => {
    await using on = await stage(browser, { "/": Shop }, { before });
    // Its script is late: the browser submits the form itself.
    let free = (): void => {};
    const late = new Promise<void>((resolve) => free = resolve);
    await on.visitor.context.route("**/client.*.js", async (route) => {
      await late;
      await route.continue();
    });
    const page = await on.visitor.open();
    heard = [];
    await page.goto(on.url, { waitUntil: "commit" });
    await page.fill("[name=query]", "tea");
    await page.click("#search button", { noWaitAfter: true });
    await until("the form is heard", () => heard.length > 0);
    free();
    await isLive(page);
    await reads(page, "#found", "TEA");
    await page.fill("[name=query]", "milk");
    await page.click("#search button");
    await reads(page, "#found", "MILK");
    // The script sends fields without the framework's own.
    assert.deepEqual(heard, [{ query: "tea" }, { query: "milk" }]);
    const modes = on.told.filter(({ type }) => type === "join").map(({ mode }) => mode);
    assert.deepEqual(modes, ["adopted"]);
  },
);
