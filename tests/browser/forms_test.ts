/** Forms belong to the user: patches never take focus, caret, selection or typed text from them. */

import assert from "node:assert/strict";
import { each, event, html, LiveView } from "@djust/live";
import { z } from "zod";
import { seedFrom, size } from "../seed.ts";
import { until } from "../until.ts";
import { browserTest, type Page } from "./chromium.ts";
import { type Djusted, isLive, isLost, reads, stage } from "./stage.ts";

/** Where the user is: the focused element and what is selected in it. */
async function place(page: Page): Promise<string> {
  return await page.evaluate(() => {
    const { id, selectionStart, selectionEnd, value } = document.activeElement as HTMLInputElement;
    return `${id}: ${value} [${selectionStart}, ${selectionEnd}]`;
  });
}

/** Calls a handler without touching the page, and waits for its answer. */
async function call(page: Page, name: string, params: Record<string, string> = {}): Promise<void> {
  await page.evaluate(
    async ({ name, params }) => void await (globalThis as Djusted).djust.pushEvent(name, params),
    { name, params },
  );
}

browserTest(
  "focus, caret and selection survive patches and moves of their row",
  async (_t, browser) => {
    const random = seedFrom("focus, caret and selection survive");
    class Rows extends LiveView {
      rows = [1, 2, 3, 4, 5, 6];
      note = 0;

      @event
      shuffle(): void {
        this.note++;
        this.rows = random.shuffle(this.rows);
        if (random.chance(0.3)) this.rows.unshift(100 + this.note);
      }

      render() {
        return html`
          <p>${this.note}</p>
          <ul>${each(this.rows, (row) => row, (row) =>
            html`<li class="at-${this.note}">${row}
            <label>${this.note} <input id="field-${row}" name="field"></label></li>`)}</ul>
        `;
      }
    }
    await using on = await stage(browser, { "/": Rows });
    const page = await on.open();
    for (const row of [1, 3, 6]) {
      await page.fill(`#field-${row}`, "hello world");
      await page.evaluate((row) => {
        (document.getElementById(`field-${row}`) as HTMLInputElement).setSelectionRange(2, 7);
      }, row);
      for (let i = 0; i < size(8, 100); i++) {
        await call(page, "shuffle");
        assert.equal(await place(page), `field-${row}: hello world [2, 7]`);
      }
    }
  },
);

browserTest(
  "a patch to the focused control waits until the server has seen the latest input",
  async (_t, browser) => {
    const random = seedFrom("a patch to the focused control");
    class Shout extends LiveView {
      text = "";
      now = "";

      @event
      typed({ value }: { value: string }): void {
        this.text = value.toUpperCase().slice(0, 40);
        this.now = value;
      }

      render() {
        return html`
          <input id="field" value=${this.text} dj-input=${this.typed}
            dj-debounce="0"><output>${this.now}</output>
        `;
      }
    }
    await using on = await stage(browser, { "/": Shout }, { latency: 150 });
    const page = await on.open();
    await page.focus("#field");
    // What the user typed must be there, letter for letter, whenever a patch has come.
    await page.evaluate(() => {
      const field = document.getElementById("field") as HTMLInputElement;
      const body = document.body.dataset;
      let typed = "";
      field.addEventListener("input", () => typed = field.value);
      document.addEventListener("djust:patched", () => {
        if (field.value.toLowerCase() === typed.toLowerCase()) return;
        body.wrong = `${body.wrong ?? ""} "${field.value}" instead of "${typed}"`;
      });
    });
    let text = "";
    for (let i = 0; i < size(40, 400); i++) {
      const letter = random.pick([..."abcdefgh "]);
      if (text.length < 38) {
        await page.keyboard.type(letter, { delay: random.integer(5, 70) });
        text += letter;
      } else {
        for (let j = 0; j < 10; j++) await page.keyboard.press("Backspace", { delay: 20 });
        text = text.slice(0, -10);
      }
    }
    await until(
      "the render has come",
      async () => await page.inputValue("#field") === text.toUpperCase(),
    );
    assert.equal(await page.getAttribute("body", "data-wrong"), null);
    assert.equal(
      await place(page),
      `field: ${text.toUpperCase()} [${text.length}, ${text.length}]`,
    );
    // In the middle: the caret stays where the user types.
    for (let i = 0; i < 5; i++) {
      await page.keyboard.press("ArrowLeft");
    }
    await page.keyboard.type("xyz", { delay: 30 });
    const at = text.length - 5;
    const middle = `${text.slice(0, at)}xyz${text.slice(at)}`.toUpperCase().slice(0, 40);
    await until("the render has come", async () => await page.inputValue("#field") === middle);
    assert.equal(await place(page), `field: ${middle} [${at + 3}, ${at + 3}]`);
  },
);

