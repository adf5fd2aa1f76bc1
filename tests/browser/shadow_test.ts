/** Names in markup that shadow members of forms, of the document and of the window: all goes on. */

import assert from "node:assert/strict";
import { type Child, each, event, html, LiveView, raw } from "@djust/live";
import { until } from "../until.ts";
import { type Browser, browserTest, type Page } from "./chromium.ts";
import { type Djusted, reads, type Stage, stage } from "./stage.ts";

/** Every name that an object of this class has from its prototypes, as the browser tells. */
async function namesOf(browser: Browser, kind: "HTMLFormElement" | "HTMLDocument" | "Window") {
  const page = await (await browser.visit()).open("about:blank");
  const names = await page.evaluate((kind) => {
    const names = new Set<string>();
    let prototype = globalThis[kind].prototype as object | null;
    for (; prototype; prototype = Object.getPrototypeOf(prototype)) {
      for (const name of Object.getOwnPropertyNames(prototype)) names.add(name);
    }
    return [...names];
  }, kind);
  await page.close();
  assert.ok(names.length > 10, `${names.length} names`);
  return names;
}

/** What the views of a test share with it. */
const world = { names: [] as string[], told: [] as [by: string, what: string][] };

/** Forms that have a field of every name, all in one and each one alone. */
class Forms extends LiveView {
  tone = "first";
  isShown = false;
  version = 1;
  count = 0;

  @event
  change({ tone }: { tone: string }): void {
    this.tone = tone;
    this.isShown = true;
  }

  @event
  more(): void {
    this.count++;
  }

  tell(by: string, type: string) {
    return (params: Record<string, unknown>): void => {
      const count = Object.keys(params).length;
      world.told.push([by, `${type} ${count > 300 ? "all fields" : Object.keys(params)}`]);
    };
  }

  form(id: string): Child {
    const { tone } = this;
    return html`
      <form id=${id} title=${tone} class=${{ [tone]: true, own: true }}
        style=${{ left: tone === "first" ? "1px" : "2px" }} data-tone=${tone} dj-hook="Note"
        dj-submit=${this.tell(id, "submit")} dj-click=${this.tell(id, "click")}
        dj-keydown=${this.tell(id, "keydown")} dj-pointerdown=${this.tell(id, "pointerdown")}
        dj-scroll=${this.tell(id, "scroll")} dj-input=${this.tell(id, "input")} dj-debounce="0"
        dj-focus=${this.tell(id, "focus")} dj-mouseover.outside=${this.tell(id, "outside")}>
            <b>${tone}</b>${world.names.map((name) => html`<input name=${name}>`)}
          </form>
    `;
  }

  render() {
    const { tone, version, isShown } = this;
    const names = tone === "first" ? world.names : world.names.toReversed().slice(1);
    return html`
      <p id="tone">${tone}</p><p id="version">${version}</p>
      <button id="more" dj-click=${this.more}>more</button><output>${this.count}</output>
      ${this.form("painted")} ${isShown ? this.form("brought") : null}
      <form id="sole" title=${tone}>${tone === "first"
        ? html`<input name="insertBefore">`
        : html`<input name="firstChild">${tone}`}</form>
      <div id="singles">${each(
        names,
        (name) => name,
        (name) =>
          html`<form class="single" title=${tone}><i>${tone}</i><input name=${name}></form>`,
      )}</div>
      <div id="fresh">${isShown &&
        names.map((name) =>
          html`<form class="single" title=${tone}><input name=${name}>${tone}</form>`
        )}</div>
      <div id="raw">${raw(rawForms(tone))}</div>
      <div id="late">${isShown && raw(rawForms(tone))}</div>
    `;
  }
}

class Next extends Forms {
  override version = 2;
}

function rawForms(tone: string): string {
  const fields = world.names.map((name) => `<input name="${name}">`);
  const form = (fields: string): string =>
    `<form class="single ${tone}" title="${tone}"><u>${tone}</u>${fields}</form>`;
  return [fields.join(""), ...fields].map(form).join("");
}

/** Forms that do not show this tone, asked as nothing in a page can shadow. Runs in the page. */
function wrongForms(tone: string): string[] {
  const { getAttribute, querySelector } = Element.prototype;
  const text = Object.getOwnPropertyDescriptor(Node.prototype, "textContent")?.get;
  return [...document.querySelectorAll("form")].flatMap((form) => {
    const [id, title, classes] = ["id", "title", "class"].map((name) =>
      getAttribute.call(form, name)
    );
    const field = querySelector.call(form, "input")?.getAttribute("name");
    const tones = /first|second|third/.exec(classes ?? "") ?? [];
    const shown = [title, text?.call(form).trim() || tone, ...tones];
    return shown.every((one) => one === tone) ? [] : [`${id ?? classes} with ${field}: ${shown}`];
  });
}

