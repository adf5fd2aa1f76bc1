/** A page that a test can use: the real client in a DOM library, and what went over its line. */

// @ts-types="./start.ts"
import { start } from "../client/mod.ts";
import { CLIENT_BUILD } from "../client/hashes.gen.ts";
import type { LiveHub, SessionData } from "../server/mod.ts";
import { documentOf, type Navigation, openWindow } from "./browser.ts";
import type { ManualClock } from "./clock.ts";
import type { Control } from "./controls.ts";
import type { Element, TestWindow } from "./dom.ts";
import { Found } from "./found.ts";
import { type FormValue, Hand } from "./hand.ts";
import { Line, type PageWarning } from "./line.ts";
import { paceOf } from "./pace.ts";
import { openPlain, type PlainPage } from "./plain_page.ts";
import { quiet } from "./quiet.ts";
import { ORIGIN, type TestSite, type Visitor } from "./site.ts";

/** Real milliseconds of quiet after which nothing more is expected without time. */
const QUIET = 12;
/** Milliseconds of the page's clock that an action takes: those in which events share a message. */
const STEP = 20;

/** Opens a path and waits until the page is live, when it has a view. */
export async function openPage(site: TestSite, path: string, visitor: Visitor): Promise<TestPage> {
  const response = await site.get(path, visitor);
  const page = new TestPage(site, path, visitor, response.status, await documentOf(response));
  const to = response.headers.get("location");
  if (to !== null && /^30[12378]$/.test(`${response.status}`)) {
    page.left.push({ type: "assign", to });
  }
  await page.settled();
  return page;
}

/**
 * A page of a test. Every action waits until all that it sent is answered and in the page, and takes
 * 20 ms of the page's clock.
 *
 * @category Testing
 */
export class TestPage {
  /** The status with which the page was answered. */
  readonly status: number;
  /** Messages that came down, as they stood on the wire: joins, frames, answers. */
  readonly patches: string[];
  /** Messages that went up. */
  readonly sent: string[];
  /** Where the page wanted to go, oldest first; also where `mount` redirects to. */
  readonly left: Navigation[] = [];
  /** Failures the page was told of: `{ code, request, detail }`. */
  readonly errors: { code: string; request?: string; detail?: unknown }[] = [];
  /** Warnings of development that reached the page, each once: `{ name, message }`. */
  readonly warnings: PageWarning[] = [];
  readonly #site: TestSite;
  readonly #path: string;
  readonly #visitor: Visitor;
  readonly #window: TestWindow;
  readonly #line: Line;
  #leaving: Promise<void> | undefined;

