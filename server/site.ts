/** Everything of one app but its router: made from options and routes, told of requests. */

import { isProxy, visitorAddress } from "./address.ts";
import { type ClientBuild, ClientScripts } from "./assets.ts";
import { memoryBus } from "./bus.ts";
import type { Clock } from "./clock.ts";
import type { Dispatch } from "./guard.ts";
import { Hub } from "./hub.ts";
import type { HubRecord, Refusal } from "./hub_record.ts";
import { Instances } from "./instances.ts";
import { Joins } from "./join.ts";
import { Keyring } from "./keyring.ts";
import { defaultLayout } from "./layout.ts";
import { Departures } from "./leave.ts";
import { Log } from "./log.ts";
import type { Session, SessionData } from "./mount.ts";
import type { ObserveRecord } from "./observe.ts";
import { type LiveOptions, type Settings, settingsOf, type Surroundings } from "./options.ts";
import { originRefusal } from "./origin.ts";
import { flashCookie, Pages, type PageVisit } from "./page.ts";
import type { Place } from "./quota.ts";
import { Bucket } from "./rate.ts";
import { readCookie, seal, SESSION_ID_BYTES, unseal, writeCookie } from "./session.ts";
import type { ProcessSignals } from "./signals.ts";
import { checkRoute, startLine } from "./start.ts";
import { isThenable } from "./thenable.ts";
import type { ViewClass } from "./view.ts";
import type { Carry, World } from "./world.ts";

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

/** A request, as far as a site cares. */
export interface RequestLike {
  readonly url: URL;
  readonly headers: Headers;
  /** The address of the socket's other end. */
  readonly peer: string | undefined;
}

/** One app's live side. */
export class Site<Context> {
  readonly settings: Settings;
  readonly hub: Hub;
  readonly script: ClientScripts;
  /** Resolves when everything is at hand. */
  readonly ready: Promise<void>;
  readonly #options: LiveOptions<Context>;
  readonly #rim: Rim;
  readonly #keyring: Keyring;
  readonly #log: Log;
  readonly #pages: Pages;
  readonly #departures: Departures;
  /** How many lines are logged that visitors can cause: 20 at once, one a second. */
  readonly #lines: Bucket;
  readonly #refused: Partial<Record<Refusal, number>> = {};