async function change(page: Page, tone: string): Promise<void> {
  await page.evaluate(
    (tone) => (globalThis as Djusted).djust.pushEvent("change", { tone }).then(() => {}),
    tone,
  );
  assert.deepEqual(await page.evaluate(wrongForms, tone), []);
}

/** Does to a form whatever a visitor can. Runs in the page. */
function provoke(id: string): void {
  const form = document.getElementById(id) as HTMLFormElement;
  const send = (event: Event): void => void EventTarget.prototype.dispatchEvent.call(form, event);
  send(new MouseEvent("click", { bubbles: true, cancelable: true }));
  send(new KeyboardEvent("keydown", { bubbles: true, key: "a" }));
  send(new PointerEvent("pointerdown", { bubbles: true }));
  send(new Event("scroll"));
  send(new Event("focus"));
  send(new MouseEvent("mouseover", { bubbles: true }));
  document.getElementById("tone")?.dispatchEvent(new MouseEvent("mouseover", { bubbles: true }));
  const field = Element.prototype.querySelector.call(form, "input");
  field?.dispatchEvent(new Event("input", { bubbles: true }));
  HTMLFormElement.prototype.requestSubmit.call(form);
}

/** Provokes a form; what the server was told by it. */
async function tellAll(page: Page, id: string): Promise<string[]> {
  world.told.splice(0);
  await page.evaluate(provoke, id);
  await page.evaluate(() => (globalThis as Djusted).djust.pushEvent("more").then(() => {}));
  return world.told.filter(([by]) => by === id).map(([, what]) => what).sort();
}

const TOLD = [
  "click tone",
  "focus tone",
  "input all fields",
  "keydown key,code,field,tone",
  "outside x,y,pageX,pageY,tone",
  "pointerdown x,y,pageX,pageY,tone",
  "scroll top,left,tone",
  "submit all fields",
];

browserTest("a field's name shadows no member of its form", async (_t, browser) => {
  world.names = await namesOf(browser, "HTMLFormElement");
  await using on = await stage(browser, { "/": Forms });
  await on.visitor.context.addInitScript(() => {
    const hooked: string[] = [];
    const note = (word: string) =>
      function (this: { el: Element }): void {
        hooked.push(`${word} ${Element.prototype.getAttribute.call(this.el, "id")}`);
      };
    const Note = { mounted: note("mounted"), updated: note("updated") };
    Object.assign(globalThis, { hooked, djust: { hooks: { Note } } });
  });
  const page = await on.open();
  assert.deepEqual(await page.evaluate(wrongForms, "first"), []);
  assert.deepEqual(await tellAll(page, "painted"), TOLD);
  await change(page, "second");
  for (const id of ["painted", "brought"]) assert.deepEqual(await tellAll(page, id), TOLD, id);
  await change(page, "third");
  const hooked = await page.evaluate(() => (globalThis as unknown as { hooked: string[] }).hooked);
  assert.deepEqual(hooked, [
    "mounted painted",
    "updated painted",
    "mounted brought",
    "updated painted",
    "updated brought",
  ]);
  await page.click("#more");
  await reads(page, "output", "4");
});

browserTest("what others do to such forms harms no patch", async (_t, browser) => {
  world.names = await namesOf(browser, "HTMLFormElement");
  await using on = await stage(browser, { "/": Forms });
  const page = await on.open();
  await page.evaluate(() => {
    for (const form of document.querySelectorAll("form")) {
      const copy = Node.prototype.cloneNode.call(form, true);
      Element.prototype.append.call(form, document.createElement("mark"));
      document.body.append(copy);
      document.body.removeChild(copy);
    }
  });
  await change(page, "second");
  const guests = await page.evaluate(() => document.querySelectorAll("form > mark").length);
  assert.ok(guests > world.names.length, `${guests} are left`);
});

