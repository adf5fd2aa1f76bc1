/** Everything of one app but its router: made from options and routes, told of requests. */

import type { Warning } from "../../protocol/mod.ts";
import { type Dispatch, Joins } from "../connection/mod.ts";
import { Holders, Instances } from "../instance/mod.ts";
import {
  type ClientBuild,
  defaultLayout,
  Pages,
  type SiteAssets,
  siteAssets,
} from "../page/mod.ts";
import type { Clock, ProcessSignals } from "../platform/mod.ts";
import {
  checkSession,
  Departures,
  flashCookie,
  Keyring,
  type Leaver,
  Logouts,
  originRefusal,
  type Place,
  readSession,
  seal,
  SESSION_ID_BYTES,
  visitorAddress,
  writeCookie,
} from "../security/mod.ts";
import type { ViewClass } from "../view/mod.ts";
import {
  type Carry,
  type HubRecord,
  Log,
  type ObserveRecord,
  type Refusal,
  type Session,
  type SessionData,
  type World,
} from "../world/mod.ts";
import { Hub } from "./hub.ts";
import { LogGate } from "./log_gate.ts";
import { Observers } from "./observers.ts";
import type { LiveOptions } from "./options.ts";
import { PageAdvice } from "./page_advice.ts";
import { refusal } from "./refusal.ts";
import { type RequestLike, schemeOf } from "./request.ts";
import { worldOf } from "./site_world.ts";
import { type Settings, settingsOf, type Surroundings } from "./settings.ts";
import { checkRoute, startLine } from "./start_check.ts";

/** The rim of a site: what is not a function of its arguments. */
export interface Rim extends Surroundings {
  readonly clock: Clock;
  randomText(bytes: number): string;
  chance(): number;
  signals(clock: Clock, mode: "development" | "production"): ProcessSignals;
}

/** What a site is made from. */
export interface SiteParts<Context> {
  readonly routes: Readonly<Record<string, ViewClass>>;
  readonly options: LiveOptions<Context>;
  readonly dispatch: Dispatch;
  readonly client: ClientBuild;
  readonly rim: Rim;
}

/** What pages and connections share. */
interface Shared {
  readonly world: World;
  readonly instances: Instances;
  readonly logouts: Logouts;
}

/** One app's live side. */
export class Site<Context> {
  readonly settings: Settings;
  readonly hub: Hub;
  readonly assets: SiteAssets;
  readonly observers: Observers;
  readonly pages: Pages;
  readonly advice: PageAdvice;
  /** The name of this start of the process. */
  readonly start: string;
  /** Resolves when everything is at hand. */
  readonly ready: Promise<void>;
  readonly #options: LiveOptions<Context>;
  readonly #rim: Rim;
  readonly #keyring: Keyring;
  readonly #departures: Departures;
  readonly #refused: Partial<Record<Refusal, number>> = {};

  /** Checks options, routes and layouts; what is wrong is thrown. Then listens. */
  constructor({ routes, options, dispatch, client, rim }: SiteParts<Context>) {
    this.#options = options;
    this.#rim = rim;
    const { clock } = rim;
    const settings = this.settings = settingsOf(options, rim);
    const shape = settings.development ? "lines" : "one line";
    const log = new Log(settings.secrets, { shape });
    const gate = new LogGate(settings.development, clock.now());
    this.observers = new Observers(options.observe, (record) => {
      if (gate.passes(record, clock.now())) log.record(record);
    });
    const keyring = this.#keyring = new Keyring(settings.secrets);
    const random = (bytes: number): string => rim.randomText(bytes);
    this.start = random(3);
    const logouts = new Logouts();
    const warn = (message: string): void => this.warn({ name: "flash", message });
    this.#departures = new Departures({ keyring, clock, logouts, warn, random });
    this.assets = siteAssets(client, settings.development);
    this.advice = new PageAdvice({ dispatch, warn: (warning) => this.warn(warning) });
    for (const [path, view] of Object.entries(routes)) checkRoute(path, view, settings.use);
    const world = worldOf({
      clock,
      settings,
      random,
      observers: this.observers,
      bus: options.bus,
      state: options.state,
      process: this.start,
      observe: (record) => this.observe(record),
      leave: (to, carry) => this.#leave(to, carry),
    });
    const instances = new Instances(
      clock,
      settings.limits,
      (phase, error) => this.observe({ type: "failure", phase, request: random(9), error }),
    );
    const shared: Shared = { world, instances, logouts };
    this.pages = this.#pages(shared);
    for (const view of Object.values(routes)) this.pages.check(view);
    this.hub = this.#hub(shared, dispatch);
    this.ready = this.#keyring.ready();
    this.observe({ type: "start", message: startLine(Object.keys(routes), settings) });
  }

