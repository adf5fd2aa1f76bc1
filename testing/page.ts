/** A page that a test can use: the real client in a DOM library, and what went over its line. */

import { start } from "../client/mod.ts";
import { CLIENT } from "../client/client.gen.ts";
import { decodeDown, decodeUp } from "../protocol/mod.ts";
import type { LiveHub, SessionData } from "../server/mod.ts";
import { answersOf, awaiting } from "./answers.ts";
import { isDisabled } from "./controls.ts";
import { type Navigation, openWindow, type TestWindow } from "./browser.ts";
import type { ManualClock } from "./clock.ts";
import { Found } from "./found.ts";
import { ORIGIN, type TestSite, type Visitor } from "./site.ts";
import { Wire } from "./wire.ts";

/** Real milliseconds of quiet after which nothing more is expected without time. */
const QUIET = 12;
/** Real milliseconds after which a page that is not live is a failure. */
const PATIENCE = 5_000;
/** What a debounced control waits. */
const TYPING = 300;

/** A control of the page. */
interface Control extends Element {
  value: string;
  checked: boolean;
  type: string;
  form: HTMLFormElement | null;
}

/** Opens a path and waits until the page is live, when it has a view. */
export async function openPage(site: TestSite, path: string, visitor: Visitor): Promise<TestPage> {
  const response = await site.get(path, visitor);
  const page = new TestPage(site, path, visitor, response.status, await response.text());
  await page.settled();
  return page;
}

/** A page of a test. Every action waits until all that follows from it has happened. */
export class TestPage {
  /** The status with which the page was answered. */
  readonly status: number;
  /** Messages that came down, as they stood on the wire: joins, frames, answers. */
  readonly patches: string[] = [];
  /** Messages that went up. */
  readonly sent: string[] = [];
  /** Where the page wanted to go, oldest first. */
  readonly left: Navigation[] = [];
  /** Failures the page was told of: `{ code, request, detail }`. */
  readonly errors: { code: string; request?: string; detail?: unknown }[] = [];
  readonly #site: TestSite;
  readonly #visitor: Visitor;
  readonly #window: TestWindow;
  #wire: Wire | undefined;
  #isOffline = false;
  #unanswered = 0;
  #moves = 0;
  #leaving: Promise<void> | undefined;

