/** The examples work as a visitor meets them: by mouse and keyboard, under the strict policy. */

import assert from "node:assert/strict";
import { startProcess } from "../process.ts";
import { until } from "../until.ts";
import { browserTest } from "./chromium.ts";
import { faint, hasFocus, inGallery, lacks } from "./gallery_kit.ts";
import { type Djusted, isLive, reads } from "./stage.ts";

/** Pages of one visitor alone. */
const ALONE = ["/", "/counter", "/todos", "/signup", "/members"] as const;
const PATHS = [
  ...ALONE,
  "/filter",
  "/optimistic",
  "/search",
  "/virtual",
  "/log",
  "/paging",
  "/chat",
  "/draft",
  "/presence",
  "/whiteboard",
  "/editor",
  "/board/enter",
  "/cluster",
] as const;

browserTest(
  "the gallery asks for page, style sheet, scripts and socket, and no more",
  async (_t, browser) => {
    await using gallery = await startProcess("examples/main.ts");
    const visitor = await browser.visit();
    for (const path of ALONE) {
      const page = await visitor.open();
      const asked: string[] = [];
      const strange: string[] = [];
      page.on("request", (request) => {
        const { origin, pathname } = new URL(request.url());
        if (origin !== gallery.url) strange.push(request.url());
        if (pathname !== "/favicon.ico") {
          asked.push(pathname.replace(/client(\.\w+)?\.[0-9a-f]+\.js/, "client$1.js"));
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
      // Others come early only where there are controls, or forms; one is of development.
      const isUsual = (name: string) =>
        !/^\/_djust\/(?:client\.(?:more|submits|form)|dev\.\w+)\.js$|^\/signup\.css$/.test(name);
      assert.deepEqual(asked.filter(isUsual), [
        path,
        "/gallery.css",
        "/gallery.js",
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

browserTest("the todo list of the gallery shows after a reload what was chosen before", async (
  _t,
  browser,
) => {
  await inGallery(browser, async (open) => {
    const page = await open("/todos");
    await page.getByRole("button", { name: "done", exact: true }).press("Enter");
    await page.waitForFunction(() => document.querySelectorAll(".todos li").length === 1);
    // It is kept a moment after it was chosen: a page that is too early shows all, and is asked again.
    await until("a fresh page shows it", async () => {
      await page.reload();
      await isLive(page);
      return await page.getByRole("button", { name: "done", exact: true })
        .getAttribute("aria-pressed") === "true";
    });
    assert.equal(await page.locator(".todos li").count(), 1);
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
      await page.keyboard.press("Enter");
      await reads(page, "#form-email-error", "This is no e-mail address.");
      await reads(page, "#form-name-error", "Please give at least two letters.");
      await hasFocus(page, "#form-name");
      assert.equal(await page.getByLabel("E-mail").inputValue(), "ada");
      assert.equal(await page.getByLabel("E-mail").getAttribute("aria-invalid"), "true");
      assert.deepEqual(await page.evaluate(lacks), []);
      await page.getByLabel("Name").fill("Ada");
      await reads(page, "#form-name-error", "Ada is taken.");
      await page.getByLabel("Name").fill("Ada L");
      await page.getByLabel("E-mail").fill("ada@example.org");
      await page.getByRole("button", { name: "Next" }).click();
      await reads(page, ".form-progress", "Step 2 of 3: Your team");
      await page.getByLabel("Name").fill("Grace");
      await page.getByRole("button", { name: "Add a person" }).click();
      await page.getByLabel("Name").nth(1).fill("Linus");
      await page.getByLabel("Role").nth(1).selectOption("reader");
      assert.deepEqual(await page.evaluate(lacks), []);
      await page.getByRole("button", { name: "To the top" }).nth(1).click();
      await page.waitForFunction(() =>
        document.querySelector<HTMLInputElement>(".people input")?.value === "Linus"
      );
      await page.getByRole("button", { name: "Next" }).click();
      await reads(page, ".form-progress", "Step 3 of 3: Your plan");
      await page.getByLabel("Pro").check();
      await page.getByRole("button", { name: "Back" }).click();
      await reads(page, ".form-progress", "Step 2 of 3: Your team");
      await page.getByRole("button", { name: "Next" }).click();
      await page.waitForFunction(() => document.querySelector("[value=pro]:checked"));
      await page.getByRole("button", { name: "Sign up" }).click();
      await reads(page, "#form-terms-error", "Please agree first.");
      await hasFocus(page, "#form-terms");
      await page.getByLabel("I agree").check();
      await page.getByRole("button", { name: "Sign up" }).click();
      await reads(page, ".welcome", "Welcome, Ada L.");
      await reads(page, "[data-djust-flash]", "We have written to ada@example.org.");
      await hasFocus(page, ".welcome");
      await page.getByRole("button", { name: "Another one" }).press("Enter");
      await hasFocus(page, "form.stack [name=name]");
      await reads(page, "[data-djust-flash]", "");
    });
  },
);

for (const colorScheme of ["light", "dark"] as const) {
  browserTest(`the controls of the gallery have edges to be seen, ${colorScheme}`, async (
    _t,
    browser,
  ) => {
    await inGallery(browser, async (open) => {
      for (const path of PATHS) {
        const page = await open(path);
        assert.deepEqual(await page.evaluate(faint), [], path);
        await page.close();
      }
    }, { colorScheme });
  });
}

for (const width of [1280, 390, 320]) {
  browserTest(`the menu of the gallery is at hand in ${width} px, large enough for thumbs`, async (
    _t,
    browser,
  ) => {
    await inGallery(browser, async (open) => {
      for (const path of PATHS) {
        const page = await open(path);
        const menu = page.getByRole("button", { name: "Examples" });
        assert.equal(await menu.isVisible(), width < 1024, path);
        if (width < 1024) {
          assert.equal(await page.locator("nav a").first().isVisible(), false);
          await menu.press("Enter");
        }
        const links = await page.evaluate(() =>
          [...document.querySelectorAll("nav a, header button:not([hidden])")].map((link) => {
            const { left, right, width, height } = link.getBoundingClientRect();
            return {
              text: link.textContent,
              isIn: left >= 0 && right <= innerWidth,
              isLarge: height === 0 || (width >= 44 && height >= 44),
            };
          })
        );
        assert.deepEqual(links.filter(({ isIn, isLarge }) => !isIn || !isLarge), [], path);
        assert.equal(await page.locator("nav a").first().isVisible(), true);
        if (width < 1024) {
          await page.keyboard.press("Escape");
          assert.equal(await page.locator("nav a").first().isVisible(), false);
        }
        const isWide = await page.evaluate(() =>
          document.documentElement.scrollWidth > document.documentElement.clientWidth
        );
        assert.equal(isWide, false, path);
        await page.close();
      }
    }, { viewport: { width, height: 640 } });
  });
}

browserTest(
  "pages of the gallery begin at the same height, short ones too",
  async (_t, browser) => {
    await inGallery(browser, async (open) => {
      for (const path of ["/counter", "/signup", "/commands"]) {
        const page = await open(path);
        const top = await page.evaluate(() =>
          document.querySelector("h1")?.getBoundingClientRect().top
        );
        assert.equal(top, 92, path);
        await page.close();
      }
    }, { viewport: { width: 1280, height: 844 } });
  },
);

browserTest("the todo list of the gallery gives the focus on when a row leaves", async (
  _t,
  browser,
) => {
  await inGallery(browser, async (open) => {
    const page = await open("/todos");
    const remove = ".todos .remove";
    await page.locator(remove).nth(1).press("Enter");
    await hasFocus(page, "#todo-3 .remove");
    await page.keyboard.press("Enter");
    await hasFocus(page, "#todo-1 .remove");
    await page.keyboard.press("Enter");
    await hasFocus(page, "[name=text]");
    await page.keyboard.type("Water the plants");
    await page.keyboard.press("Enter");
    await reads(page, ".todos li span", "Water the plants");
    await hasFocus(page, "[name=text]");
    await page.getByRole("button", { name: "open", exact: true }).click();
    await page.locator(".todos input").press("Space");
    await hasFocus(page, "[name=text]");
    assert.equal(await page.locator(".todos li").count(), 0);
  });
});

browserTest("the first row of the gallery's todo list says that it cannot move up", async (
  _t,
  browser,
) => {
  await inGallery(browser, async (open) => {
    const page = await open("/todos");
    const states = (): Promise<(string | null)[]> =>
      page.evaluate(() =>
        [...document.querySelectorAll("[aria-label^=Move]")].map((one) => one.ariaDisabled)
      );
    assert.deepEqual(await states(), ["true", "false", "false"]);
    await page.getByRole("button", { name: /^Move Pull/ }).press("Enter");
    await reads(page, ".todos li:first-child span", "Pull the network cable and click on");
    await hasFocus(page, "#todo-2 [aria-label^=Move][aria-disabled=true]");
    assert.deepEqual(await states(), ["true", "false", "false"]);
  });
});

browserTest("the counter of the gallery keeps the focus on Reset", async (_t, browser) => {
  await inGallery(browser, async (open) => {
    const page = await open("/counter");
    await page.getByRole("button", { name: "One more" }).click();
    await reads(page, "output", "1");
    await page.getByRole("button", { name: "Reset" }).press("Enter");
    await reads(page, "output", "0");
    await hasFocus(page, "button.quiet[aria-disabled=true]");
  });
});

browserTest("the sign-up of the gallery leads to what does not fit, and says why", async (
  _t,
  browser,
) => {
  await inGallery(browser, async (open) => {
    const page = await open("/signup");
    await page.getByLabel("Name").fill("Ada");
    await page.getByLabel("E-mail").fill("ada@example.org");
    await page.getByRole("button", { name: "Next" }).click();
    await reads(page, "#form-name-error", "Ada is taken.");
    await hasFocus(page, "[name=name]");
  });
});

browserTest("the search of the gallery asks once, and shows at once what it was told", async (
  _t,
  browser,
) => {
  await inGallery(browser, async (open) => {
    const page = await open("/search");
    /** Types without a rest, and tells what stands there then. */
    const type = (...texts: string[]): Promise<string | undefined> =>
      page.evaluate((texts) => {
        const field = document.querySelector("[type=search]") as HTMLInputElement;
        for (const text of texts) {
          field.value = text;
          field.dispatchEvent(new InputEvent("input", { bubbles: true }));
        }
        return document.querySelector(".found[inert] li:last-child b")?.textContent ?? undefined;
      }, texts);
    const asked = (count: string) => reads(page, ".sheet strong", count);
    await type("f", "fe", "fer", "fern");
    await reads(page, "#found li:last-child b", "Royal fern");
    await asked("1");
    await type("");
    await reads(page, "#found li:last-child b", "Passion flower");
    await asked("2");
    // Typed again, it is there before the server has answered.
    assert.equal(await type("fer", "fern"), "Royal fern");
    await asked("3");
    assert.equal(await page.locator("[inert]").count(), 0);
  });
});

browserTest(
  "the paging of the gallery shows at once what was seen, and what was not when it is there",
  async (
    _t,
    browser,
  ) => {
    await inGallery(browser, async (open) => {
      const page = await open("/paging");
      const title = "#sky h2";
      await page.getByRole("button", { name: "Page 2" }).click();
      await reads(page, title, "Page 2 of 6");
      await page.getByRole("button", { name: "Page 3" }).click();
      await reads(page, title, "Page 3 of 6");
      const shown = await page.evaluate(() => {
        document.querySelector<HTMLElement>("[aria-label='Page 2']")?.click();
        return document.querySelector(".sky[inert] h2")?.textContent;
      });
      assert.equal(shown, "Page 2 of 6");
      await reads(page, "#sky:not([inert]) h2", "Page 2 of 6");
      assert.equal(await page.locator("[inert]").count(), 0);
      assert.equal(await page.locator(".pages [aria-current]").textContent(), "2");
      // What no button sends is a page all the same.
      await page.evaluate(() =>
        (globalThis as Djusted).djust.pushEvent("show", { page: "x" }).then(() => {})
      );
      await reads(page, "#sky:not([inert]) h2", "Page 1 of 6");
    });
  },
);

browserTest(
  "the draft of the gallery outlives a reload, and goes once it was sent",
  async (_t, browser) => {
    await inGallery(browser, async (open) => {
      const page = await open("/draft");
      const letter = page.getByLabel("Letter");
      await letter.fill("Short");
      await until("it is kept", () => page.evaluate(() => localStorage.getItem("letter:letter")));
      await page.getByRole("button", { name: "Send" }).click();
      await reads(page, "#problem", "Write ten characters or more.");
      const next = await open("/draft");
      await until(
        "it is there again",
        async () => await next.getByLabel("Letter").inputValue() === "Short",
      );
      await next.getByLabel("Letter").fill("Long enough for a letter");
      await next.getByRole("button", { name: "Send" }).click();
      await next.waitForSelector("text=Sent. The draft is gone.");
      await until(
        "it is gone",
        () => next.evaluate(() => localStorage.getItem("letter:letter") === null),
      );
      assert.equal(await next.getByLabel("Letter").inputValue(), "");
    });
  },
);

browserTest(
  "the shared filter of the gallery reaches all views of its page",
  async (_t, browser) => {
    await inGallery(browser, async (open) => {
      const page = await open("/filter");
      const other = await open("/filter");
      const total = "[role=status]";
      await reads(page, total, "18 of 18 plants");
      for (const kind of ["Herb", "Fern"]) await page.getByRole("radio", { name: kind }).check();
      await until("all hear of it", async () =>
        await page.locator(".plants li").count() === 4 &&
        await page.textContent(total) === "4 of 18 plants");
      await page.getByRole("searchbox").fill("royal");
      await reads(page, total, "1 of 18 plants");
      await reads(page, ".plants b", "Royal fern");
      // What is chosen here is nobody else's.
      await reads(other, total, "18 of 18 plants");
    });
  },
);