  /** Checks options, routes and layouts; what is wrong is thrown. Then listens. */
  constructor({ routes, options, dispatch, client, rim }: SiteParts<Context>) {
    this.#options = options;
    this.#rim = rim;
    const { clock } = rim;
    const settings = settingsOf(options, rim);
    this.settings = settings;
    this.#log = new Log(settings.secrets);
    this.#lines = new Bucket(1, 20, clock.now());
    this.#keyring = new Keyring(settings.secrets);
    this.#departures = new Departures(this.#keyring, clock, (bytes) => rim.randomText(bytes));
    this.script = new ClientScripts(client);
    for (const [path, view] of Object.entries(routes)) checkRoute(path, view);

    const { limits, development } = settings;
    const bus = options.bus ?? memoryBus();
    const observe = (record: HubRecord | ObserveRecord): void => this.observe(record);
    const world: World = {
      now: () => clock.now(),
      timer: (ms, run, options) => clock.timer(ms, run, options),
      process: rim.randomText(3),
      random: (bytes) => rim.randomText(bytes),
      bus,
      ...(options.state && { state: options.state }),
      limits,
      observe,
      detail: options.observe ? "all" : "errors",
      development,
      strictStyles: settings.csp === "strict",
      leave: (to, carry) => this.#leave(to, carry),
    };
    const instances = new Instances(
      clock,
      limits,
      (phase, error) => observe({ type: "failure", phase, request: rim.randomText(9), error }),
    );
    this.#pages = new Pages({
      world,
      clock,
      instances,
      keyring: this.#keyring,
      limits,
      script: this.script,
      layout: options.layout ?? defaultLayout,
      errorView: options.errorView,
      csp: settings.csp,
      messages: options.messages,
      observe,
      renew: async (data, isSecure) => (await this.renew(data, isSecure)).cookie,
    });
    for (const view of Object.values(routes)) this.#pages.check(view);
    const joins = new Joins({
      world,
      instances,
      keyring: this.#keyring,
      dispatch,
      date: () => clock.date(),
      observe,
    });
    this.hub = new Hub({
      clock,
      limits,
      bus,
      development,
      instances,
      answer: (message, upgrade) => joins.answer(message, upgrade),
      ticket: (resident) => this.#pages.ticketFor(resident),
      observe,
      refused: this.#refused,
      random: (bytes) => rim.randomText(bytes),
      chance: () => rim.chance(),
      process: settings.signals
        ? rim.signals(clock, development ? "development" : "production")
        : undefined,
    });
    this.ready = this.#keyring.ready();
    observe({ type: "start", message: startLine(Object.keys(routes), settings) });
  }

  /** Tells the app's observer, or the log. */
  observe(record: HubRecord | ObserveRecord): void {
    if (record.type === "refused") {
      this.#refused[record.why] = (this.#refused[record.why] ?? 0) + 1;
    }
    const failed = (error: unknown): void =>
      this.#log.record({ type: "failure", phase: "observe", request: "-", error });
    try {
      if (this.#options.observe) {
        const told: unknown = this.#options.observe(record);
        if (isThenable(told)) told.then(undefined, failed);
        return;
      }
      // Whoever can make us refuse or warn must not be able to fill a disk.
      const isCaused = record.type === "refused" ||
        (record.type === "warning" && !this.settings.development);
      if (!isCaused || this.#lines.take(this.#rim.clock.now())) this.#log.record(record);
    } catch (error) {
      failed(error);
    }
  }

  /** The response for a page; undefined where the app's own "not found" has to answer. */
  paint(visit: PageVisit): Promise<Response | undefined> {
    return this.#pages.paint(visit);
  }

  /** What tells a user from others: the `userKey` option, or the user's `id`. */
  userKey(user: unknown): string {
    const { userKey } = this.#options;
    const key: unknown = userKey ? userKey(user as never) : idOf(user);
    return key === undefined || key === null ? "" : `${typeof key} ${String(key)}`;
  }

  /** The session that the framework's own cookie holds. */
  async session(cookies: string | null): Promise<Session | undefined> {
    const text = readCookie(cookies, this.settings.cookie);
    if (text === undefined) return undefined;
    const value = await unseal(this.#keyring, "session", text);
    const isSession = typeof value === "object" && value !== null && !Array.isArray(value) &&
      typeof value.id === "string";
    return isSession ? value as Session : undefined;
  }

  /** A session with a new id, and the cookie that says so. */
  async renew(
    data: SessionData,
    isSecure: boolean,
  ): Promise<{ session: Session; cookie: string }> {
    const session: Session = { ...data, id: this.#rim.randomText(SESSION_ID_BYTES) };
    const text = await seal(this.#keyring, "session", session);
    return { session, cookie: writeCookie(this.settings.cookie, text, { secure: isSecure }) };
  }

  /** Whether a request comes over TLS, as far as it can be known. */
  isSecure(request: RequestLike): boolean {
    return this.#scheme(request) === "https";
  }

  /** The visitor's address, where it is known. */
  address({ headers, peer }: RequestLike): string | undefined {
    const forwarded = headers.get("x-forwarded-for");
    return visitorAddress({ peer, forwarded, proxies: this.settings.proxies });
  }

  /** A place for a socket, or the response that refuses it before the upgrade. */
  admit(request: RequestLike, session: string, counted: string | undefined): Place | Response {
    const { origins } = this.settings;
    if (this.hub.isDraining) {
      this.observe({ type: "refused", why: "draining", message: "Cannot join: the server goes" });
      return refusal(503, "The server goes; try again", 1);
    }
    const reason = originRefusal({
      origin: request.headers.get("origin"),
      host: request.headers.get("host") ?? request.url.host,
      scheme: this.#scheme(request),
      origins,
    });
    if (reason !== undefined) {
      this.observe({ type: "refused", why: "origin", message: reason });
      return refusal(403, "This origin may not join");
    }
    const place = this.hub.admit(counted, session);
    if (place.type === "place") return place;
    this.observe({
      type: "refused",
      why: "quota",
      message: `Cannot join: ${counted ?? "a session"} has reached limits.${place.limit}`,
    });
    return refusal(503, "Too many connections; try again", place.retry);
  }

  /** Leaves through a signed URL, as the visitor with this session: sets the cookies a socket could not. */
  async depart(text: string, request: RequestLike, visitor: string): Promise<Response> {
    const departure = await this.#departures.take(text, visitor);
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
    const headers = { "cache-control": "no-store", "content-type": "text/plain; charset=utf-8" };
    return this.hub.isDraining
      ? new Response("draining", { status: 503, headers: { ...headers, "retry-after": "1" } })
      : new Response("ok", { headers });
  }

  async #leave(to: string, carry: Carry): Promise<string> {
    if (carry.session && this.#options.session?.read) {
      throw new TypeError(
        `Cannot redirect with a session: the option "session.read" replaces the framework's cookie; write yours in a handler of the app`,
      );
    }
    return `${carry.base}/_djust/go/${await this.#departures.sign(to, carry)}`;
  }

  /** The scheme the browser used, where it is known: plain http may hide a TLS proxy. */
  #scheme({ url, headers, peer }: RequestLike): string | undefined {
    if (url.protocol === "https:") return "https";
    if (!isProxy(peer, this.settings.proxies)) return undefined;
    return headers.get("x-forwarded-proto")?.split(",")[0]?.trim().toLowerCase();
  }
}

/** A refusal before anything was upgraded. */
export function refusal(status: number, text: string, retry?: number): Response {
  const headers = new Headers({
    "cache-control": "no-store",
    "content-type": "text/plain; charset=utf-8",
  });
  if (retry !== undefined) headers.set("retry-after", String(retry));
  return new Response(text, { status, headers });
}

/** The user's `id`, or the user itself where it is no object, or all of it. Fails closed. */
function idOf(user: unknown): unknown {
  if (typeof user !== "object" || user === null) return user;
  const { id } = user as { id?: unknown };
  return id ?? JSON.stringify(user);
}
