/** `deno task dev:cluster`, as a visitor meets it whose server is killed. */

import assert from "node:assert/strict";
import { startProcess } from "../process.ts";
import { browserTest, type Page } from "./chromium.ts";
import { isLive } from "./stage.ts";

/** The server that serves a page. */
const served = (page: Page): Promise<string | null> => page.textContent(".served .server");

/** Waits until another server than this one serves the page; which. */
async function moved(page: Page, from: string | null): Promise<string> {
  await page.waitForFunction(
    (from) => {
      const served = document.querySelector(".served .server")?.textContent;
      return served && served !== from;
    },
    from,
    { timeout: 30_000 },
  );
  return await served(page) ?? "";
}

/** Waits until somebody is listed once, at this server. */
const isAt = (page: Page, name: string, server: string): Promise<unknown> =>
  page.waitForFunction(
    ([name, server]) => {
      const servers = [...document.querySelectorAll(".servers > li")];
      const at = servers.filter((server) => server.textContent?.includes(`${name} ·`));
      return at.length === 1 && at[0]?.textContent?.includes(`Server ${server}`);
    },
    [name, server] as const,
    { timeout: 30_000 },
  );

browserTest("a page goes on at another server, and is in everybody's list there", async (
  _,
  browser,
) => {
  await using cluster = await startProcess("examples/cluster/main.ts", { within: 60_000 });
  const visitors = [await browser.visit(), await browser.visit()] as const;
  const open = async (visitor: (typeof visitors)[number]): Promise<Page> => {
    const page = await visitor.open(`${cluster.url}/cluster`);
    await isLive(page);
    return page;
  };
  const one = await open(visitors[0]);
  const two = await open(visitors[1]);
  await one.locator("[name=note]").pressSequentially("half ty");
  const own = await one.locator(".guests li", { hasText: "(you)" }).innerText();
  const name = own.split(" (you)")[0] ?? "";
  const first = await served(one);
  await isAt(two, name, first ?? "");

  await two.getByRole("button", { name: `Kill ${first}` }).press("Enter");
  const second = await moved(one, first);
  await isAt(two, name, second);
  assert.equal(await one.inputValue("[name=note]"), "half ty");

  // One that is sent away saves what its pages have.
  for (let i = 1; i <= 3; i++) {
    await one.locator("button.primary").press("Enter");
    await one.getByText(`Count on: ${i}`).waitFor();
  }
  await two.getByRole("button", { name: `Drain ${second}` }).press("Enter");
  const third = await moved(one, second);
  await one.getByText("Count on: 3").waitFor();
  await two.getByText(`${name} · 3`).waitFor();
  await isAt(two, name, third);
  for (const { context, takeComplaints } of visitors) {
    await context.close();
    // A socket that came to a server which had gone, or was about to.
    assert.deepEqual(takeComplaints().filter((text) => !text.includes("/_djust/socket")), []);
  }
  await cluster.terminate();
});
