/** Transitions: what comes, goes and moves by patches is seen on its way, and is out of everybody's. */

import assert from "node:assert/strict";
import { type Child, each, html, LiveView } from "@djust/live";
import { createElement } from "../../vdom/jsx/mod.ts";
import { until } from "../until.ts";
import { browserTest, type Page } from "./chromium.ts";
import { type Djusted, isLive, reads, type Stage, stage } from "./stage.ts";

/** Writes down each class that an element of this id ever had, and what else is asked of it then. */
function watchClasses(page: Page): Promise<void> {
  return page.evaluate(() => {
    const log: string[] = (globalThis as typeof globalThis & { log: string[] }).log = [];
    const note = (element: Element): void => {
      if (element.className) log.push(`${element.textContent}:${element.className}`);
    };
    new MutationObserver((records) => {
      for (const { target, oldValue } of records) {
        if (target === document.body) continue;
        if (oldValue) log.push(`${target.textContent}:${oldValue}`);
        note(target as Element);
      }
    }).observe(document, {
      attributes: true,
      attributeFilter: ["class"],
      attributeOldValue: true,
      subtree: true,
    });
  });
}

const takeLog = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const { log } = globalThis as typeof globalThis & { log: string[] };
    return [...new Set(log.splice(0))];
  });

/** What stands in a place, and whether that is on its way out. */
const standing = (page: Page, selector: string): Promise<string[]> =>
  page.evaluate(
    (selector) =>
      [...document.querySelectorAll(selector)].map((element) =>
        element.textContent + (element.hasAttribute("inert") ? " leaves" : "")
      ),
    selector,
  );

/** A page whose presets have been fetched, so that they show. */
async function opened(on: Stage): Promise<Page> {
  const page = await on.open();
  await until(
    "the presets are there",
    () => page.evaluate(() => document.adoptedStyleSheets.length > 0),
  );
  return page;
}

/** Slow enough to be looked at, unless it is cut. */
const slow = (page: Page, time: string): Promise<void> =>
  page.evaluate(
    (time) => document.documentElement.style.setProperty("--dj-transition", time),
    time,
  );

class Panel extends LiveView {
  isOpen = false;
  count = 0;
  render(): Child {
    return html`<i dj-transition="fade">painted</i>
      <button id="toggle" dj-click=${() => this.isOpen = !this.isOpen}>t</button>
      <button id="add" dj-click=${() => this.count++}>a</button><output>${this.count}</output>
      <section>${this.isOpen ? this.panel() : null}</section>`;
  }
  panel(): Child {
    return html`<p dj-transition="slide-up">open</p>`;
  }
}

browserTest(
  "an element that a patch brings comes, one that was painted stands there",
  async (_t, browser) => {
    await using on = await stage(browser, { "/": Panel });
    const page = await opened(on);
    await watchClasses(page);
    await page.click("#toggle");
    await page.waitForSelector("section p:not([class]), section p[class='']");
    assert.deepEqual(await takeLog(page), ["open:slide-up-enter-from", "open:slide-up-enter-to"]);
  },
);

browserTest(
  "an element that goes is the page's no more, and is seen to go",
  async (_t, browser) => {
    class Form extends Panel {
      override panel(): Child {
        return html`<form id="f" dj-transition="fade" dj-submit=${() => {}}>
        <label for="n">n</label><input id="n" name="n" autofocus dj-input=${() => {}}>
        <input type="radio" name="r" checked></form>`;
      }
    }
    await using on = await stage(browser, { "/": Form });
    const page = await opened(on);
    await page.click("#toggle");
    await page.waitForSelector("form:not([class]), form[class='']");
    await slow(page, "500ms");
    const gone = page.evaluate(() =>
      new Promise<string>((resolve) => {
        setTimeout(() => resolve("nothing came"), 20_000);
        new MutationObserver((records) => {
          const [form] = records.flatMap(({ addedNodes }) => [...addedNodes]) as Element[];
          if (!form) return;
          const all = [form, ...form.querySelectorAll("*")];
          const names = new Set(all.flatMap((one) => one.getAttributeNames()));
          resolve([form.tagName, ...[...names].sort(), form.getAttribute("aria-hidden")].join(" "));
        }).observe(document.querySelector("section") as Element, { childList: true });
      })
    );
    await page.click("#toggle");
    assert.equal(await gone, "FORM aria-hidden checked class inert method type true");
    await until("it is gone", async () => (await standing(page, "form")).length === 0);
  },
);

