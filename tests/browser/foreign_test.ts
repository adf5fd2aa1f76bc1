/** What others put into a page survives every patch that does not own it, and shifts no address. */

import assert from "node:assert/strict";
import { each, event, html, LiveView, raw } from "@djust/live";
import { randomOf, seedFrom, size } from "../seed.ts";
import { browserTest, type Page } from "./chromium.ts";
import { type Djusted, stage } from "./stage.ts";

/** A page with every kind of hole, changed step by step as a seed says. */
class Changing extends LiveView {
  title = "title";
  tone = "calm";
  rows = [1, 2, 3, 4, 5];
  notes: Record<number, string> = {};
  shown = true;
  words = ["a", "b", "c"];
  log = "begin";
  markdown = "<p>one <b>two</b></p><p>three</p>";
  last = 5;
  attribute: string | null = "x";

  @event
  step({ seed }: { seed: number }): void {
    const random = randomOf(seed);
    for (let times = random.integer(1, 3); times > 0; times--) {
      const row = this.rows[random.integer(0, this.rows.length - 1)] ?? 0;
      switch (random.integer(0, 12)) {
        case 0:
          this.title = `title ${random.integer(0, 99)}`;
          break;
        case 1:
          this.tone = random.pick(["calm", "loud", "loud and clear"]);
          break;
        case 2:
          this.rows = random.shuffle(this.rows);
          break;
        case 3:
          this.rows.splice(random.integer(0, this.rows.length), 0, ++this.last);
          break;
        case 4:
          if (this.rows.length > 2) this.rows.splice(random.integer(0, this.rows.length - 1), 1);
          break;
        case 5:
          this.notes[row] = `note ${random.integer(0, 99)}`;
          break;
        case 6:
          this.shown = !this.shown;
          break;
        case 7:
          this.words = random.shuffle([...this.words, "d"]).slice(0, random.integer(1, 4));
          break;
        case 8:
        case 9:
          this.log += ` and ${random.integer(0, 99)}`;
          break;
        case 10:
          this.markdown += random.pick(["<p>more</p>", " text", "<i>slanted</i>"]);
          break;
        case 11:
          this.markdown = this.markdown.replace(/o\w/, "0").slice(0, 200);
          break;
        default:
          this.attribute = random.pick([null, "y", "z"]);
      }
    }
  }

  render() {
    return html`
      <h1 class="head ${this.tone}">${this.title} of ${this.rows.length}</h1>
      <p class=${{ calm: this.tone === "calm", shown: this.shown }} data-x=${this.attribute}>
        before ${this.shown ? html`<b>${this.title}</b> and ${this.log}` : null} after
      </p>
      <ul class="list">${each(
        this.rows,
        (row) => row,
        (row) =>
          html`<li class=${{ odd: row % 2 === 1, loud: this.tone !== "calm" }}>row ${row}: <span>${
            this.notes[row] ?? "none"
          }</span></li>`,
      )}</ul>
      <div class="pairs">${each(this.rows, (row) => row, (row) =>
        html`
          <dt>${row}</dt>
          <dd>${this.notes[row] ?? ""} <i>${this.tone}</i></dd>
        `)}</div>
      <p class="words">${this.words.map((word) => html`<em>${word}</em>`)} end</p>
      <div class="raw">${raw(this.markdown)}</div>
      <pre>${this.log}</pre>
    `;
  }
}

type Reached = Djusted & {
  reach: {
    foreign: Map<Node, Node>;
    classes: Map<Element, string>;
    attributes: Map<Element, string>;
  };
};

/** Has others do a few things to the page; returns how much of what they did before is lost. */
function vandalize(seed: number): string[] {
  const window = globalThis as unknown as Reached;
  const root = document.querySelector("[data-djust]") as Element;
  const { foreign, classes, attributes } = window.reach ??= {
    foreign: new Map(),
    classes: new Map(),
    attributes: new Map(),
  };
  const losses: string[] = [];
  for (const [node, parent] of foreign) {
    if (!root.contains(parent)) foreign.delete(node);
    else if (node.parentNode !== parent) {
      losses.push(`a ${node.nodeName} in ${(parent as Element).outerHTML}`);
      foreign.delete(node);
    }
  }
  for (const [element, name] of classes) {
    if (root.contains(element) && !element.classList.contains(name)) losses.push(element.outerHTML);
  }
  for (const [element, name] of attributes) {
    if (root.contains(element) && !element.hasAttribute(name)) losses.push(element.outerHTML);
  }
  let state = seed % 2_147_483_648;
  const below = (bound: number): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return (state >> 8) % bound;
  };
  for (let times = below(4); times > 0; times--) {
    const elements = [root, ...root.querySelectorAll("*")].filter((one) =>
      !foreign.has(one) && ![...foreign.keys()].some((node) => node.contains(one))
    );
    const element = elements[below(elements.length)] as Element;
    const kind = below(6);
    if (kind === 0) {
      const name = `foreign-${below(1_000)}`;
      element.classList.add(name);
      classes.set(element, name);
    } else if (kind === 1) {
      const name = `foreign-${below(1_000)}`;
      element.setAttribute(name, "");
      attributes.set(element, name);
    } else {
      const node = kind === 2
        ? document.createComment(below(2) ? "[" : "foreign")
        : kind === 3
        ? document.createTextNode("foreign")
        : document.createElement(below(2) ? "grammar-tool" : "b");
      if (node instanceof Element) node.append("foreign");
      const before = element.childNodes[below(element.childNodes.length + 1)] ?? null;
      element.insertBefore(node, before);
      foreign.set(node, element);
    }
  }
  return losses;
}