  /** Shows this HTML and starts the client in it. */
  constructor(site: TestSite, path: string, visitor: Visitor, status: number, html: string) {
    this.#site = site;
    this.#path = path;
    this.#visitor = visitor;
    this.status = status;
    const line = this.#line = new Line(site, visitor, (warning) => this.#warn(warning));
    this.patches = line.patches;
    this.sent = line.sent;
    this.#window = openWindow(html, ORIGIN + path, (navigation) => this.#leave(navigation));
    this.#window.document.addEventListener("djust:error", (event) => {
      this.errors.push((event as CustomEvent).detail);
    });
    // What was warned of while the page was painted stands in the tag of development's script.
    const painted = this.find("script[data-warnings]")?.attribute("data-warnings") ?? "[]";
    for (const [name, message] of JSON.parse(painted)) this.#warn({ name, message });
    start(this.#window, {
      url: "ws://live.test/_djust/socket",
      build: CLIENT_BUILD.hashes.client,
      now: () => site.clock.now(),
      after: (milliseconds, run) => site.clock.inner.timer(milliseconds, run),
      random: () => 0.5,
      connect: () => line.connect(),
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
    const all = [...this.#window.document.querySelectorAll(selector)];
    return all.map((element) => new Found(element));
  }

  /** The text of an element, or of the view; of the whole page where it has none, as a 404. */
  text(selector?: string): string {
    return new Found(selector === undefined ? this.#view : this.#element(selector)).text;
  }

  /** The HTML of an element, or the inner HTML of the view; of the page where it has none. */
  html(selector?: string): string {
    return selector === undefined ? this.#view.innerHTML : this.#element(selector).outerHTML;
  }

  /**
   * Clicks an element, which takes the focus if it can. A checkbox or radio changes, a label clicks
   * its control, a submit button submits its form, a link leads away.
   */
  async click(selector: string): Promise<void> {
    this.#hand(`click "${selector}"`).click(this.#element(selector));
    await this.settled();
  }

  /**
   * Types into a control in place of what stood there, or chooses an option by its value. Then time
   * passes until its `dj-debounce` lets go; `"blur"` waits until the control is left, by
   * {@link TestPage.blur} or for another one.
   */
  async type(selector: string, text: string): Promise<void> {
    const control = this.#element(selector) as Control;
    const hand = this.#hand(`type into "${selector}"`);
    if (control.localName === "select") {
      hand.choose(control, [text]);
      await this.clock.move(Math.max(paceOf(control, "input"), paceOf(control, "change")));
    } else {
      hand.write(control, text);
      await this.clock.move(paceOf(control, "input"));
      hand.commit(control);
      await this.clock.move(paceOf(control, "change"));
    }
    await this.settled();
  }

  /** Leaves the control that has the focus, as a click beside it does. */
  async blur(): Promise<void> {
    this.#hand("blur").focus(undefined);
    await this.settled();
  }

  /** Presses a key on an element, which takes the focus if it can. It writes no text. */
  async press(selector: string, key: string): Promise<void> {
    this.#hand(`press "${key}" on "${selector}"`).press(this.#element(selector), key);
    await this.settled();
  }

  /**
   * Fills in a form by the names of its controls, then submits it by its first submit button.
   * A checkbox takes `true`, `false` or its value, several of a name take a list of values. A number
   * is written as its digits: forms send texts.
   */
  async submit(
    selector: string,
    values: Readonly<Record<string, FormValue>> = {},
  ): Promise<void> {
    const form = this.#element(selector);
    const hand = this.#hand(`submit "${selector}"`);
    for (const [name, value] of Object.entries(values)) hand.fill(form, name, value);
    hand.submit(form);
    await this.settled();
  }

  /** Fires any event at an element, and nothing else that a browser would make of it. */
  async fire(
    selector: string,
    type: string,
    detail: Readonly<Record<string, unknown>> = {},
  ): Promise<void> {
    this.#hand(`fire "${type}" at "${selector}"`).fire(this.#element(selector), type, detail);
    await this.settled();
  }

  /** The line breaks. Events wait from now on. */
  async goOffline(): Promise<void> {
    this.#line.cut();
    await this.settled();
  }

  /** The line is there again; the page comes back at once. */
  async goOnline(): Promise<void> {
    this.#line.mend();
    this.#window.dispatchEvent(new this.#window.Event("online"));
    await this.settled();
  }

  /** Another page of the same site and path, of another visitor unless `same` is given. */
  async another(
    { path = this.#path, session, user, same = false }: {
      path?: string;
      session?: SessionData;
      user?: unknown;
      same?: boolean;
    } = {},
  ): Promise<TestPage> {
    const visitor = same ? this.#visitor : await this.#site.visitor(session, user);
    return await openPage(this.#site, path, visitor);
  }

  /**
   * The same page to the same visitor, in a browser that runs no script: what its forms do is what
   * they do before the page's script is there.
   */
  withoutScript(path: string = this.#path): Promise<PlainPage> {
    return openPlain(this.#site, path, this.#visitor);
  }

  /**
   * Resolves when everything that was sent is answered and in the page. 20 ms of the page's clock
   * pass meanwhile, no more and no less. While a view or a test waits for a timer of `page.clock`,
   * answers are not waited for: only time could bring them.
   */
  async settled(): Promise<void> {
    const line = this.#line;
    const sight = { moves: () => line.moves, missing: () => line.missing };
    await quiet(this.clock, sight, 0);
    await this.clock.move(STEP);
    await quiet(this.clock, sight, QUIET);
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

  #warn({ name, message }: PageWarning): void {
    const isTold = this.warnings.some((one) => one.name === name && one.message === message);
    if (!isTold) this.warnings.push({ name, message });
  }

  get #view(): Element {
    return this.#window.document.querySelector("[data-djust]") ?? this.#window.document.body;
  }

  #element(selector: string): Element {
    const { document } = this.#window;
    const element = document.querySelector(selector);
    if (element) return element;
    throw new Error(`Cannot find "${selector}" in the page: it shows ${document.body.innerHTML}`);
  }

  #hand(act: string): Hand {
    return new Hand({
      window: this.#window,
      act,
      leave: (navigation) => this.#leave(navigation),
    });
  }
}
