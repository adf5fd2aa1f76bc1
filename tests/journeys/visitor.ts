/** A visitor without a browser: the real client on a DOM library, over real sockets to a real server. */

import { parseHTML } from "linkedom";
import { start } from "../../client/mod.ts";
import type { Djust } from "../../client/mod.ts";
import { until } from "../until.ts";
import { windowOf } from "./window.ts";

/** What the page told of a failure, by `djust:error`. */
export interface Complaint {
  readonly code: string;
  readonly request?: string;
  readonly detail?: unknown;
}

/** How a visitor comes. */
export interface VisitOptions {
  /** Headers of all their requests, pages and sockets alike. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Where their sockets go, when that is another place than where their pages come from. */
  readonly sockets?: () => string;
  /** The `Origin` of their sockets; where the page came from unless told. */
  readonly origin?: string;
  /** A number from 0 to 1 for the waits between tries; small ones unless told. */
  readonly random?: () => number;
  /** What arrives instead of a message. */
  readonly arrives?: (text: string) => unknown;
}

/** One loaded document. */
export interface Sheet {
  readonly window: Window & typeof globalThis;
  readonly document: Document;
  readonly djust: Djust | undefined;
  readonly status: number;
  /** The HTML as it came. */
  readonly html: string;
  /** Stops everything the page's script has under way. */
  leave(how: "goodbye" | "crash"): void;
}

/** A visitor: cookies and one tab. `await using visitor = await visit(url)`. */
export class Visitor implements AsyncDisposable {
  readonly #options: VisitOptions;
  readonly #cookies = new Map<string, string>();
  readonly #storage = new Map<string, string>();
  readonly #client = Deno.createHttpClient({ poolMaxIdlePerHost: 0 });
  readonly #sockets = new Set<WebSocket>();
  readonly complaints: Complaint[] = [];
  /** URLs the page went to by itself; a reload is there too. */
  readonly went: string[] = [];
  /** Codes with which sockets were closed by the other side. */
  readonly closes: number[] = [];
  #sheet: Sheet | undefined;
  #going: Promise<void> | undefined;
  #isGone = false;
  /** The URL in the address bar. */
  url = "";

  constructor(options: VisitOptions = {}) {
    this.#options = options;
  }