/** The page as HTML without what others did, and without marks. */
function own(): string {
  const window = globalThis as unknown as Reached;
  const foreign = window.reach?.foreign ?? new Map();
  let html = "";
  const write = (node: Node): void => {
    if (foreign.has(node) || node.nodeType === 8) return;
    if (node.nodeType === 3) {
      html += (node as Text).data;
      return;
    }
    const element = node as Element;
    const attributes = element.getAttributeNames()
      .filter((name) => name !== "dj" && !name.startsWith("foreign-"))
      .map((name) => {
        const value = element.getAttribute(name) ?? "";
        const tokens = value.split(/\s+/).filter((token) => token && !/^foreign-/.test(token));
        return name === "class"
          ? tokens.length > 0 && `class="${tokens.sort().join(" ")}"`
          : `${name}="${value}"`;
      });
    html += `<${element.localName} ${attributes.filter(Boolean).sort().join(" ")}>`;
    element.childNodes.forEach(write);
    html += `</${element.localName}>`;
  };
  document.querySelector("[data-djust]")?.childNodes.forEach(write);
  return html;
}

async function step(page: Page, seed: number): Promise<void> {
  await page.evaluate(
    async (seed) => void await (globalThis as Djusted).djust.pushEvent("step", { seed }),
    seed,
  );
}

/** Counts the blocks that a page asks for anew. */
function healsOf(page: Page): { count: number } {
  const heals = { count: 0 };
  page.on("websocket", (socket) =>
    socket.on("framesent", ({ payload }) => {
      if (String(payload).startsWith("[-4,")) heals.count++;
    }));
  return heals;
}

browserTest(
  "foreign classes, attributes and nodes survive patches and shift no address",
  async (_t, browser) => {
    const random = seedFrom("foreign classes, attributes and nodes");
    await using on = await stage(browser, { "/": Changing });
    const [mirror, page] = [await on.open(), await on.visitor.open()];
    const heals = healsOf(page);
    await page.goto(on.url);
    await page.waitForSelector("body.dj-connected");
    for (let i = 0; i < size(150, 3_000); i++) {
      const seed = random.integer(1, 2 ** 30);
      const losses = await page.evaluate(vandalize, random.integer(1, 2 ** 30));
      assert.deepEqual(losses, [], `step ${i}`);
      await Promise.all([step(page, seed), step(mirror, seed)]);
      assert.equal(await page.evaluate(own), await mirror.evaluate(own), `step ${i}, seed ${seed}`);
    }
    assert.equal(heals.count, 0, "a part was not found");
    await on.hub.close();
  },
);

/** Replaces texts as translators do: by elements of their own, here in capitals. */
function translate(share: number): void {
  const root = document.querySelector("[data-djust]") as Element;
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  while (walker.nextNode()) texts.push(walker.currentNode as Text);
  texts.forEach((text, i) => {
    if (!text.data.trim() || text.parentElement?.closest("font") || i % 10 >= share) return;
    const [outer, inner] = [document.createElement("font"), document.createElement("font")];
    inner.textContent = text.data.toUpperCase();
    outer.append(inner);
    text.replaceWith(outer);
  });
}