browserTest(
  "nothing goes up while an input method composes, and one event at its end",
  async (_t, browser) => {
    const heard: string[] = [];
    class Ime extends LiveView {
      text = "";
      ticks = 0;

      @event
      typed({ value }: { value: string }): void {
        heard.push(value);
        this.text = value;
      }

      @event
      tick(): void {
        this.ticks++;
        this.text = `tick ${this.ticks}`;
      }

      render() {
        return html`
          <p>${this.ticks}</p><input id="field" value=${this.text}
            dj-input=${this.typed} dj-debounce="0"><textarea id="area" dj-input.prevent="typed"
            dj-debounce="0"></textarea><input id="left" dj-input=${this.typed} dj-debounce="blur">
        `;
      }
    }
    await using on = await stage(browser, { "/": Ime });
    const page = await on.open();
    const session = await page.context().newCDPSession(page);
    for (const id of ["field", "area"]) {
      heard.splice(0);
      await page.focus(`#${id}`);
      for (const text of ["に", "にほ", "にほん"]) {
        await session.send("Input.imeSetComposition", {
          text,
          selectionStart: text.length,
          selectionEnd: text.length,
        });
        await call(page, "tick");
        assert.equal(await page.inputValue(`#${id}`), text);
      }
      assert.deepEqual(heard, []);
      await session.send("Input.insertText", { text: "日本" });
      await until("the end is heard", () => heard.length > 0);
      await call(page, "tick");
      assert.deepEqual(heard, ["日本"]);
      // A composition that is given up leaves what was there before.
      heard.splice(0);
      await session.send("Input.imeSetComposition", {
        text: "ご",
        selectionStart: 1,
        selectionEnd: 1,
      });
      assert.deepEqual(heard, []);
      await session.send("Input.imeSetComposition", {
        text: "",
        selectionStart: 0,
        selectionEnd: 0,
      });
      await page.keyboard.type("!");
      await until("the next letter is heard", () => heard.join().includes("!"));
    }
    // A word that ends because its field is left.
    heard.splice(0);
    await page.focus("#left");
    await session.send("Input.imeSetComposition", {
      text: "にほん",
      selectionStart: 3,
      selectionEnd: 3,
    });
    await call(page, "tick");
    assert.deepEqual(heard, []);
    await page.focus("#field");
    await until("the end is heard", () => heard.length > 0);
    await call(page, "tick");
    assert.deepEqual(heard, ["にほん"]);
  },
);

/** A chat box: the render says what stays in it after a submit. */
class Chat extends LiveView {
  draft = "";
  said: string[] = [];

  @event({ params: z.object({ text: z.string().min(3, "Say more."), free: z.string() }) })
  say({ text }: { text: string }): void {
    if (text === "throw") throw new Error("on purpose");
    this.said.push(text);
  }

  render() {
    return html`
      <form id="chat" dj-submit=${this.say}>
            <input id="text" name="text" value=${this.draft}><input id="free" name="free">
            <button>Say</button></form>
      <form id="reset" dj-submit=${(params: { free: string }) =>
        void this.said.push(params.free)} dj-reset>
            <input id="resets" name="free"></form>
      <ol>${this.said.map((text) => html`<li>${text}</li>`)}</ol>
      <p id="errors">${(this.errors.text ?? []).join()}</p>
    `;
  }
}

browserTest('a "" clears after a submit that went well, and only then', async (_t, browser) => {
  await using on = await stage(browser, { "/": Chat }, { latency: 40 });
  const page = await on.open();
  await page.fill("#text", "hello");
  await page.fill("#free", "mine");
  await page.click("#chat button");
  await reads(page, "ol", "hello");
  assert.equal(await page.inputValue("#text"), "");
  assert.equal(await page.inputValue("#free"), "mine", "a control without a hole keeps its text");

  await page.fill("#text", "hi");
  await page.press("#text", "Enter");
  await reads(page, "#errors", "Say more.");
  assert.equal(await page.inputValue("#text"), "hi");

  const failed = page.evaluate(() =>
    new Promise((resolve) =>
      document.addEventListener(
        "djust:error",
        (event) => resolve((event as CustomEvent).detail.code),
        { once: true },
      )
    )
  );
  await page.fill("#text", "throw");
  await page.press("#text", "Enter");
  assert.equal(await failed, "handler");
  assert.equal(await page.inputValue("#text"), "throw");
  assert.match(on.visitor.takeComplaints().join("\n"), /^djust: .*handler.*on purpose/);

  // Nobody types while the answer is under way; the caret stays for what comes after it.
  await page.fill("#text", "again");
  await page.press("#text", "Enter");
  await reads(page, "ol", "helloagain");
  await until("the text is cleared", async () => await page.inputValue("#text") === "");
  await page.keyboard.type("and more");
  assert.equal(await page.inputValue("#text"), "and more");

  await page.fill("#resets", "gone");
  await page.press("#resets", "Enter");
  await reads(page, "ol", "helloagaingone");
  await until("the form is reset", async () => await page.inputValue("#resets") === "");
});