  get sheet(): Sheet {
    if (!this.#sheet) throw new Error("Cannot look at the page: nothing was loaded");
    return this.#sheet;
  }

  get document(): Document {
    return this.sheet.document;
  }

  get djust(): Djust {
    if (!this.sheet.djust) throw new Error(`Cannot use djust: "${this.url}" is no live page`);
    return this.sheet.djust;
  }

  /** Whether the page is live now. */
  get isLive(): boolean {
    return this.#sheet?.document.body?.classList.contains("dj-connected") === true;
  }

  /** Whether the page is on its way elsewhere. */
  get isGoing(): boolean {
    return this.#going !== undefined;
  }

  /** The Cookie header. */
  get cookie(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  }

  /** Puts a cookie into the jar, or takes it out. */
  setCookie(name: string, value: string | undefined): void {
    if (value === undefined) this.#cookies.delete(name);
    else this.#cookies.set(name, value);
  }

  /** Loads a page in place of the one that is there, and runs its script. */
  async open(url: string): Promise<Sheet> {
    await this.#answered();
    this.#sheet?.leave("goodbye");
    let response = await this.#fetch(url);
    let at = url;
    for (let hops = 0; response.status >= 300 && response.status < 400 && hops < 5; hops++) {
      await response.body?.cancel();
      at = new URL(response.headers.get("location") ?? "", at).href;
      response = await this.#fetch(at);
    }
    const html = await response.text();
    this.url = at;
    return this.show(html, response.status);
  }

  /** Shows HTML as if it had just been loaded from the current URL: a restored or copied tab. */
  show(html: string, status = 200): Sheet {
    const { document } = parseHTML(html) as unknown as { document: Document };
    const timers = new Set<ReturnType<typeof setTimeout>>();
    const window = windowOf(document, {
      url: this.url,
      storage: this.#storage,
      go: (to) => this.#go(to),
    });
    document.addEventListener("djust:error", (event) => {
      this.complaints.push((event as CustomEvent<Complaint>).detail);
    });
    const djust = this.#run(window, timers);
    const stop = (): void => {
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
    };
    let isThere = true;
    return this.#sheet = {
      window,
      document,
      djust,
      status,
      html,
      leave: (how) => {
        if (!isThere) return;
        isThere = false;
        if (how === "goodbye") {
          const event = new window.Event("pagehide");
          window.dispatchEvent(Object.assign(event, { persisted: false }));
        }
        stop();
        if (how === "crash") { for (const socket of this.#sockets) detach(socket); }
      },
    };
  }

  /** Waits until the page is live. */
  live(options: { within?: number } = {}): Promise<boolean> {
    return until(`the page at "${this.url}" is live`, () => !this.#going && this.isLive, {
      within: 15_000,
      ...options,
    });
  }

  find<Found extends Element = HTMLElement>(selector: string): Found {
    const found = this.document.querySelector<Found>(selector);
    if (!found) throw new Error(`Cannot find "${selector}" in ${this.document.body?.innerHTML}`);
    return found;
  }

  text(selector: string): string {
    return this.find(selector).textContent ?? "";
  }

  click(target: string | Element): void {
    const element = typeof target === "string" ? this.find(target) : target;
    this.#fire(element, "click");
  }

  /** Types into a control, as a user who is in it. */
  type(selector: string, text: string): void {
    const control = this.find<HTMLInputElement>(selector);
    (control as unknown as { focus(): void }).focus();
    control.value = text;
    this.#fire(control, "input");
  }

  submit(selector: string): void {
    this.#fire(this.find(selector), "submit");
  }

  /** Leaves; nothing of the page goes on. */
  async leave(how: "goodbye" | "crash" = "goodbye"): Promise<void> {
    if (this.#isGone) return;
    this.#isGone = true;
    await this.#going;
    await this.#answered();
    this.#sheet?.leave(how);
    await Promise.all([...this.#sockets].map((socket) => closed(socket)));
    this.#client.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.leave();
  }

  #fire(element: Element, type: string): void {
    const { Event } = this.sheet.window;
    element.dispatchEvent(new Event(type, { bubbles: true, cancelable: true }));
  }

  async #fetch(url: string): Promise<Response> {
    const headers = { ...this.#options.headers, cookie: this.cookie };
    const response = await fetch(url, { headers, redirect: "manual", client: this.#client });
    for (const set of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]*)=([^;]*)/.exec(set) ?? [];
      this.setCookie(name, /max-age=0|expires=Thu, 01 Jan 1970/i.test(set) ? undefined : value);
    }
    return response;
  }

  #run(
    window: Window & typeof globalThis,
    timers: Set<ReturnType<typeof setTimeout>>,
  ): Djust | undefined {
    const src = window.document.querySelector("script[src*='/_djust/client.']")?.getAttribute(
      "src",
    );
    if (!src) return undefined;
    const script = new URL(src, this.url);
    const build = /client\.(\w+)\.js$/.exec(script.pathname)?.[1] ?? "";
    const path = script.pathname.replace(/[^/]*$/, "socket");
    const page = this.url;
    return start(window, {
      build,
      random: this.#options.random ?? (() => Math.random() * 0.05),
      after: (milliseconds, run) => {
        const timer = setTimeout(() => {
          timers.delete(timer);
          run();
        }, milliseconds);
        timers.add(timer);
        return () => {
          timers.delete(timer);
          clearTimeout(timer);
        };
      },
      connect: () => this.#connect(new URL(path, this.#options.sockets?.() ?? page), page),
    });
  }

  #connect(url: URL, page: string): WebSocket {
    const headers = {
      ...this.#options.headers,
      origin: this.#options.origin ?? new URL(page).origin,
      cookie: this.cookie,
    };
    url.protocol = url.protocol.replace("http", "ws");
    // Deno's own option; the DOM's types, which the client is checked with, do not know it.
    const socket = new WebSocket(url, { headers } as never);
    this.#sockets.add(socket);
    // Unlike the client's own, these stay: the end must be seen in any case.
    socket.addEventListener("close", ({ code }) => {
      this.closes.push(code);
      this.#sockets.delete(socket);
    });
    socket.addEventListener("error", (event) => event.preventDefault());
    const { arrives } = this.#options;
    if (!arrives) return socket;
    let hear: WebSocket["onmessage"] = null;
    Object.defineProperty(socket, "onmessage", {
      get: () => hear,
      set: (listener) => hear = listener,
    });
    socket.addEventListener("message", ({ data }) => {
      hear?.call(socket, new MessageEvent("message", { data: arrives(data) }));
    });
    return socket;
  }

  /**
   * Waits until no upgrade is under way: Deno counts one that is closed in the middle as leaked.
   * A server that does not answer is waited for no longer than two seconds.
   */
  async #answered(): Promise<void> {
    const isAnswered = (): boolean =>
      [...this.#sockets].every((socket) => socket.readyState !== WebSocket.CONNECTING);
    for (const end = Date.now() + 2_000; !isAnswered() && Date.now() < end;) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  /** The page went somewhere: a browser would load that now. */
  #go(to: string): void {
    this.went.push(to);
    if (this.#isGone) return;
    const url = new URL(to, this.url).href;
    this.#going = (async () => {
      // Not inside of the message that caused it.
      await Promise.resolve();
      for (let times = 0;; times++) {
        try {
          await this.open(url);
          break;
        } catch (error) {
          // A browser shows its own error page; its user tries again.
          if (times === 40) throw error;
          await new Promise((resolve) => setTimeout(resolve, 100));
        }
      }
    })().finally(() => this.#going = undefined);
  }
}

/** A visitor who has opened this page. */
export async function visit(url: string, options: VisitOptions = {}): Promise<Visitor> {
  const visitor = new Visitor(options);
  await visitor.open(url);
  return visitor;
}

function detach(socket: WebSocket): void {
  socket.onopen =
    socket.onmessage =
    socket.onclose =
    socket.onerror =
      null;
  socket.close();
}

function closed(socket: WebSocket): Promise<void> {
  if (socket.readyState === WebSocket.CLOSED) return Promise.resolve();
  return new Promise((resolve) => {
    socket.addEventListener("close", () => resolve());
    if (socket.readyState < WebSocket.CLOSING) socket.close();
  });
}
