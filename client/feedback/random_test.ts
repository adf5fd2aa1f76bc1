/** Overlapping events, at random: whatever happens on their way, nothing of them is left when it is over. */

import assert from "node:assert/strict";
import { openLive, VIEW } from "../../tests/kit/page_kit.ts";
import { type Random, seedFrom, size } from "../../tests/seed.ts";

/** Anchors by their numbers: the page is the server's to write there. */
const CONTENT = `<div dj=b class="all">
  <button dj id=a class="one" dj-click=save dj-loading.disable dj-loading.class="x wait"
    dj-loading.text="Saving…" dj-optimistic="count:count+1" dj-bind="count">0</button>
  <button dj id=b dj-click=draw dj-lock dj-loading dj-confirm="Sure?">0</button>
  <section dj id=s dj-target><button dj id=c dj-click=find dj-loading.delay=200
    dj-loading.text=Wait dj-optimistic="disabled:true"><!--[-->0<!--]--> <i>found</i></button>
    <p dj dj-loading.show hidden>…</p></section>
  <form dj id=f dj-submit=send dj-input=check dj-loading.for="send check" class="y"><input name=n>
    <button dj id=e dj-disable-with="Sending…">0</button></form>
  <button dj id=d dj-click=save dj-target="#t" dj-optimistic="class:hot">0</button><ul dj id=t></ul>
  <p dj dj-loading.hide dj-loading.for=save dj-bind="count">0</p></div>`;

/** Anchors with one text, and such that are elements. The last content is a list that comes and goes. */
const TEXTS = [1, 2, 5, 8, 9, 11];
const ELEMENTS = [1, 2, 3, 4, 6, 7, 8, 9, 10, 11];

/** An op that a render could send, whatever was there before. */
function opOf(random: Random): [anchor: number, value: unknown] {
  const kind = random.integer(0, 3);
  if (kind === 0) return [random.pick(TEXTS), String(random.integer(1, 99))];
  const anchor = random.pick(ELEMENTS);
  const token = random.pick(["x", "wait", "loading", "z"]);
  if (kind === 1) return [anchor, [random.pick(["+", "-"]), token]];
  const isThere = random.chance(0.5);
  if (kind === 2) return [anchor, ["disabled", isThere ? "" : null, "title", isThere ? "t" : null]];
  return [anchor, ["aria-busy", random.pick(["true", "false", null])]];
}

/** HTML in which neither the order of attributes counts, nor that of tokens, nor where a text is cut. */
function lookOf(node: Node): string {
  if (node.nodeType !== 1) return node.nodeValue ?? "";
  const element = node as Element;
  const attributes = element.getAttributeNames().sort().map((name) => {
    const value = element.getAttribute(name) ?? "";
    if (name !== "class") return `${name}=${value}`;
    const tokens = value.split(" ").filter(Boolean).sort().join(" ");
    return tokens && `class=${tokens}`;
  }).filter(Boolean);
  const children = [...element.childNodes].map(lookOf).join("");
  return `<${element.localName} ${attributes.join(" ")}>${children}</>`;
}

/** Not an ack, nor a word of the line's own. */
const isEvent = (message: unknown): boolean =>
  !Array.isArray(message) || typeof message[0] !== "number" || message[0] > 0;

/** A page, the server that it speaks to, and a page to which only the server's half happens. */
class Play {
  readonly #random: Random;
  readonly #page;
  readonly #plain = openLive(VIEW(CONTENT));
  /** Events that the server has, and has not answered. */
  #waiting = 0;
  #received = 0;
  #isUp = true;
  /** How often something was seen to be on its way. */
  busy = 0;

