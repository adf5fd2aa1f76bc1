/** A page that a test can use: the real client in a DOM library, and what went over its line. */

// @ts-types="./start.ts"
import { start } from "../client/mod.ts";
import { CLIENT_BUILD } from "../client/hashes.gen.ts";
import type { LiveHub, SessionData } from "../server/mod.ts";
import { documentOf, type Navigation, openWindow } from "./browser.ts";
import type { ManualClock } from "./clock.ts";
import type { Document, Element, TestWindow } from "./dom.ts";
import { Hand } from "./hand.ts";
import { Line, type PageWarning } from "./line.ts";
import { openPlain, type PlainPage } from "./plain_page.ts";
import { TestPart } from "./part.ts";
import { quiet } from "./quiet.ts";
import { TestView } from "./nested.ts";
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
export class TestPage extends TestPart {
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
  /** What `dj-confirm` asked the visitor, oldest first. */
  readonly asked: string[] = [];
  /** What the visitor says to that: yes, unless a test sets something else. */
  answer: (question: string) => boolean = () => true;
  readonly #site: TestSite;
  readonly #path: string;
  readonly #visitor: Visitor;
  readonly #window: TestWindow;
  readonly #line: Line;
  #leaving: Promise<void> | undefined;

  /** Shows this HTML and starts the client in it. */
  constructor(site: TestSite, path: string, visitor: Visitor, status: number, html: string) {
    super();
    this.#site = site;
    this.#path = path;
    this.#visitor = visitor;
    this.status = status;
    const line = this.#line = new Line(site, visitor, (warning) => this.#warn(warning));
    this.patches = line.patches;
    this.sent = line.sent;
    this.#window = openWindow(
      html,
      ORIGIN + path,
      (navigation) => this.#leave(navigation),
      (question) => {
        this.asked.push(question);
        return this.answer(question);
      },
      visitor,
    );
    this.#window.document.addEventListener("djust:error", (event) => {
      this.errors.push((event as CustomEvent).detail);
    });
    // What the page itself finds; a view may push events of this name, too.
    this.#window.document.addEventListener("djust:development", (event) => {
      const { detail } = event as CustomEvent;
      if (Array.isArray(detail)) this.#warn({ name: detail[0], message: detail[1] });
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

  /**
   * A view in this one, by the id that `view(…, { id })` was given: the same acts, within it. Throws
   * where the page shows none of that id.
   */
  view(id: string): TestPart {
    return new TestView(id, {
      clock: this.clock,
      settled: () => this.settled(),
      nested: () => [...this.#window.document.querySelectorAll("[dj-view]")],
      act: (act) => this.hand(act),
    });
  }

  /** The clock of server and page. `await page.clock.move(1_000)` lets a second pass. */
  override get clock(): ManualClock {
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
  override async settled(): Promise<void> {
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

  /**
   * All of it.
   *
   * @internal
   */
  protected override get root(): Element | Document {
    return this.#window.document;
  }

  /**
   * Its view.
   *
   * @internal
   */
  protected override get shown(): Element {
    return this.#window.document.querySelector("[data-djust]") ?? this.#window.document.body;
  }

  /**
   * Acts in it.
   *
   * @internal
   */
  protected override hand(act: string): Hand {
    return new Hand({
      window: this.#window,
      act,
      leave: ({ type, to }) => this.#leave({ type, to }),
    });
  }
}
