/** The page: its views, their one line, and what happens to pages in a browser's life. */

import {
  batchText,
  type DownReader,
  isRich,
  type Letters,
  parseDown,
  readDown,
} from "../../protocol/mod.ts";
import type { Directives, Hooks } from "../directives/mod.ts";
import type { Scene } from "../dom/mod.ts";
import { Bucket, type Failure, Line } from "../line/mod.ts";
import {
  addEventListener,
  chance,
  type Clock,
  createClock,
  guarded,
  hidden,
  Loader,
  MESSAGE,
  type Page,
  readyState,
  report,
  SERVED,
  trace,
  Watch,
} from "../platform/mod.ts";
import type { Arrivals } from "./arrivals.ts";
import { createApi, type Djust, type StartOptions } from "./api.ts";
import type { Live } from "./live.ts";
import type { LiveHost } from "./live_host.ts";
import type { Fetch, Rest } from "./modules.ts";
import type * as More from "./more.ts";
import { Outage } from "./outage.ts";
import type { TapRecord } from "./tap.ts";
import { Views } from "./views.ts";

/** Makes the views of a page live, once per window. */
export function run(window: Page, options: StartOptions, rest: Rest): Djust {
  // An element with that id is none.
  const given = Object.hasOwn(window, "djust")
    ? (window as { djust?: Partial<Djust> }).djust
    : null;
  // Only a running client has this.
  if (given?.connect) return given as Djust;
  const page = new LivePage(window, options, rest);
  const api = page.open(given ?? {});
  (window as { djust?: Djust }).djust = api;
  page.begin(!SERVED && typeof rest === "object");
  return api;
}

/** One window's page. */
class LivePage implements LiveHost, DownReader {
  readonly window: Page;
  readonly clock: Clock;
  readonly bucket: Bucket;
  readonly build: string;
  readonly views: Views;
  readonly line: Line;
  readonly watcher: Watch;
  readonly loader: Loader<typeof More>;
  readonly #outage: Outage;
  #channels: More.ChannelLine | undefined;
  #api: Djust | undefined;
  hooks: Hooks = {};
  readonly given?: Directives | undefined;
  readonly rest: Rest;
  arrivals: Arrivals | undefined;
  more: typeof More | undefined;
  parse: Scene["parse"] | undefined;
  #attempts = 0;
  #losses = 0;

