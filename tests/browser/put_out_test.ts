/** A visitor who is put out, by a logout or a lost permission, sees nothing of the page any more. */

import assert from "node:assert/strict";
import { Hono } from "hono";
import { html, LiveView } from "@djust/live";
import { live } from "@djust/live/hono";
import { serve } from "../serve.ts";
import { until } from "../until.ts";
import { browserTest, type Page } from "./chromium.ts";
import { isLive } from "./stage.ts";

class Secret extends LiveView {
  render() {
    return html`
      <h1>The secret</h1>
      <form method="post" action="/logout"><button>Log out</button></form>
    `;
  }
}

/** A private page behind a guard that leads to a login, or that says no. */
function privateApp(guard: "leads to a login" | "says no") {
  const app = new Hono();
  app.use("/secret", async (c, next) => {
    if ((await hub.session(c))?.isIn) return await next();
    return guard === "says no"
      ? hub.render(c, html`<h1>No</h1>`, { status: 403 })
      : c.redirect("/login");
  });
  app.get("/login", (c) => hub.render(c, html`<h1>Log in</h1>`));
  app.get("/in", async (c) => {
    await hub.session(c, { isIn: true });
    return c.redirect("/secret");
  });
  app.post("/logout", async (c) => {
    const session = await hub.session(c);
    await hub.session(c, {});
    if (session) hub.disconnect(session.id);
    return c.redirect("/login");
  });
  const hub = live(app, { "/secret": Secret }, {
    signals: false,
    state: false,
    csp: "strict",
    observe() {},
  });
  return { app, hub };
}

const shows = (page: Page, text: string): Promise<void> =>
  until(
    `the page shows "${text}"`,
    async () => await page.textContent("body").catch(() => "") === text,
  )
    .then(() => {});

browserTest("a logout in one tab leads every tab to the login", async (_, browser) => {
  const { app, hub } = privateApp("leads to a login");
  await using served = serve(app);
  const visitor = await browser.visit();
  const one = await visitor.open(`${served.url}/in`);
  await isLive(one);
  const two = await visitor.open(`${served.url}/secret`);
  await isLive(two);
  await one.click("text=Log out");
  await one.waitForURL("**/login");
  await two.waitForURL("**/login");
  await shows(two, "Log in");
  assert.equal(await one.textContent("h1"), "Log in");
  visitor.takeComplaints();
  for (const page of [one, two]) await page.close();
  await hub.close();
});

browserTest(
  "a page whose guard says no shows nothing of itself, then what the guard says",
  async (_, browser) => {
    const { app, hub } = privateApp("says no");
    await using served = serve(app);
    const visitor = await browser.visit();
    const page = await visitor.open(`${served.url}/in`);
    await isLive(page);
    await visitor.context.clearCookies();
    // The permission is lost, and the line comes up anew.
    const loaded = page.waitForEvent("load");
    await page.evaluate("djust.disconnect(); djust.connect()");
    await until("nothing is shown", async () => (await page.textContent("body")) === "");
    await loaded;
    await shows(page, "No");
    visitor.takeComplaints();
    await page.close();
    await hub.close();
  },
);
