/** Everything of one app but its router: made from options and routes, told of requests. */

import type { Warning } from "../../../protocol/mod.ts";
import { type Dispatch, Joins } from "../../connection/mod.ts";
import { Instances } from "../../instance/mod.ts";
import {
  type ClientBuild,
  defaultLayout,
  LateAnswers,
  Pages,
  type PageScripts,
  pageScripts,
} from "../../page/mod.ts";
import type { Clock, Lasting, ProcessSignals } from "../../platform/mod.ts";
import {
  checkSession,
  Departures,
  flashCookie,
  Keyring,
  type Leaver,
  Logouts,
  type Place,
  readSession,
  seal,
  Sealing,
  SESSION_ID_BYTES,
  visitorAddress,
  writeCookie,
} from "../../security/mod.ts";
import type { ViewClass } from "../../view/mod.ts";
import type {
  Carry,
  HubParts,
  HubRecord,
  ObserveRecord,
  RefusalReason,
  Session,
  SessionData,
  StateStore,
  World,
} from "../../world/mod.ts";
import { admitted } from "./admission.ts";
import { builtIn, Hub, Observers, partsOf, Stores } from "../hub/mod.ts";
import { departed } from "./departed.ts";
import { type KeptParts, secretsOf, stateOf } from "./kept.ts";
import { gatedLog } from "./log_gate.ts";
import { type LiveOptions, type Settings, settingsOf, type Surroundings } from "../settings/mod.ts";
import { PageAdvice } from "./page_advice.ts";
import { type RequestLike, schemeOf } from "../request/mod.ts";
import { worldOf } from "./site_world.ts";
import { checkRoute, lackOf, startLine } from "./start_check.ts";

/** The rim of a site: what is not a function of its arguments. */
export interface Rim extends Surroundings {
  readonly clock: Clock;
  randomText(bytes: number): string;
  chance(): number;
  /** Where development keeps what a restart must not lose. */
  readonly lasting?: Lasting;
  /** Runs something once the process has nothing else to do; returns what calls it off. */
  whenIdle(run: () => void): () => void;
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
  readonly stores: Stores;
  readonly instances: Instances;
  readonly logouts: Logouts;
  readonly client: ClientBuild;
  readonly late: LateAnswers;
}

/** One app's live side. */
export class Site<Context> {
  readonly settings: Settings;
  readonly hub: Hub;
  readonly scripts: PageScripts;
  readonly observers: Observers;
  readonly pages: Pages;
  readonly parts: HubParts;
  readonly advice: PageAdvice;
  /** Resolves when all keys are at hand. */
  readonly ready: Promise<void>;
  readonly #options: LiveOptions<Context>;
  readonly #rim: Rim;
  readonly keyring: Keyring;
  readonly #departures: Departures;
  readonly #refused: Partial<Record<RefusalReason, number>> = {};

  /** Checks options, routes and layouts; what is wrong is thrown. Hears nothing yet. */
  constructor({ routes, options, dispatch, client, rim }: SiteParts<Context>) {
    this.#options = options;
    this.#rim = rim;
    const { clock } = rim;
    const settings = this.settings = settingsOf(options, rim);
    const log = gatedLog(settings, clock);
    this.observers = new Observers(options.observe, log.record);
    const kept: KeptParts = { settings, clock, lasting: rim.lasting, site: this, log };
    const secrets = secretsOf(kept);
    const keyring = this.keyring = new Keyring(secrets);
    const random = (bytes: number): string => rim.randomText(bytes);
    const logouts = new Logouts();
    const warn = (message: string): void => this.warn({ name: "flash", message });
    this.#departures = new Departures({ keyring, clock, logouts, warn, random });
    this.scripts = pageScripts(client);
    this.advice = new PageAdvice({ dispatch, warn: (warning) => this.warn(warning) });
    for (const [path, view] of Object.entries(routes)) checkRoute(path, view, settings.use);
    const observe = (record: HubRecord | ObserveRecord): void => this.observe(record);
    const { limits } = settings;
    const state = stateOf(kept, options.state);
    const views = Object.values(routes);
    this.#tellLacks(views, state);
    const seal = settings.encrypts ? new Sealing(settings.secrets) : undefined;
    const stores = new Stores({ bus: options.bus, state, seal, clock, limits, observe });
    const { presence } = options;
    const { use } = settings;
    const parts = this.parts = partsOf({ clock, views, use, presence, random, observe });
    const world = worldOf({
      clock,
      settings,
      parts,
      random,
      observers: this.observers,
      stores,
      process: random(3),
      observe,
      leave: (to, carry) => this.#leave(to, carry),
    });
    const instances = new Instances(
      clock,
      limits,
      (phase, error) => this.observe({ type: "failure", phase, request: random(9), error }),
    );
    const late = new LateAnswers(world, stores);
    const shared: Shared = { world, stores, instances, logouts, client, late };
    this.pages = this.#pages(shared);
    for (const view of views) this.pages.check(view);
    this.hub = this.#hub(shared, dispatch);
    this.ready = typeof secrets === "function" ? Promise.resolve() : keyring.ready();
    this.observe({ type: "start", message: startLine(Object.keys(routes), settings) });
  }

