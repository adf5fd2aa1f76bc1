/** The routes of a site in an app: what a router says, in the words of the core. */

import {
  type Dispatch,
  isUpgrade,
  lastingEnv,
  pageHeadersOf,
  probeOf,
  REACHED_STATUS,
  upgrade,
} from "../connection/mod.ts";
import { type ClientBuild, preferredLocale } from "../page/mod.ts";
import { randomText } from "../platform/mod.ts";
import { countedAs, userKeyOf } from "../security/mod.ts";
import type { Anything, ViewClass } from "../view/mod.ts";
import type { Session, SessionData } from "../world/mod.ts";
import { outerPath, withValues } from "./base_path.ts";
import type { HubStats } from "./hub.ts";
import type { Observer } from "./observers.ts";
import type { LiveOptions } from "./options.ts";
import { refusal } from "./refusal.ts";
import { hostRefusal, isAhead, type RequestLike, requestOf } from "./request.ts";
import type { AppLike, LiveContext } from "./router.ts";
import { type Rim, Site } from "./site.ts";

/** All that is live in an app. */
export interface LiveHub<C = Anything> {
  /** Publishes a message to every view that subscribes to the topic. */
  publish(topic: string, message: unknown): void;
  /**
   * Ends the sockets of a visitor's session, for a logout. In all processes only with a bus that
   * spans them.
   */
  disconnect(sessionId: string): void;
  /** Sends all pages away, to come back spread over a window, and writes snapshots. */
  drain(): Promise<void>;
  /** Ends everything: sockets, views, timers, listeners. */
  close(): Promise<void>;
  /** Tells one more observer what happens, from now on; returns how to stop. */
  observe(observer: Observer): () => void;
  /** How much is alive. */
  stats(): HubStats;
  /** Resolves when everything is at hand. */
  readonly ready: Promise<void>;
  /** The visitor's session in any handler; undefined before the first live page. */
  session(context: C): Promise<Session | undefined>;
  /** Writes the visitor's session in place of what it held, and renews its id. */
  session(context: C, data: SessionData): Promise<Session>;
}

/** A hub, and the site behind it, for the test kit. */
export interface MountedSite<C> {
  readonly hub: LiveHub<C>;
  readonly site: Site<C>;
}

/** Registers the routes of a site, on a rim that a test may replace. */
export function mountSite<C extends LiveContext>(
  app: AppLike,
  routes: Readonly<Record<string, ViewClass>>,
  options: LiveOptions<C>,
  parts: { readonly client: ClientBuild; readonly rim: Rim },
): MountedSite<C> {
  const dispatch: Dispatch = options.fetch ?? ((request, env) => app.fetch(request, env));
  const site = new Site<C>({ routes, options, dispatch, ...parts });
  const own = endpointsOf(app, site, options);
  for (const [path, view] of Object.entries(routes)) own.addPage(path, view);
  return {
    site,
    hub: {
      publish: (topic, message) => site.hub.publish(topic, message),
      disconnect: (sessionId) => site.hub.disconnect(sessionId),
      drain: () => site.hub.drain(),
      close: async () => {
        await site.ready;
        await site.hub.close();
      },
      observe: (observer) => site.observers.add(observer),
      stats: () => site.hub.stats(),
      ready: site.ready,
      session: own.session as LiveHub<C>["session"],
    },
  };
}

/** The endpoints of a site; where they cannot be, what the site listens to is let go. */
function endpointsOf<C extends LiveContext>(
  app: AppLike,
  site: Site<C>,
  options: LiveOptions<C>,
): Endpoints<C> {
  try {
    return new Endpoints(app, site, options);
  } catch (error) {
    void site.ready.then(() => site.hub.close());
    throw error;
  }
}

/** The routes of a site in an app. */
class Endpoints<C extends LiveContext> {
  readonly #app: AppLike;
  readonly #site: Site<C>;
  readonly #options: LiveOptions<C>;
  /** The path before `/_djust`, with the params of a base path in it. */
  readonly #prefix: string;
  /** Sessions that were written while their request runs: its cookie still says what was. */
  readonly #written = new WeakMap<C, Session>();

