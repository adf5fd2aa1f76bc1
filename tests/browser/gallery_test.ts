/** The examples work as a visitor meets them: by mouse and keyboard, under the strict policy. */

import assert from "node:assert/strict";
import { startProcess } from "../process.ts";
import { type Browser, browserTest, type Page } from "./chromium.ts";
import { isLive, reads } from "./stage.ts";

const PATHS = ["/", "/counter", "/todos", "/signup"] as const;

/** Runs with the gallery in a process of its own. */
async function inGallery(
  browser: Browser,
  run: (open: (path: string) => Promise<Page>) => Promise<void>,
): Promise<void> {
  await using gallery = await startProcess("examples/main.ts");
  const visitor = await browser.visit();
  await run(async (path) => {
    const page = await visitor.open(gallery.url + path);
    await isLive(page);
    return page;
  });
  await visitor.context.close();
}

/** What a page lacks that its reader needs; checked by hand, for no library may be loaded here. */
function lacks(): string[] {
  const faults: string[] = [];
  const nameOf = (element: Element): string => {
    const control = element as HTMLInputElement;
    const labels = [...control.labels ?? []].map((label) => label.textContent);
    return [element.getAttribute("aria-label"), ...labels, element.textContent, control.title]
      .join("").trim();
  };
  const { documentElement, title } = document;
  if (!documentElement.lang) faults.push("the document has no language");
  if (!title.trim()) faults.push("the document has no title");
  if (!document.querySelector("meta[name=viewport]")) faults.push("there is no viewport");
  if (document.querySelectorAll("main").length !== 1) faults.push("there is not one main");
  if (document.querySelectorAll("h1").length !== 1) faults.push("there is not one h1");
  let level = 0;
  for (const heading of document.querySelectorAll("h1,h2,h3,h4,h5,h6")) {
    const next = Number(heading.localName[1]);
    if (next > level + 1) faults.push(`${heading.localName} follows h${level}`);
    level = next;
  }
  const ids = [...document.querySelectorAll("[id]")].map(({ id }) => id);
  for (const id of new Set(ids)) {
    if (ids.indexOf(id) !== ids.lastIndexOf(id)) faults.push(`the id "${id}" is there twice`);
  }
  for (const one of document.querySelectorAll("a[href],button,input,select,textarea,summary")) {
    if (!nameOf(one)) faults.push(`no name: ${one.outerHTML}`);
    if ((one as HTMLElement).tabIndex < 0) faults.push(`not by keyboard: ${one.outerHTML}`);
  }
  for (const image of document.querySelectorAll("img:not([alt])")) faults.push(image.outerHTML);
  for (const attribute of ["aria-describedby", "aria-labelledby", "aria-controls", "for"]) {
    for (const one of document.querySelectorAll(`[${attribute}]`)) {
      for (const id of (one.getAttribute(attribute) ?? "").split(/\s+/)) {
        if (!document.getElementById(id)) faults.push(`${attribute} names "${id}", which is not`);
      }
    }
  }
  if (!document.querySelector("[data-djust-flash][aria-live]")) faults.push("flash is not told");
  return faults;
}

browserTest(
  "the gallery asks for page, style sheet, scripts and socket, and no more",
  async (_t, browser) => {
    await using gallery = await startProcess("examples/main.ts");
    const visitor = await browser.visit();
    for (const path of PATHS) {
      const page = await visitor.open();
      const asked: string[] = [];
      const strange: string[] = [];
      page.on("request", (request) => {
        const { origin, pathname } = new URL(request.url());
        if (origin !== gallery.url) strange.push(request.url());
        if (pathname !== "/favicon.ico") {
          asked.push(pathname.replace(/client(\.more)?\.[0-9a-f]+\.js/, "client$1.js"));
        }
      });
      page.on("websocket", (socket) => {
        const { host, pathname } = new URL(socket.url());
        if (host !== new URL(gallery.url).host) strange.push(socket.url());
        asked.push(pathname);
      });
      await page.goto(gallery.url + path);
      await isLive(page);
      assert.deepEqual(strange, []);
      // The second script comes early only where there are controls.
      assert.deepEqual(asked.filter((name) => name !== "/_djust/client.more.js"), [
        path,
        "/gallery.css",
        "/_djust/client.js",
        "/_djust/socket",
      ]);
      const policy =
        (await page.request.get(gallery.url + path)).headers()["content-security-policy"];
      assert.match(policy ?? "", /default-src 'none'.*require-trusted-types-for 'script'/);
      await page.close();
    }
  },
);