  /** Tells which views want something kept that nobody keeps. */
  #tellLacks(views: readonly ViewClass[], state: StateStore | undefined): void {
    // Under a test development keeps nothing either: that its pages say, the log need not.
    const isMeant = !this.settings.development || this.#options.state === false;
    for (const view of views) {
      const message = lackOf(view, state);
      if (message) this.advice.add(view, { name: "kept-state", message });
      if (message && isMeant) this.observe({ type: "notice", name: "kept-state", message });
    }
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
      keyring: this.keyring,
      scripts: this.scripts,
      observe: (record) => this.observe(record),
      warn: (message) => this.warn({ name: "flash", message }),
      renew: async (data, isSecure) => (await this.renew(data, isSecure)).cookie,
    });
  }

  #hub(shared: Shared, dispatch: Dispatch): Hub {
    const rim = this.#rim;
    const { world, instances, logouts } = shared;
    const { use, limits, development, extend } = this.settings;
    const mode = development ? "development" : "production";
    const signals = this.settings.signals ? rim.signals(rim.clock, mode) : undefined;
    const { holders, extensions } = builtIn({ ...shared, signals });
    const joins = new Joins({
      ...shared,
      holders,
      use,
      dispatch,
      observe: (record) => this.observe(record),
      keyring: this.keyring,
      date: () => rim.clock.date(),
      development,
      words: this.#options.messages,
    });
    return new Hub({
      clock: rim.clock,
      extensions: [...extensions, ...this.parts.all, ...extend],
      limits,
      development,
      instances,
      logouts,
      observe: (record) => this.observe(record),
      bus: world.bus,
      published: () => shared.stores.published(),
      forget: (session) => shared.stores.forget(session),
      random: world.random,
      answer: (...join) => joins.answer(...join),
      ticket: (resident) => this.pages.ticketFor(resident),
      refused: this.#refused,
      chance: () => rim.chance(),
      whenIdle: (run) => rim.whenIdle(run),
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
    return readSession(this.keyring, this.settings.cookie, cookies);
  }

  /** A session with a new id, and the cookie that says so. */
  async renew(
    data: SessionData,
    isSecure: boolean,
  ): Promise<{ session: Session; cookie: string }> {
    checkSession(data);
    const session: Session = { ...data, id: this.#rim.randomText(SESSION_ID_BYTES) };
    const text = await seal(this.keyring, "session", session);
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
  refuse(why: RefusalReason, message: string, response: Response): Response {
    this.observe({ type: "refused", why, message });
    return response;
  }

  /** A place for a socket, or the response that refuses it before the upgrade. */
  admit(request: RequestLike, session: string, counted: string | undefined): Place | Response {
    return admitted(this, { request, session, counted });
  }

  /** Leaves through a signed URL, as this visitor: sets the cookies a socket could not. */
  async depart(text: string, request: RequestLike, by: Leaver): Promise<Response> {
    const departure = await this.#departures.take(text, by);
    const isSecure = this.isSecure(request);
    return await departed(departure, {
      session: async (data) => (await this.renew(data, isSecure)).cookie,
      flash: (flash) => flashCookie(this.keyring, flash, isSecure),
    });
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