  #pages(shared: Shared): Pages {
    const { use, limits, csp } = this.settings;
    const { layout = defaultLayout, errorView, messages } = this.#options;
    return new Pages({
      ...shared,
      use,
      limits,
      csp,
      layout,
      errorView,
      messages,
      clock: this.#rim.clock,
      keyring: this.#keyring,
      scripts: this.assets.scripts,
      observe: (record) => this.observe(record),
      warn: (message) => this.warn({ name: "flash", message }),
      renew: async (data, isSecure) => (await this.renew(data, isSecure)).cookie,
    });
  }

  #hub({ world, instances, logouts }: Shared, dispatch: Dispatch): Hub {
    const rim = this.#rim;
    const { use, limits, development, signals } = this.settings;
    const mode = development ? "development" : "production";
    // A bus of this process alone reaches no other.
    const holders = this.#options.bus && new Holders(world, instances);
    const joins = new Joins({
      world,
      holders,
      logouts,
      use,
      instances,
      dispatch,
      observe: (record) => this.observe(record),
      keyring: this.#keyring,
      date: () => rim.clock.date(),
    });
    return new Hub({
      clock: rim.clock,
      holders,
      limits,
      development,
      instances,
      logouts,
      observe: (record) => this.observe(record),
      bus: world.bus,
      random: world.random,
      answer: (message, upgrade) => joins.answer(message, upgrade),
      ticket: (resident) => this.pages.ticketFor(resident),
      refused: this.#refused,
      chance: () => rim.chance(),
      process: signals ? rim.signals(rim.clock, mode) : undefined,
    });
  }

  /** Tells the developer, where this is development. */
  warn(warning: Warning): void {
    if (this.settings.development) this.observe({ type: "notice", ...warning });
  }

  /** Tells the app's observers, or the log. */
  observe(record: HubRecord | ObserveRecord): void {
    if (record.type === "refused") {
      this.#refused[record.why] = (this.#refused[record.why] ?? 0) + 1;
    }
    this.observers.tell(record);
  }

  /** Milliseconds since 1970. */
  date(): number {
    return this.#rim.clock.date();
  }

  /** The session that the framework's own cookie holds. */
  session(cookies: string | null): Promise<Session | undefined> {
    return readSession(this.#keyring, this.settings.cookie, cookies);
  }

  /** A session with a new id, and the cookie that says so. */
  async renew(
    data: SessionData,
    isSecure: boolean,
  ): Promise<{ session: Session; cookie: string }> {
    checkSession(data);
    const session: Session = { ...data, id: this.#rim.randomText(SESSION_ID_BYTES) };
    const text = await seal(this.#keyring, "session", session);
    return { session, cookie: writeCookie(this.settings.cookie, text, { secure: isSecure }) };
  }

  /** Whether a request comes over TLS, as far as it can be known. */
  isSecure(request: RequestLike): boolean {
    return schemeOf(request, this.settings.proxies) === "https";
  }

  /** The visitor's address, where it is known. */
  address({ headers, peer }: RequestLike): string | undefined {
    const { proxies } = this.settings;
    return visitorAddress({ peer, forwarded: headers.get("x-forwarded-for"), proxies });
  }

  /** Tells of a refusal: the response that says so. */
  refuse(why: Refusal, message: string, response: Response): Response {
    this.observe({ type: "refused", why, message });
    return response;
  }

  /** A place for a socket, or the response that refuses it before the upgrade. */
  admit(request: RequestLike, session: string, counted: string | undefined): Place | Response {
    const { origins } = this.settings;
    if (this.hub.isDraining) {
      const response = refusal(503, "The server goes; try again", 1);
      return this.refuse("draining", "Cannot join: the server goes", response);
    }
    const reason = originRefusal({
      origin: request.headers.get("origin"),
      host: request.headers.get("host") ?? request.url.host,
      scheme: schemeOf(request, this.settings.proxies),
      origins,
    });
    if (reason !== undefined) {
      return this.refuse("origin", reason, refusal(403, "This origin may not join"));
    }
    const place = this.hub.admit(counted, session);
    if (place.type === "place") return place;
    return this.refuse(
      "quota",
      `Cannot join: ${counted ?? "a session"} has reached limits.${place.limit}`,
      refusal(503, "Too many connections; try again", place.retry),
    );
  }

  /** Leaves through a signed URL, as this visitor: sets the cookies a socket could not. */
  async depart(text: string, request: RequestLike, by: Leaver): Promise<Response> {
    const departure = await this.#departures.take(text, by);
    if (departure.type === "forged") return refusal(404, "Not found");
    const headers = new Headers({
      location: departure.to,
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
    });
    if (departure.type === "leave") {
      const isSecure = this.isSecure(request);
      const { session, flash } = departure;
      if (session) headers.append("set-cookie", (await this.renew(session, isSecure)).cookie);
      if (Object.keys(flash).length > 0) {
        headers.append("set-cookie", await flashCookie(this.#keyring, flash, isSecure));
      }
    }
    return new Response(null, { status: 303, headers });
  }

  /** What a load balancer asks. */
  health(): Response {
    if (this.hub.isDraining) return refusal(503, "draining", 1);
    const headers = { "cache-control": "no-store", "content-type": "text/plain; charset=utf-8" };
    return new Response("ok", { headers });
  }

  async #leave(to: string, carry: Carry): Promise<string> {
    if (carry.session && this.#options.session?.read) {
      throw new TypeError(
        `Cannot redirect with a session: the option "session.read" replaces the framework's cookie; write yours in a handler of the app`,
      );
    }
    return await this.#departures.sign(to, carry);
  }
}