browserTest(
  "patches go on around what leaves: rows, text, and the same block again",
  async (_t, browser) => {
    class List extends LiveView {
      rows = ["a", "b", "c"];
      step = 0;
      next() {
        this.step++;
        if (this.step === 1) this.rows = ["a", "c"];
        if (this.step === 2) this.rows = ["x", "a", "y", "c", "b"];
        if (this.step === 3) this.rows = ["c", "y"];
      }
      render() {
        return html`<button id="next" dj-click=${() =>
          this.next()}>n</button><output>${this.step}</output>
        <ul>${
          each(this.rows, (row) =>
            row, (row) =>
            html`<li dj-transition="fade" dj-click=${() =>
              this.rows = [row]}>${row}</li>`)
        }</ul>
        <div>${this.step === 1 ? null : html`<b dj-transition="fade">at ${this.step}</b>`}</div>`;
      }
    }
    await using on = await stage(browser, { "/": List });
    const page = await opened(on);
    await slow(page, "30s");
    const all = await page.evaluate(async () => {
      const seen: string[] = [];
      const look = (): void => {
        const texts = [...document.querySelectorAll("li, div b")].map((one) =>
          one.textContent + (one.hasAttribute("inert") ? "-" : "")
        );
        seen.push(texts.join(" "));
      };
      for (let step = 1; step < 4; step++) {
        (document.querySelector("#next") as HTMLElement).click();
        for (
          let tries = 0;
          tries < 5_000 && document.querySelector("output")?.textContent !== String(step);
          tries++
        ) {
          await new Promise((resolve) => setTimeout(resolve, 1));
        }
        look();
      }
      return seen;
    });
    assert.deepEqual(all[0], "a b- c at 0-");
    assert.match(
      all[1] ?? "",
      /^x a y (?:b- )?c b (?:at 0- )?at 2$|^x a (?:b- )?y c b (?:at 0- )?at 2$/,
    );
    await until(
      "all that left is gone, for 600 ms are the most",
      async () => (await standing(page, "li, div b")).join() === "c,y,at 3",
    );
    await page.click("li:last-child");
    await until(
      "the row that was seen is meant",
      async () =>
        (await standing(page, "li")).join() === "y" ||
        (await standing(page, "li")).filter((text) => !text.endsWith("leaves")).join() === "y",
    );
  },
);

browserTest(
  "classes of one's own: by a name, by attributes, in both spellings",
  async (t, browser) => {
    const ways: Record<string, [() => Child, string[]]> = {
      "a name": [
        () => html`<p dj-transition="own">open</p>`,
        ["own-enter-from", "own-enter-to", "own-leave-from", "own-leave-to"],
      ],
      attributes: [
        () =>
          html`
            <p dj-transition-enter="e a" dj-transition-enter-to="e-to" dj-transition-leave="l"
              dj-transition-leave-to="l-to">open</p>
          `,
        ["e a", "e-to", "l", "l-to"],
      ],
      "attributes beside a name, in JSX": [
        () =>
          createElement("p", {
            "dj-transition:move": "own",
            "dj-transition-leave-to": "l-to",
          }, "open"),
        ["own-enter-from", "own-enter-to", "l-to"],
      ],
      "the last classes alone": [
        () =>
          createElement(
            "p",
            { "dj-transition-leave-to": "l-to", "dj-transition-leave": "" },
            "open",
          ),
        ["l-to"],
      ],
    };
    for (const [name, [panel, classes]] of Object.entries(ways)) {
      await t.step(name, async () => {
        class Own extends Panel {
          override panel = panel;
        }
        await using on = await stage(browser, { "/": Own });
        const page = await opened(on);
        await watchClasses(page);
        await page.click("#toggle");
        await page.waitForSelector("section p:not([class]), section p[class='']");
        await page.click("#toggle");
        await until("it is gone", async () => (await standing(page, "section p")).length === 0);
        assert.deepEqual(await takeLog(page), classes.map((one) => `open:${one}`));
      });
    }
  },
);

/** A list to be reordered, with a field in each row. */
class Moving extends LiveView {
  rows = [1, 2, 3, 4];
  render(): Child {
    return html`
      <button id="turn" dj-click=${() => this.rows.reverse()}>t</button>
      <button id="drop" dj-click=${() => this.rows.shift()}>d</button>
      <ul>${each(this.rows, (row) => row, (row) => this.row(row))}</ul>
    `;
  }
  row(row: number): Child {
    return html`<li id="r${row}" dj-transition.move="fade"><input value="row ${row}"></li>`;
  }
}
class MovingJsx extends Moving {
  override row(row: number): Child {
    return createElement(
      "li",
      { key: row, id: `r${row}`, "dj-transition:move": "fade" },
      createElement("input", { value: `row ${row}` }),
    );
  }
}

/** Which rows glide now. */
const gliding = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll("li")].filter((row) =>
      row.getAnimations().some((one) => !(one instanceof CSSTransition))
    ).map((row) => row.id)
  );

