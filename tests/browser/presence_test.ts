/** Presence in a real browser, with the built client: two people, each with pages of their own. */

import assert from "node:assert/strict";
import { each, html, LiveView } from "@djust/live";
import { type Presence, PresenceMixin } from "@djust/live/presence";
import { until } from "../until.ts";
import { browserTest, type Page } from "./chromium.ts";
import { isLive, reads, stage } from "./stage.ts";

/** A page on which people write. */
class Paper extends PresenceMixin(LiveView) {
  presenceKey = "paper";
  presenceShares = { typing: true, selection: true };
  news: string[] = [];
  mount() {
    this.trackPresence({});
  }
  handlePresenceJoin() {
    this.news.push("joined");
  }
  handlePresenceLeave() {
    this.news.push("left");
  }
  render() {
    const others = this.listPresences().filter(({ id }) => id !== this.presenceId);
    return html`<output>${this.presenceCount()}</output>
      <p>${each(others, (p) => p.id, (p) => html`<i>${lineOf(p)}</i>`)}</p>
      <b>${this.news.join(" ")}</b>
      <input name="title" aria-label="Title"> <input type="password" name="secret">`;
  }
}

function lineOf({ status, typing = "-", selection }: Presence): string {
  const { anchor, start, end } = selection ?? { anchor: "-", start: 0, end: 0 };
  return `${status} ${typing} ${anchor}:${start}-${end}`;
}

/** A page that is hidden, or is not, as scripts see it. */
async function hide(page: Page, state: "hidden" | "visible"): Promise<void> {
  await page.evaluate((state) => {
    Object.defineProperty(document, "visibilityState", { value: state, configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
  }, state);
}

browserTest("two people see each other come, type, hide, reload and go", async (_, browser) => {
  await using on = await stage(browser, { "/": Paper });
  const one = await on.open();
  await reads(one, "output", "1");
  const guest = await browser.visit();
  const other = await guest.open(on.url);
  await isLive(other);
  await reads(one, "output", "2");
  await reads(one, "b", "joined");

  await other.fill("[name=title]", "Hello");
  await until("the other one types", async () => {
    return (await one.textContent("i"))?.startsWith("active title") === true;
  });
  await other.fill("[name=secret]", "hush");
  await other.locator("[name=title]").evaluate((input) => {
    (input as HTMLInputElement).focus();
    (input as HTMLInputElement).setSelectionRange(1, 4);
  });
  await until("the selection is there", async () => {
    return (await one.textContent("i"))?.endsWith("title:1-4") === true;
  });
  assert.doesNotMatch(await one.textContent("p") ?? "", /secret/);

  await hide(other, "hidden");
  await until("the other one is away", async () => {
    return (await one.textContent("i"))?.startsWith("away") === true;
  }, { within: 30_000 });
  await hide(other, "visible");
  await until("the other one is back", async () => {
    return (await one.textContent("i"))?.startsWith("active") === true;
  });

  await other.reload();
  await isLive(other);
  await reads(other, "output", "2");
  assert.equal(await one.textContent("b"), "joined", "a reload is no event");
  await guest.context.close();
  await reads(one, "output", "1");
  await reads(one, "b", "joined left");
  assert.deepEqual(on.told.filter(({ type }) => type === "failure" || type === "error"), []);
});

browserTest("a page without presence loads nothing of it", async (_, browser) => {
  class Plain extends LiveView {
    render() {
      return html`<p>plain</p>`;
    }
  }
  await using on = await stage(browser, { "/": Plain, "/paper": Paper });
  const scripts = (page: Page): Promise<string[]> =>
    page.evaluate(() =>
      performance.getEntriesByType("resource").map(({ name }) => name)
        .filter((name) => name.includes("client."))
    );
  const paper = await on.open("/paper");
  await until("the module is there", async () => {
    return (await scripts(paper)).some((name) => name.includes("client.presence."));
  });
  const plain = await on.open("/");
  await plain.waitForLoadState("networkidle");
  assert.deepEqual((await scripts(plain)).filter((name) => name.includes("presence")), []);
});