  constructor(window: Page, options: StartOptions, rest: Rest) {
    const clock = this.clock = createClock(window, options);
    this.window = window;
    this.bucket = new Bucket(clock);
    this.build = options.build ?? "";
    if (!SERVED) this.given = options.directives;
    this.rest = rest;
    const views = this.views = new Views(this);
    this.line = new Line({
      clock,
      random: (SERVED ? undefined : options.random) ?? chance,
      isHidden: () => hidden(window.document),
      connect: () =>
        (SERVED ? undefined : options.connect)?.(options.url ?? "") ??
          new window.WebSocket(options.url ?? ""),
      cameUp: () => {
        this.bucket.fill();
        this.hello(views.lives.filter((live) => !live.isOver));
      },
      received: (data) => this.#received(data),
      lost: (isOrderly) => this.#lost(isOrderly),
      ended: (failure) => this.#ended(failure),
    });
    this.watcher = new Watch(window, guarded((records) => views.note(records) && this.#find()));
    const more = !SERVED && typeof rest === "object"
      ? rest.more
      : (attempt: number) => (rest as Fetch)("more", attempt) as Promise<typeof More>;
    this.loader = new Loader(more, {
      clock,
      came: (module) => this.#came(module),
      missed: () => this.#outage.show(),
    });
    this.#outage = new Outage(this);
  }

  /** What scripts reach of it; they may have given some of that before. */
  open(given: Partial<Djust>): Djust {
    Object.assign(this.hooks, given.hooks);
    return this.#api = createApi(this, given);
  }

  /** Finds its views, as soon as they can be there. */
  begin(isWhole: boolean): void {
    const { window } = this;
    const { document } = window;
    const line = this.line;
    if (isWhole) this.loader.load();
    const listen = (target: EventTarget, type: string, run: (event: Event) => void): void =>
      addEventListener(target, type, guarded(run));
    listen(window, "online", () => line.wake());
    listen(document, "visibilitychange", () => hidden(document) || line.wake());
    // A page that a browser keeps for Back sleeps; one that is really left says so.
    listen(window, "pagehide", (event) => {
      if (!(event as PageTransitionEvent).persisted) {
        for (const live of this.views.lives) live.end();
      }
      line.close();
    });
    listen(window, "pageshow", (event) => {
      if ((event as PageTransitionEvent).persisted) line.connect();
    });
    if (readyState(document) === "loading") {
      listen(document, "DOMContentLoaded", () => this.#find());
    } else this.#find();
  }

  attempt(): number {
    return ++this.#attempts;
  }

  send(text: string): void {
    this.tell("sent", text);
    this.line.send(text);
  }

  tell(...record: TapRecord): void {
    const { debug, tap } = this.#api ?? {};
    if (debug && !record[2]) trace(record[0], record[1]);
    if (tap) guarded(tap)(...record);
  }

  hello(joining: readonly Live[]): void {
    const texts = joining.map((live) => JSON.stringify(live.hello()));
    if (texts[0]) this.send(batchText(texts));
  }

  leave(to: string): void {
    guarded(() => {
      const { location } = this.window;
      const { protocol } = new URL(to, location.href);
      if (/^http/.test(protocol)) location.assign(to);
    })();
  }

  changed(): void {
    const { lives } = this.views;
    // Views that were given up are none that are waited for; a page that leaves gives up all.
    const hasOne = !lives[0] || lives.some((live) => live.isLive);
    this.#outage.changed(
      hasOne && lives.every((live) => live.isLive || live.isOver || live.isInner),
    );
  }

  /** Joins views that came, and forgets those that went. */
  #find(): void {
    const fresh = this.views.find();
    if (!fresh[0]) return;
    this.more?.retype(this.window, this.views.regions);
    if (this.line.isOpen) this.hello(fresh);
    else this.line.connect();
  }

  #came(module: typeof More): void {
    const { window } = this;
    this.parse = module.createParser(window);
    this.more = module;
    this.hooks = module.heardHooks(this.hooks, () => {
      for (const live of this.views.lives) live.attend();
    });
    this.arrivals = new module.Arrivals(this);
    this.#channels = new module.ChannelLine(this);
    this.#outage.equip(module);
    guarded(module.retype)(window, this.views.regions);
    for (const live of this.views.lives) guarded(() => live.equip())();
    this.#outage.mend();
  }

  #lost(isOrderly: boolean): void {
    this.#losses++;
    this.#channels?.lost();
    for (const live of this.views.lives) live.lost(isOrderly);
    this.changed();
  }

  #ended(failure: Failure): void {
    this.#lost(false);
    for (const live of this.views.lives) live.refuse(failure);
    this.#outage.ended(failure);
  }

  #received(data: unknown): void {
    this.tell("received", data as string);
    const message = parseDown(data);
    const before = this.#losses;
    // The next line brings again what this one broke.
    if (!message && typeof data === "string") return this.line.renew();
    // And what had to wait while this one was lost.
    this.loader.need(
      !message || isRich(message),
      MESSAGE,
      () => before === this.#losses && this.#receive(message, data),
    );
  }

  /** A message that makes no sense is asked for once more, by the next line. */
  #receive(message: Letters | undefined, data: unknown): void {
    try {
      if (message) readDown(message, this);
      // Bytes are of a channel; where none has opened, a frame was lost with them.
      else if (!this.#channels || this.#channels.isOpen) this.channelled(data);
      else this.line.renew();
    } catch (error) {
      report(error);
      this.line.renew();
    }
  }

  drained(after: number): void {
    this.line.renew(after);
  }

  channelled(message: unknown): void {
    this.#channels?.take(message);
  }

  moved(to: string | undefined): void {
    this.#outage.leave(to);
  }

  readerOf(instance: number): Live | undefined {
    return this.views.lives.find(({ rank }) => rank === instance);
  }
}