  constructor(app: AppLike, site: Site<C>, options: LiveOptions<C>) {
    this.#app = app;
    this.#site = site;
    this.#options = options;
    const health = this.#get("/_djust/health", () => site.health());
    const { routes = [] } = app as { routes?: readonly { path: string }[] };
    if (routes.filter(({ path }) => path === health).length > 1) {
      throw new Error(
        `Cannot start: live() was called before on this app, at "${health}"; give all routes to one live(), or other ones to live(app.basePath("/other"), …)`,
      );
    }
    this.#prefix = health?.slice(0, -"/_djust/health".length) ?? "";
    this.#get("/_djust/socket", (c, request) => this.#socket(c, request));
    this.#get("/_djust/go/:departure", async (c, request) => {
      const visitor = (await this.session(c))?.id ?? "";
      return await site.depart(c.req.param("departure") ?? "", request, visitor);
    });
    this.#get(
      "/_djust/:script{client\\..+\\.js}",
      (c) =>
        site.script.respond(c.req.param("script") ?? "", c.req.header("accept-encoding") ?? null),
    );
  }

  /** Registers a page. */
  addPage(path: string, view: ViewClass): void {
    const full: string | undefined = this.#get(
      path,
      (c, request) => this.#page(c, request, { view, path: full ?? path }),
    );
  }

  /** See {@link LiveHub.session}. */
  readonly session = async (
    c: C,
    data?: SessionData,
  ): Promise<Session | undefined> => {
    const { read } = this.#options.session ?? {};
    if (data === undefined) {
      if (read) return await read(c);
      return this.#written.get(c) ?? await this.#site.session(c.req.header("cookie") ?? null);
    }
    if (read) {
      throw new TypeError(
        `Cannot write the session: the option "session.read" replaces the framework's cookie; write yours`,
      );
    }
    const request = requestOf(c);
    const isSecure = request !== undefined && this.#site.isSecure(request);
    const { session, cookie } = await this.#site.renew(data, isSecure);
    c.header("set-cookie", cookie, { append: true });
    this.#written.set(c, session);
    return session;
  };

  /** Registers a handler; the whole path under which the app has it, where the app tells. */
  #get(
    path: string,
    handler: (c: C, request: RequestLike) => Response | Promise<Response>,
  ): string | undefined {
    this.#app.get(path, (c: C) => {
      const request = requestOf(c);
      if (request) return handler(c, request);
      const response = refusal(400, "The Host of this request names no host");
      return this.#site.refuse("host", hostRefusal(c), response);
    });
    const { routes } = this.#app as { routes?: readonly { path: string }[] };
    return routes?.at(-1)?.path;
  }

  async #page(
    c: C,
    request: RequestLike,
    { view, path }: { view: ViewClass; path: string },
  ): Promise<Response> {
    const site = this.#site;
    const came = site.date();
    const base = this.#base(c, path);
    const probe = probeOf(c.env);
    const isSecure = site.isSecure(request);
    const { session, cookie } = await this.#visitor(c, isSecure, probe !== undefined);
    const user: unknown = await this.#options.user?.(c);
    const address = site.address(request);
    const reached = {
      view,
      userKey: userKeyOf(user, this.#options.userKey),
      facts: {
        params: c.req.param() as Record<string, string>,
        query: request.url.searchParams,
        url: request.url,
        session,
        user,
        locale: preferredLocale(request.headers.get("accept-language")),
        base,
        request: {
          id: requestId(c),
          method: c.req.method,
          headers: request.headers,
          ...(address !== undefined && { address }),
        },
      },
    };
    if (probe) {
      probe.reached = reached;
      return new Response(null, { status: REACHED_STATUS });
    }
    const isShown = c.req.method === "GET" && !isAhead(request.headers);
    const given = c.res.headers;
    const response = await site.paint({ ...reached, cookie, isShown, isSecure, given, came });
    return response ? answer(c, response) : await c.notFound();
  }

  /** Where `/_djust` is for this page. Throws where joins would go around an outer app's guards. */
  #base(c: C, path: string): string {
    const real = c.req.routePath ?? path;
    const outer = real === path ? "" : outerPath(real, path);
    if (real !== path && !this.#options.fetch) {
      throw new Error(
        `Cannot show "${
          c.req.path.slice(0, 100)
        }": live() was given a sub-app; use live(main.basePath("${outer}"), …) or { fetch: main.fetch }`,
      );
    }
    const { basePath } = this.#site.settings;
    return basePath + withValues(outer + this.#prefix, (name) => c.req.param(name));
  }

  /** The visitor's session; a page gives one to who has none, a socket cannot. */
  async #visitor(
    c: C,
    isSecure: boolean,
    isProbe: boolean,
  ): Promise<{ session: Session; cookie: string | undefined }> {
    const known = await this.session(c);
    if (known) return { session: known, cookie: undefined };
    if (isProbe || this.#options.session?.read) return { session: { id: "" }, cookie: undefined };
    return await this.#site.renew({}, isSecure);
  }

  async #socket(c: C, request: RequestLike): Promise<Response> {
    const site = this.#site;
    if (!isUpgrade(request.headers)) {
      const response = refusal(426, "This is the socket of live pages; upgrade to a WebSocket");
      response.headers.set("upgrade", "websocket");
      return response;
    }
    // After the upgrade nothing of the request can be read.
    const headers = pageHeadersOf(request.headers);
    const address = site.address(request);
    const session = (await this.session(c))?.id ?? "";
    const place = site.admit(request, session, countedAs(address));
    if (place instanceof Response) return place;
    try {
      const { origin } = request.url;
      const env = lastingEnv(c.env);
      const { response, transport } = upgrade(c.req.raw, site.settings.limits.idle / 1_000);
      site.hub.connect(transport, { origin, headers, env, address, session }, place);
      return response;
    } catch (error) {
      place.leave();
      const reason = error instanceof Error ? error.message.slice(0, 100) : "unknown";
      const response = refusal(400, "Cannot upgrade this request");
      return site.refuse("upgrade", `Cannot join: no upgrade to a socket: ${reason}`, response);
    }
  }
}

/** A response with what middleware has set before: a router would let one of the two get lost. */
function answer(c: LiveContext, { body, status, headers }: Response): Response {
  for (const [name, value] of headers) c.header(name, value, { append: name === "set-cookie" });
  return c.body(body, status);
}

/** The id that Hono's `requestId()` gave the request, or a new one. */
function requestId(c: LiveContext): string {
  const given: unknown = c.get("requestId");
  return typeof given === "string" && /^[\w.-]{1,64}$/.test(given) ? given : randomText(9);
}