/** One control of every kind. */
class Kinds extends LiveView {
  values: Record<string, unknown> = {};
  list = "b";
  several = ["a", "c"];
  box = true;
  radio = "one";
  area = "first\nsecond";
  number = 3;

  @event
  set(params: Record<string, unknown>): void {
    this.values = params;
  }

  @event
  render2(): void {
    this.list = "c";
    this.several = ["b"];
    this.box = false;
    this.radio = "two";
    this.area = "third";
    this.number = 4;
  }

  render() {
    const option = (name: string, chosen: boolean) =>
      html`<option value=${name} ?selected=${chosen}>${name}</option>`;
    return html`
      <form id="form" dj-submit="set">
            <select id="list" name="list" value=${this.list} dj-change="set">${["a", "b", "c"].map((
              name,
            ) => html`<option value=${name}>${name}</option>`)}</select>
            <select id="several" name="several" multiple dj-change="set">${["a", "b", "c"].map((
              name,
            ) => option(name, this.several.includes(name)))}</select>
            <input type="checkbox" id="box" name="box" checked=${this.box} dj-change="set">
            <input type="radio" id="one" name="radio" value="one" checked=${this.radio ===
              "one"} dj-change="set">
            <input type="radio" id="two" name="radio" value="two" checked=${this.radio ===
              "two"} dj-change="set">
            <textarea id="area" name="area" dj-input="set" dj-debounce="0">${this.area}</textarea>
            <input type="number" id="number" name="number" value=${this
              .number} dj-input="set" dj-debounce="0">
            <button name="by" value="this">Send</button></form>
      <pre>${JSON.stringify(this.values)}</pre>
    `;
  }
}

browserTest(
  "controls of every kind tell what they hold and show what is rendered",
  async (_t, browser) => {
    await using on = await stage(browser, { "/": Kinds });
    const page = await on.open();
    const shown = (): Promise<unknown> =>
      page.evaluate(() => {
        const { list, several, box, one, two, area, number } = Object.fromEntries(
          ["list", "several", "box", "one", "two", "area", "number"]
            .map((id) => [id, document.getElementById(id)]),
        ) as unknown as Record<string, HTMLInputElement & HTMLSelectElement>;
        return [
          list?.value,
          [...several?.selectedOptions ?? []].map((option) => option.value),
          box?.checked,
          one?.checked,
          two?.checked,
          area?.value,
          number?.value,
        ];
      });
    assert.deepEqual(await shown(), ["b", ["a", "c"], true, true, false, "first\nsecond", "3"]);
    const tells = async (what: unknown): Promise<void> => {
      await reads(page, "pre", JSON.stringify(what));
    };
    await page.selectOption("#list", "a");
    await tells({ value: "a", field: "list" });
    await page.selectOption("#several", ["b", "c"]);
    await tells({ value: ["b", "c"], field: "several" });
    await page.uncheck("#box");
    await tells({ value: false, field: "box" });
    await page.check("#two");
    await tells({ value: "two", field: "radio" });
    await page.fill("#area", "typed");
    await tells({ value: "typed", field: "area" });
    await page.fill("#number", "7");
    await tells({ value: 7, field: "number" });
    await page.fill("#number", "");
    await page.fill("#area", "typed again");
    await tells({ value: "typed again", field: "area" });
    await page.fill("#number", "8");
    await page.click("#form button");
    await tells({
      list: "a",
      several: ["b", "c"],
      radio: "two",
      area: "typed again",
      number: "8",
      by: "this",
    });
    await page.evaluate(() => (document.activeElement as HTMLElement).blur());
    await call(page, "render2");
    assert.deepEqual(await shown(), ["c", ["b"], false, false, true, "third", "4"]);
  },
);

browserTest(
  "what is typed while the server restarts arrives at the new one",
  async (_t, browser) => {
    await using on = await stage(browser, { "/": Chat });
    const page = await on.open();
    await page.fill("#text", "before");
    await page.press("#text", "Enter");
    await reads(page, "ol", "before");
    on.proxy.goDown();
    await isLost(page);
    await page.fill("#text", "while it was away");
    await page.press("#text", "Enter");
    await page.fill("#free", "not sent");
    await on.restart();
    on.proxy.comeUp();
    await isLive(page);
    await reads(page, "ol", "while it was away");
    assert.equal(await page.inputValue("#free"), "not sent");
    on.forgiveLine();
  },
);