  constructor(random: Random) {
    this.#random = random;
    this.#page = openLive(VIEW(CONTENT), (window) => {
      window.confirm = () => random.chance(0.7);
      window.FormData = class {
        *[Symbol.iterator](): Iterator<never> {}
      };
    });
  }

  async step(): Promise<void> {
    const random = this.#random;
    const { clock, click, fire } = this.#page;
    const kind = random.integer(0, 11);
    if (kind < 5) this.#press(random.pick(["#a", "#b", "#c", "#d"]), click);
    else if (kind === 5) fire("form", random.pick(["submit", "input"]));
    else if (kind < 8) await clock.move(random.pick([1, 20, 150, 400]));
    else if (kind < 11) this.#answer(random.integer(0, 3));
    else if (this.#isUp) this.#cut();
    else await this.#mend();
    this.#receive();
    if (this.#page.document.querySelector(".loading[aria-busy=true]")) this.busy++;
  }

  /** What is disabled cannot be pressed. */
  #press(selector: string, click: (selector: string) => void): void {
    if (!this.#page.document.querySelector(selector)?.hasAttribute("disabled")) click(selector);
  }

  #receive(): void {
    if (!this.#isUp) return;
    for (const message of this.#page.take() as unknown[]) {
      const isBatch = Array.isArray(message) && message[0] === 0;
      const count = (isBatch ? message.slice(1) : [message]).filter(isEvent).length;
      this.#waiting += count;
      this.#received += count;
    }
  }

  /** A frame that answers so many events; some of them have failed. */
  #answer(most: number): void {
    if (!this.#isUp) return;
    this.#receive();
    const random = this.#random;
    const count = Math.min(most, this.#waiting);
    this.#waiting -= count;
    const ops = Array.from({ length: random.integer(0, 3) }, () => opOf(random));
    const letters = ops.flatMap(([anchor, value], i) => [i === 0 ? 1 : 0, anchor, value]);
    const failed = Array.from({ length: count }, (_, i) => i).filter(() => random.chance(0.3));
    const extras = failed.length > 0 ? [{ x: failed.map((i) => [i, "handler", "r1"]) }] : [];
    this.#page.say(count, ...letters, ...extras);
    this.#plain.say(0, ...letters);
  }

  #cut(): void {
    this.#receive();
    this.#isUp = false;
    this.#page.cut();
  }

  async #mend(): Promise<void> {
    const { clock, sockets } = this.#page;
    const before = sockets.length;
    while (sockets.length === before) await clock.move(1_000);
    this.#page.up();
    this.#isUp = true;
    this.#page.say(-2, 0, this.#received, 99);
  }

  /** All that is on its way arrives, and is answered. */
  async end(): Promise<void> {
    const { clock } = this.#page;
    if (!this.#isUp) await this.#mend();
    for (let quiet = 0; quiet < 3; quiet = this.#waiting > 0 ? 0 : quiet + 1) {
      this.#answer(3);
      await clock.move(1_000);
      this.#receive();
    }
    await this.#plain.clock.settled();
  }

  /** What the page shows, and what a page shows to which nothing else happened. */
  get looks(): [string, string] {
    const [own, plain] = [this.#page, this.#plain].map(({ document }) =>
      lookOf(document.querySelector("[data-djust]") as Element)
    );
    return [own ?? "", plain ?? ""];
  }

  /** Whether a press of this sends an event, where it can be pressed. */
  async sends(selector: string): Promise<boolean> {
    const { clock, click, document, window } = this.#page;
    if (document.querySelector(selector)?.hasAttribute("disabled")) return true;
    window.confirm = () => true;
    const before = this.#received;
    click(selector);
    await clock.move(1_000);
    this.#receive();
    return this.#received === before + 1;
  }
}

Deno.test("overlapping events never leave a stuck spinner, lock or overlay", async () => {
  const random = seedFrom("feedback");
  let busy = 0;
  for (let round = 0; round < size(30, 1_500); round++) {
    const play = new Play(random);
    for (let step = random.integer(5, 60); step > 0; step--) await play.step();
    busy += play.busy;
    await play.end();
    const [own, plain] = play.looks;
    assert.equal(own, plain, `round ${round}`);
    assert(await play.sends("#b"), `round ${round}: still locked`);
  }
  assert(busy > 50, `only ${busy} times anything was seen`);
});