browserTest(
  "such a form that is painted anew keeps focus and what was typed",
  async (_t, browser) => {
    world.names = await namesOf(browser, "HTMLFormElement");
    await using on = await stage(browser, { "/": Forms });
    const page = await on.open();
    await page.evaluate(() => {
      const field = document.querySelector("#painted [name=setAttribute]") as HTMLInputElement;
      field.focus();
      field.value = "typed";
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
    await on.restart({ "/": Next });
    await reads(page, "#version", "2");
    const focused = await page.evaluate(() => {
      const { name, value } = document.activeElement as HTMLInputElement;
      return [name, value];
    });
    assert.deepEqual(focused, ["setAttribute", "typed"]);
    await change(page, "second");
    assert.deepEqual(await tellAll(page, "painted"), TOLD);
    on.forgiveLine();
  },
);

/** A page in which images are named like every member of the document. */
class Images extends LiveView {
  names: string[] = [];
  count = 0;
  keys = 0;

  @event
  more(): void {
    this.count++;
    this.pageTitle = `no ${this.count}`;
    this.names.push(`name ${this.count}`);
  }

  guests(): Child {
    return world.names.map((name) => html`<img name=${name} alt="">`);
  }

  head() {
    return html`<meta name="description" content="no ${this.count}">`;
  }

  render(): Child {
    return html`
      <button id="more" dj-click=${this.more}>more</button><output>${this.count}</output>
      <p id="keys" dj-keydown.document=${() => void this.keys++}>${this.keys}</p>
      <ul>${this.names.map((name) => html`<li>${name}</li>`)}</ul>
      <input id="text" name="text"><form id="form" dj-input=${() => {}}><input name="field"></form>
      <div>${this.guests()}</div>
    `;
  }
}

class LateImages extends Images {
  override guests(): Child {
    return this.count > 0 && super.guests();
  }
}

class RawImages extends Images {
  override guests(): Child {
    return raw(world.names.map((name) => `<img name="${name}" alt="">`).join(""));
  }
}

/** What an element reads, asked as nothing in a page can shadow. */
function textOf(page: Page, selector: string): Promise<string | null> {
  return page.evaluate((selector) => {
    const notice = Document.prototype.querySelector.call(document, "djust-notice");
    const element = notice?.shadowRoot?.querySelector(selector) ??
      Document.prototype.querySelector.call(document, selector);
    return element && (element.getAttribute("content") ?? element.textContent);
  }, selector);
}

async function shows(page: Page, selector: string, text?: string): Promise<void> {
  let seen: string | null = null;
  await until(`"${selector}" reads "${text}"`, async () => {
    seen = await textOf(page, selector);
    if (seen === null || (text !== undefined && seen !== text)) throw new Error(`it reads ${seen}`);
    return true;
  }, { within: 10_000 });
}

/** Clicks and presses keys in a page with guests, and has its line cut. */
async function live(on: Stage, path: string): Promise<void> {
  const page = await on.visitor.open(on.url + path);
  await shows(page, "body.dj-connected");
  for (const count of ["1", "2"]) {
    await page.evaluate(() => {
      const button = Document.prototype.querySelector.call(document, "#more") as HTMLElement;
      button.click();
      button.dispatchEvent(new KeyboardEvent("keydown", { bubbles: true, key: "a" }));
      const field = Document.prototype.querySelector.call(document, "[name=field]") as HTMLElement;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
    await shows(page, "output", count);
    await shows(page, "#keys", count);
    await shows(page, "title", `no ${count}`);
    await shows(page, "meta[name=description]", `no ${count}`);
  }
  await shows(page, "ul", "name 1name 2");
  on.proxy.cut();
  await on.visitor.context.setOffline(true);
  await shows(page, ".dj-notice:not([hidden])", "Connection lost. Reconnecting…");
  await on.visitor.context.setOffline(false);
  await shows(page, "body.dj-connected");
  await page.close();
}

browserTest("an image's name shadows no member of the document", async (_t, browser) => {
  world.names = await namesOf(browser, "HTMLDocument");
  await using on = await stage(browser, { "/": Images, "/late": LateImages, "/raw": RawImages });
  for (const path of ["/", "/late", "/raw"]) await live(on, path);
  on.forgiveLine();
});

/** A page in which elements have ids that the window shows as its members. */
class Ids extends Images {
  override guests(): Child {
    return raw(
      [...world.names, "djust", "trustedTypes", "CSSStyleSheet", "MutationObserver"].map((id) =>
        `<form id="${id}"><input name="connect"><input name="hooks"><input name="debug"></form>`
      ).join(""),
    );
  }
}

browserTest("an element's id shadows no member of the window", async (_t, browser) => {
  world.names = await namesOf(browser, "Window");
  await using on = await stage(browser, { "/": Ids });
  await live(on, "/");
  const page = await on.open();
  assert.equal(await page.evaluate(() => (globalThis as Djusted).djust.debug), false);
  on.forgiveLine();
});