for (const [spelling, View] of Object.entries({ dots: Moving, colon: MovingJsx })) {
  browserTest(
    `rows that move glide, and keep focus and selection (${spelling})`,
    async (_t, browser) => {
      await using on = await stage(browser, { "/": View });
      const page = await opened(on);
      await page.evaluate(() => {
        const field = document.querySelector("#r1 input") as HTMLInputElement;
        field.focus();
        field.setSelectionRange(1, 3);
        const { animate } = Element.prototype;
        const glides: string[] = [];
        Object.assign(globalThis, { glides });
        Element.prototype.animate = function (this: Element, ...given) {
          const [frames] = given as unknown as [{ transform: string }[]];
          glides.push(
            `${this.id} ${Math.sign(parseFloat(frames[0]?.transform.split(",")[1] ?? ""))}`,
          );
          return animate.apply(this, given);
        };
      });
      const turn = (id: string): Promise<string[]> =>
        page.evaluate(async (id) => {
          const { glides } = globalThis as typeof globalThis & { glides: string[] };
          document.getElementById(id)?.click();
          for (let tries = 0; tries < 5_000 && glides.length < 3; tries++) {
            await new Promise((resolve) => setTimeout(resolve, 1));
          }
          return glides.splice(0).sort();
        }, id);
      assert.deepEqual(await turn("turn"), ["r1 -1", "r2 -1", "r3 1", "r4 1"]);
      assert.deepEqual(
        await page.evaluate(() => {
          const field = document.activeElement as HTMLInputElement;
          return [field.value, field.selectionStart, field.selectionEnd];
        }),
        ["row 1", 1, 3],
      );
      await until("all have come to rest", async () => (await gliding(page)).length === 0);
      assert.deepEqual(await turn("drop"), ["r1 1", "r2 1", "r3 1"], "those behind take its place");
      await until("it is gone", async () => (await standing(page, "li")).length === 3);
    },
  );
}

browserTest("reduced motion: nothing moves, and what goes is gone at once", async (_t, browser) => {
  class Both extends Moving {
    isOpen = true;
    override render(): Child {
      return html`${super.render()}<button id="toggle" dj-click=${() =>
        this.isOpen = !this.isOpen}>t</button>
        <section>${this.isOpen ? html`<p dj-transition="fade">open</p>` : "closed"}</section>`;
    }
  }
  await using on = await stage(browser, { "/": Both });
  const page = await opened(on);
  await page.emulateMedia({ reducedMotion: "reduce" });
  await watchClasses(page);
  await page.click("#turn");
  await page.click("#toggle");
  await reads(page, "section", "closed");
  assert.deepEqual(await gliding(page), []);
  await page.click("#toggle");
  await page.waitForSelector("section p");
  assert.deepEqual(await takeLog(page), []);
});

/** Whether a page still looks for what is not its own; a script's own node shows it. */
browserTest(
  "a view that is painted anew, or cut off, shows no transition of it",
  async (_t, browser) => {
    class Open extends Panel {
      override isOpen = true;
    }
    await using on = await stage(browser, { "/": Open });
    const page = await opened(on);
    await watchClasses(page);
    await on.restart();
    await isLive(page);
    await page.click("#add");
    await reads(page, "output", "1");
    assert.deepEqual(await takeLog(page), []);
    await page.evaluate(() => (globalThis as Djusted).djust.disconnect());
    on.forgiveLine();
  },
);

browserTest("what leaves while the line is cut is gone when it is back", async (_t, browser) => {
  await using on = await stage(browser, { "/": Panel });
  const page = await opened(on);
  await page.click("#toggle");
  await page.waitForSelector("section p");
  await slow(page, "30s");
  await page.click("#toggle");
  on.proxy.cut();
  await page.click("#add");
  await reads(page, "output", "1");
  await until("it is gone", async () => (await standing(page, "section p")).length === 0);
  await page.click("#toggle");
  await page.waitForSelector("section p:not([inert])");
  on.forgiveLine();
});

browserTest(
  "a row of a table that goes keeps its cells, and the others glide into its place",
  async (_t, browser) => {
    class Table extends LiveView {
      rows = ["one", "two", "three"];
      render(): Child {
        return html`
          <button id="drop" dj-click=${() => this.rows.shift()}>d</button>
          <table>
            <tbody>${each(this.rows, (row) => row, (row) =>
              html`
                <tr id=${row} dj-transition.move="fade">
                  <td>${row}</td>
                  <td>${row.repeat(9)}</td>
                  <td>x</td>
                </tr>
              `)}</tbody>
          </table>
        `;
      }
    }
    await using on = await stage(browser, { "/": Table });
    const page = await opened(on);
    await slow(page, "30s");
    const [before, leaving] = await page.evaluate(async () => {
      const cells = (): number[][] =>
        [...document.querySelectorAll("tr:first-child td, tr[inert] td")].slice(0, 3).map(
          (cell) => {
            const { left, top, width, height } = cell.getBoundingClientRect();
            return [left, top, width, height].map(Math.round);
          },
        );
      const before = cells();
      const { animate } = Element.prototype;
      const glided = new Promise<void>((resolve) => {
        Element.prototype.animate = function (this: Element, ...given) {
          resolve();
          return animate.apply(this, given);
        };
      });
      document.getElementById("drop")?.click();
      await glided;
      return [before, cells()];
    });
    assert.equal(before?.length, 3);
    assert.deepEqual(leaving, before);
    await until(
      "it is gone",
      async () => (await standing(page, "tr")).length === 2,
    );
  },
);