browserTest(
  "texts that a translator replaced are current again as soon as they change",
  async (_t, browser) => {
    const random = seedFrom("texts that a translator replaced");
    await using on = await stage(browser, { "/": Changing });
    const [mirror, page] = [await on.open(), await on.open()];
    const textOf = async (page: Page): Promise<string> =>
      ((await page.textContent("[data-djust]")) ?? "").toLowerCase().replace(/\s+/g, " ");
    for (let i = 0; i < size(30, 1_000); i++) {
      await page.evaluate(translate, random.integer(0, 10));
      const seed = random.integer(1, 2 ** 30);
      await Promise.all([step(page, seed), step(mirror, seed)]);
      // What could not be found is asked for again: the answer takes one more round.
      const want = await textOf(mirror);
      await page.waitForFunction(
        (want) =>
          (document.querySelector("[data-djust]")?.textContent ?? "").toLowerCase()
            .replace(/\s+/g, " ") === want,
        want,
        { timeout: 2_000 },
      ).catch(async () => assert.equal(await textOf(page), want, `step ${i}, seed ${seed}`));
    }
    assert.deepEqual(on.told.filter(({ type }) => type === "error" || type === "refused"), []);
  },
);

/** Texts beside controls, in many rows: all of it has to be painted anew where texts are replaced. */
class Sheet extends LiveView {
  tone = "calm";
  text = "";

  @event
  change({ tone }: { tone: string }): void {
    this.tone = tone;
  }

  render() {
    return html`
      <p>say ${this.tone} <input id="field" name="field"> here</p>
      <table>
        <tbody>${each(Array.from({ length: 200 }, (_, i) => i), (row) => row, (row) =>
          html`
            <tr>
              <td>row ${row}</td>
              <td>is ${this.tone}!</td>
            </tr>
          `)}</tbody>
      </table>
    `;
  }
}

browserTest(
  "a long table that a translator replaced is current again, and the line stays",
  async (_t, browser) => {
    await using on = await stage(browser, { "/": Sheet }, { latency: 40 });
    const page = await on.visitor.open();
    const heals = healsOf(page);
    await page.goto(on.url);
    await page.waitForSelector("body.dj-connected");
    await page.fill("#field", "typed text");
    await page.evaluate(() =>
      (document.getElementById("field") as HTMLInputElement).setSelectionRange(2, 5)
    );
    for (let round = 0; round < 4; round++) {
      await page.evaluate(translate, 10);
      for (const step of [1, 2, 3, 4, 5, 6]) {
        await page.evaluate(
          (tone) => void (globalThis as Djusted).djust.pushEvent("change", { tone }),
          `tone ${round}-${step}`,
        );
      }
      await page.waitForFunction(
        (tone) => document.body.textContent?.toLowerCase().split(`${tone}`).length === 202,
        `tone ${round}-6`,
        { timeout: 5_000 },
      );
      const field = await page.evaluate(() => {
        const { id, value, selectionStart } = document.activeElement as HTMLInputElement;
        return [id, value, selectionStart];
      });
      assert.deepEqual(field, ["field", "typed text", 2]);
    }
    assert.ok(heals.count > 0 && heals.count < 40, `${heals.count} heals`);
    assert.deepEqual(on.told.filter(({ type }) => type === "error" || type === "refused"), []);
    assert.equal(on.told.filter(({ type }) => type === "join").length, 1);
  },
);

browserTest(
  "texts rewritten in place are current again as soon as they change",
  async (_t, browser) => {
    const random = seedFrom("texts rewritten in place");
    await using on = await stage(browser, { "/": Changing });
    const [mirror, page] = [await on.open(), await on.open()];
    for (let i = 0; i < size(40, 500); i++) {
      await page.evaluate((share) => {
        const root = document.querySelector("pre") as Element;
        const text = root.firstChild as Text;
        if (share > 4) text.data = text.data.toUpperCase();
      }, random.integer(0, 10));
      const seed = random.integer(1, 2 ** 30);
      await Promise.all([step(page, seed), step(mirror, seed)]);
      const want = (await mirror.textContent("pre") ?? "").toLowerCase();
      await page.waitForFunction(
        (want) => document.querySelector("pre")?.textContent?.toLowerCase() === want,
        want,
        { timeout: 2_000 },
      );
    }
  },
);

browserTest(
  "a foreign element in a list moves no row, and goes with its row only",
  async (_t, browser) => {
    await using on = await stage(browser, { "/": Changing });
    const page = await on.open();
    await page.evaluate(() => {
      for (const row of document.querySelectorAll("li")) {
        const mark = document.createElement("mark");
        mark.textContent = row.textContent;
        row.append(mark);
        row.after(document.createElement("hr"));
      }
    });
    for (let seed = 1; seed <= 40; seed++) await step(page, seed);
    const rows = await page.evaluate(() =>
      [...document.querySelectorAll("li")].map((row) => [
        /row \d+:/.exec(row.firstChild?.parentElement?.textContent ?? "")?.[0],
        /row \d+:/.exec(row.querySelector("mark")?.textContent ?? "")?.[0],
      ])
    );
    for (const [row, mark] of rows) if (mark) assert.equal(row, mark);
    assert.equal(await page.locator("ul > hr").count(), 5);
  },
);