  /** Shows this HTML and starts the client in it. */
  constructor(site: TestSite, path: string, visitor: Visitor, status: number, html: string) {
    this.#site = site;
    this.#visitor = visitor;
    this.status = status;
    this.#window = openWindow(html, ORIGIN + path, (navigation) => this.#leave(navigation));
    this.#window.document.addEventListener("djust:error", (event) => {
      this.errors.push((event as CustomEvent).detail);
    });
    start(this.#window, {
      url: "ws://live.test/_djust/socket",
      build: CLIENT.hash,
      now: () => site.clock.now(),
      after: (milliseconds, run) => site.clock.timer(milliseconds, run),
      random: () => 0.5,
      connect: () => this.#connect(),
    });
  }

  /** The clock of server and page. `await page.clock.move(1_000)` lets a second pass. */
  get clock(): ManualClock {
    return this.#site.clock;
  }

  /** The hub: `publish`, `disconnect`, `drain`, `stats`. */
  get hub(): LiveHub<never> {
    return this.#site.hub;
  }

  /** What failed on the server, as `observe` is told it. */
  get failures(): readonly unknown[] {
    return this.#site.failures;
  }

  /** The element a selector finds first; null when there is none. */
  find(selector: string): Found | null {
    const element = this.#window.document.querySelector(selector);
    return element && new Found(element);
  }

  /** All elements a selector finds. */
  findAll(selector: string): Found[] {
    return [...this.#window.document.querySelectorAll(selector)].map((element) =>
      new Found(element)
    );
  }

  /** The text of an element, or of the view. */
  text(selector: string = "[data-djust]"): string {
    return new Found(this.#element(selector)).text;
  }

  /** The HTML of an element, or the inner HTML of the view. */
  html(selector?: string): string {
    return selector === undefined
      ? this.#element("[data-djust]").innerHTML
      : this.#element(selector).outerHTML;
  }

  /** Clicks an element. A checkbox or radio changes, a submit button submits its form. */
  async click(selector: string): Promise<void> {
    const element = this.#element(selector) as Control;
    if (isDisabled(element)) {
      throw new Error(`Cannot click "${selector}": it is disabled, a browser would do nothing`);
    }
    const isBox = element.localName === "input" && /^(?:checkbox|radio)$/.test(element.type);
    if (isBox) element.checked = element.type === "radio" || !element.checked;
    const wasKept = this.#fire(element, "click", "MouseEvent");
    if (isBox) {
      this.#fire(element, "input");
      this.#fire(element, "change");
    }
    const type = element.getAttribute("type") ?? (element.localName === "button" ? "submit" : "");
    const form = element.closest("form");
    if (wasKept && form && type === "submit") this.#submit(form, element);
    await this.settled();
  }

  /** Types into a control in place of what stood there, and waits as long as a debounce does. */
  async type(selector: string, text: string): Promise<void> {
    const element = this.#element(selector) as Control;
    this.#fire(element, "focus");
    element.value = text;
    this.#fire(element, "input", "InputEvent");
    await this.clock.move(TYPING);
    this.#fire(element, "change");
    await this.settled();
  }

  /** Presses a key on an element. */
  async press(selector: string, key: string): Promise<void> {
    const element = this.#element(selector);
    this.#fire(element, "keydown", "Event", { key, code: key });
    this.#fire(element, "keyup", "Event", { key, code: key });
    await this.settled();
  }

  /** Submits a form; `values` are typed into its controls by name first. */
  async submit(selector: string, values: Readonly<Record<string, string>> = {}): Promise<void> {
    const form = this.#element(selector);
    for (const [name, value] of Object.entries(values)) {
      const control = form.querySelector(`[name="${name}"]`) as Control | null;
      if (!control) throw new Error(`Cannot submit "${selector}": it has no control "${name}"`);
      control.value = value;
      this.#fire(control, "input", "InputEvent");
    }
    this.#submit(form, form.querySelector("button:not([type=button]), input[type=submit]"));
    await this.settled();
  }

  /** Fires any event at an element. */
  async fire(
    selector: string,
    type: string,
    detail: Readonly<Record<string, unknown>> = {},
  ): Promise<void> {
    this.#fire(this.#element(selector), type, "Event", detail);
    await this.settled();
  }

  /** The line breaks. Events wait from now on. */
  async goOffline(): Promise<void> {
    this.#isOffline = true;
    this.#wire?.cut();
    await this.settled();
  }

  /** The line is there again; the page comes back at once. */
  async goOnline(): Promise<void> {
    this.#isOffline = false;
    this.#window.dispatchEvent(new this.#window.Event("online"));
    await this.settled();
  }

  /** Another page of the same site, of another visitor unless `same` is given. */
  async another(
    { path = "/", session, user, same = false }: {
      path?: string;
      session?: SessionData;
      user?: unknown;
      same?: boolean;
    } = {},
  ): Promise<TestPage> {
    const visitor = same ? this.#visitor : await this.#site.visitor(session, user);
    return await openPage(this.#site, path, visitor);
  }

  /** Resolves when nothing more happens without time passing. */
  async settled(): Promise<void> {
    let moves = -1;
    const since = performance.now();
    let quiet = since;
    while (performance.now() - quiet < QUIET) {
      // Events of one moment share a message: 16 ms pass.
      await this.clock.move(20);
      if (moves !== this.#moves || (this.#unanswered > 0 && performance.now() - since < 100)) {
        quiet = performance.now();
        moves = this.#moves;
      }
      if (performance.now() - since > PATIENCE) break;
    }
    await this.#leaving;
  }

  /** Says goodbye, as a page does that is left. */
  async close(): Promise<void> {
    this.#window.dispatchEvent(new this.#window.Event("pagehide"));
    await this.settled();
  }

  /** See {@link TestPage.close}. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  /** Where a redirect sets cookies on its way, it is followed up to the page it leads to. */
  #leave(navigation: Navigation): void {
    this.left.push(navigation);
    if (!navigation.to.includes("/_djust/go/")) return;
    this.#leaving = this.#site.get(navigation.to, this.#visitor).then((response) => {
      navigation.to = response.headers.get("location") ?? navigation.to;
    });
  }

  #connect(): Wire["socket"] {
    const wire = this.#wire = new Wire({
      up: (text) => this.#up(text),
      down: (text) => this.#down(text),
    });
    this.#unanswered = 0;
    if (this.#isOffline) queueMicrotask(() => wire.cut());
    else void this.#site.connect(wire, this.#visitor).then(() => this.#moves++);
    return wire.socket;
  }

  #up(text: string): void {
    this.#moves++;
    this.sent.push(text);
    const message = decodeUp(text);
    if (message.type !== "failure") this.#unanswered += awaiting(message);
  }

  #down(text: string): void {
    this.#moves++;
    this.patches.push(text);
    const message = decodeDown(text);
    if (message) this.#unanswered = Math.max(0, this.#unanswered - answersOf(message));
  }

  #element(selector: string): Element {
    const element = this.#window.document.querySelector(selector);
    if (element) return element;
    throw new Error(
      `Cannot find "${selector}" in the page: it shows ${this.#window.document.body.innerHTML}`,
    );
  }

  #submit(form: Element, submitter: Element | null): void {
    this.#fire(form, "submit", "Event", { submitter });
  }

  /** Fires an event; false when its default was prevented. */
  #fire(
    element: Element,
    type: string,
    kind: "Event" | "MouseEvent" | "InputEvent" = "Event",
    facts: Readonly<Record<string, unknown>> = {},
  ): boolean {
    const Kind = (this.#window as unknown as Record<string, typeof Event | undefined>)[kind] ??
      this.#window.Event;
    const bubbles = !/^(?:focus|blur|scroll|mouseenter|mouseleave)$/.test(type);
    const event = new Kind(type, { bubbles, cancelable: true, composed: true });
    for (const [name, value] of Object.entries(facts)) {
      Object.defineProperty(event, name, { value, configurable: true });
    }
    // The library forgets the target after the dispatch; what is debounced reads it later.
    const kept = Object.create(Object.getPrototypeOf(event), {
      target: { value: element, writable: true },
    });
    Object.setPrototypeOf(event, kept);
    this.#moves++;
    return element.dispatchEvent(event);
  }
}