browserTest("the gallery has names, languages and headings for all", async (_t, browser) => {
  await inGallery(browser, async (open) => {
    for (const path of PATHS) {
      const page = await open(path);
      assert.deepEqual(await page.evaluate(lacks), [], path);
      await page.close();
    }
  });
});

browserTest("the counter of the gallery counts by keyboard", async (_t, browser) => {
  await inGallery(browser, async (open) => {
    const page = await open("/counter");
    assert.equal(await page.title(), "Counter · djust");
    await page.getByRole("button", { name: "One more" }).focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Space");
    await reads(page, "output", "2");
    await page.keyboard.press("Shift+Tab");
    for (let i = 0; i < 3; i++) await page.keyboard.press("Enter");
    await reads(page, "output", "-1");
    await reads(page, ".sheet .hint", "Below zero.");
    await page.getByRole("button", { name: "Reset" }).click();
    await reads(page, "output", "0");
    assert.equal(await page.getByRole("button", { name: "Reset" }).isDisabled(), true);
  });
});

browserTest("the todo list of the gallery keeps focus where rows move", async (_t, browser) => {
  await inGallery(browser, async (open) => {
    const page = await open("/todos");
    await page.getByLabel("What is to be done?").fill("Water the plants");
    await page.keyboard.press("Enter");
    await reads(page, ".todos li:nth-child(4) span", "Water the plants");
    assert.equal(await page.inputValue("input[name=text]"), "");
    await page.getByRole("button", { name: "Move Water the plants up" }).focus();
    await page.keyboard.press("Enter");
    await reads(page, ".todos li:nth-child(3) span", "Water the plants");
    await page.keyboard.press("Enter");
    await reads(page, ".todos li:nth-child(2) span", "Water the plants");
    const focused = await page.evaluate(() => document.activeElement?.ariaLabel);
    assert.equal(focused, "Move Water the plants up");
    await page.getByLabel("Water the plants", { exact: true }).press("Space");
    await page.waitForSelector(".todos li:nth-child(2).done");
    await page.getByRole("button", { name: "done", exact: true }).click();
    await page.waitForFunction(() => document.querySelectorAll(".todos li").length === 2);
    await page.getByRole("button", { name: "Remove Water the plants" }).click();
    await page.waitForFunction(() => document.querySelectorAll(".todos li").length === 1);
    await reads(page, "p.hint", "2 of 3 open");
  });
});

browserTest(
  "the sign-up of the gallery keeps what was typed until it fits",
  async (_t, browser) => {
    await inGallery(browser, async (open) => {
      const page = await open("/signup");
      await page.getByLabel("Name").fill("A");
      await page.getByLabel("E-mail").fill("ada");
      await page.getByLabel("Age").fill("12");
      await page.keyboard.press("Enter");
      await reads(page, "#email-error", "This is no e-mail address.");
      await reads(page, "#name-error", "Please give at least two letters.");
      await reads(page, "#age-error", "You have to be 16 or older.");
      assert.equal(await page.getByLabel("E-mail").inputValue(), "ada");
      assert.equal(await page.getByLabel("E-mail").getAttribute("aria-invalid"), "true");
      assert.deepEqual(await page.evaluate(lacks), []);
      await page.getByLabel("Name").fill("Ada");
      await page.getByLabel("E-mail").fill("ada@example.org");
      await page.getByLabel("Age").fill("36");
      await page.getByRole("button", { name: "Sign up" }).click();
      await reads(page, ".welcome", "Welcome, Ada (36).");
      await reads(page, "[data-djust-flash]", "We have written to ada@example.org.");
      await page.getByRole("button", { name: "Another one" }).click();
      await page.waitForSelector("form.stack");
    });
  },
);
