/** The routes of a site in an app: what a router says, in the words of the core. */

import type { Warning } from "../../../protocol/mod.ts";
import type { Child } from "../../../vdom/mod.ts";
import {
  type Dispatch,
  isUpgrade,
  lastingEnv,
  pageHeadersOf,
  probeOf,
  REACHED_STATUS,
  upgrade,
} from "../../connection/mod.ts";
import type { PageVisit, PlainVisit, RenderOptions } from "../../page/mod.ts";
import type { Clock } from "../../platform/mod.ts";
import { countedAs, userKeyOf } from "../../security/mod.ts";
import type { ViewClass } from "../../view/mod.ts";
import type { CarriedFlash, Session, SessionData } from "../../world/mod.ts";
import { answer, givenHeaders, isRouters } from "./answer.ts";
import { outerOf, outerPath, type Registered, withValues } from "./base_path.ts";
import { healthOf } from "./health.ts";
import type { LiveOptions } from "../settings/mod.ts";
import {
  type AppLike,
  elsewhere,
  hostRefusal,
  isAhead,
  type LiveContext,
  refusal,
  type RequestLike,
  requestOf,
} from "../request/mod.ts";
import type { Site } from "../site/mod.ts";
import { takeForm } from "./forms.ts";
import { RequestFlash } from "./request_flash.ts";
import { Visits } from "./visits.ts";

/** What the routes need besides an app and its site. */
interface EndpointsRest<C> {
  readonly options: LiveOptions<C>;
  /** Sends a request through the outermost app. */
  readonly dispatch: Dispatch;
  readonly clock: Clock;
}

/** The routes of a site in an app. */
export class Endpoints<C extends LiveContext> {
  readonly #app: AppLike;
  readonly #site: Site<C>;
  readonly #options: LiveOptions<C>;
  readonly #dispatch: Dispatch;
  readonly #clock: Clock;
  /** The path before `/_djust`, with the params of a base path in it. */
  readonly #prefix: string;
  readonly #visits: Visits<C>;
  readonly #flash: RequestFlash<C>;
  /** What an outer app has put before our paths, as far as a request has told. */
  #knownOuter = "";

  constructor(app: AppLike, site: Site<C>, rest: EndpointsRest<C>) {
    const { options, dispatch, clock } = rest;
    this.#app = app;
    this.#site = site;
    this.#options = options;
    this.#dispatch = dispatch;
    this.#clock = clock;
    this.#visits = new Visits(site, options);
    this.#flash = new RequestFlash(site);
    const health = this.#get("/_djust/health", () => healthOf(site.hub));
    const { routes = [] } = app as { routes?: readonly { path: string }[] };
    if (routes.filter(({ path }) => path === health).length > 1) {
      throw new Error(
        `Cannot start: live() was called before on this app, at "${health}"; give all routes to one live(), or other ones to live(app.basePath("/other"), …)`,
      );
    }
    this.#prefix = health?.slice(0, -"/_djust/health".length) ?? "";
    this.#get("/_djust/socket", (c, request, path) => this.#socket(c, request, path));
    this.#get("/_djust/go/:departure", async (c, request, path) => {
      const visitor = (await this.#visits.session(c))?.id ?? "";
      const by = { visitor, base: this.#base(c, path) };
      const response = await site.depart(c.req.param("departure") ?? "", request, by);
      return answer(c, response, givenHeaders(c));
    });
    for (const { path, answer } of site.hub.routes) {
      this.#get(`/_djust/${path}`, (c, { url }) =>
        answer({
          request: c.req.raw,
          url,
          params: c.req.param(),
          session: () => this.#visits.session(c),
        }));
    }
  }

  /** Registers a page. */
  addPage(path: string, view: ViewClass): void {
    const full = this.#get(path, (c, request, path) => this.#page(c, request, { view, path }));
    this.#app.post(path, (c: C, next: () => Promise<void>) => {
      const { matchedRoutes = [], routeIndex = 0 } = c.req;
      // A POST route of the app's own may stand behind live().
      const isOthers = matchedRoutes.slice(routeIndex + 1).some(({ method }) => method !== "GET");
      return isOthers ? next() : this.#form(c, { view, path: full ?? path });
    });
  }

  /** The visitor's session in any handler. */
  session(c: C, data?: SessionData): Promise<Session | undefined> {
    return this.#visits.session(c, data);
  }

  /** Puts a flash message in any handler: see `LiveHub.putFlash`. */
  putFlash(c: C, kind: string, text: string, ms: number | undefined): Promise<void> {
    return this.#flash.put(c, kind, text, ms);
  }

  /** A page without a view, in any handler. */
  async render(c: C, template: Child, options: RenderOptions = {}): Promise<Response> {
    const request = requestOf(c);
    if (!request) return this.#refuseHost(c);
    const visit = await this.#plainVisit(c, request, this.#under(c, this.#outerOfOwn(c)));
    return answer(c, await this.#site.pages.render(visit, template, options), visit.given);
  }

  /** A form was sent without the page's script. */
  async #form(c: C, { view, path }: { view: ViewClass; path: string }): Promise<Response> {
    const request = requestOf(c);
    if (!request) return this.#refuseHost(c);
    this.#checkOuter(c, path);
    const site = this.#site;
    const put = (): CarriedFlash | undefined => this.#flash.of(c);
    const sent = await takeForm({
      ...{ c, request, site, view, put },
      visits: this.#visits,
      dispatch: this.#dispatch,
      clock: this.#clock,
    });
    switch (sent.type) {
      case "answered":
        return answer(c, sent.response, givenHeaders(c));
      case "missing":
        return await this.#missing(c, sent.visit);
      case "refused": {
        const visit = sent.visit ?? await this.#plainVisit(c, request, this.#base(c, path));
        return answer(c, await site.pages.unsent(visit, view, sent.why), visit.given);
      }
      default:
        return sent satisfies never;
    }
  }

  /** A view says that there is nothing. */
  async #missing(c: C, visit: PageVisit): Promise<Response> {
    const own = await c.notFound();
    if (!await isRouters(own)) return own;
    return answer(c, await this.#site.pages.notFound(visit), visit.given);
  }

  async #plainVisit(c: C, request: RequestLike, base: string): Promise<PlainVisit> {
    const session = await this.#visits.session(c) ?? { id: "" };
    const facts = await this.#visits.facts(c, request, { session, base, route: "" });
    const isShown = c.req.method !== "HEAD" && !isAhead(request.headers);
    const isSecure = this.#site.isSecure(request);
    return { facts, given: givenHeaders(c), isShown, isSecure, put: this.#flash.of(c) };
  }

  /**
   * Registers a handler, which is told the whole path under which the app has it, where the app tells.
   * That is returned too.
   */
  #get(
    path: string,
    handler: (c: C, request: RequestLike, path: string) => Response | Promise<Response>,
  ): string | undefined {
    this.#app.get(path, (c: C) => {
      const request = requestOf(c);
      return request ? handler(c, request, full ?? path) : this.#refuseHost(c);
    });
    const { routes } = this.#app as { routes?: readonly { path: string }[] };
    const full = routes?.at(-1)?.path;
    return full;
  }

  #refuseHost(c: C): Response {
    const response = refusal(400, "The Host of this request names no host");
    return this.#site.refuse("host", hostRefusal(c), response);
  }

  async #page(
    c: C,
    request: RequestLike,
    { view, path }: { view: ViewClass; path: string },
  ): Promise<Response> {
    const site = this.#site;
    const came = site.date();
    this.#checkOuter(c, path);
    const base = this.#base(c, path);
    const probe = probeOf(c.env);
    if (probe && probe.site !== site) return elsewhere(request);
    const isSecure = site.isSecure(request);
    const { session, cookie } = await this.#visits.visitor(c, isSecure, probe !== undefined);
    const facts = await this.#visits.facts(c, request, { session, base, route: path });
    const reached = { view, userKey: userKeyOf(facts.user, this.#options.userKey), facts };
    if (probe) {
      probe.reached = reached;
      return new Response(null, { status: REACHED_STATUS });
    }
    const isShown = c.req.method === "GET" && !isAhead(request.headers);
    const given = givenHeaders(c);
    const warnings = isShown ? await this.#advice(c, request, { view, path }) : [];
    const put = this.#flash.of(c);
    const visit = { ...reached, cookie, isShown, isSecure, given, came, warnings, put };
    const response = await site.pages.paint(visit);
    return response ? answer(c, response, given) : await this.#missing(c, visit);
  }

  /** What an author should know of the app around a page. */
  async #advice(
    c: C,
    { url, headers }: RequestLike,
    { view, path }: { view: ViewClass; path: string },
  ): Promise<readonly Warning[]> {
    const site = this.#site;
    if (!site.settings.development) return [];
    const inner = withValues(this.#outer(c, path) + this.#prefix, (name) => c.req.param(name));
    const script = `${url.origin}${inner}/_djust/${site.scripts.dev}`;
    return await site.advice.about(c, { view, path, script, headers });
  }

  /** Where `/_djust` is for this request, as browsers see it. `path`: of its route, as registered. */
  #base(c: C, path: string): string {
    return this.#under(c, this.#outer(c, path));
  }

  /** What an outer app has put before the path of a route. */
  #outer(c: C, path: string): string {
    const real = c.req.routePath ?? path;
    return this.#knownOuter = real === path ? "" : outerPath(real, path);
  }

  /** The same for a route that the app has registered itself, or an app around it. */
  #outerOfOwn({ req }: C): string {
    const { routes = [] } = this.#app as { routes?: readonly Registered[] };
    // Where no route fits, `routePath` of some versions throws.
    const running = req.matchedRoutes?.[req.routeIndex ?? 0];
    return (running && outerOf(running, routes)) ?? this.#knownOuter;
  }

  /** Throws where joins would go around an outer app's guards. */
  #checkOuter(c: C, path: string): void {
    const outer = this.#outer(c, path);
    if (outer === "" || this.#options.fetch) return;
    throw new Error(
      `Cannot show "${
        c.req.path.slice(0, 100)
      }": live() was given a sub-app; use live(main.basePath("${outer}"), …) or { fetch: main.fetch }`,
    );
  }

  /** Where `/_djust` is, with the values of a base path's params. */
  #under(c: C, outer: string): string {
    const { basePath } = this.#site.settings;
    return basePath + withValues(outer + this.#prefix, (name) => c.req.param(name));
  }

  async #socket(c: C, request: RequestLike, path: string): Promise<Response> {
    const site = this.#site;
    // A HEAD comes here as a GET would, and cannot be upgraded.
    if (c.req.method !== "GET" || !isUpgrade(request.headers)) {
      const response = refusal(426, "This is the socket of live pages; upgrade to a WebSocket");
      response.headers.set("upgrade", "websocket");
      return response;
    }
    // After the upgrade nothing of the request can be read.
    const headers = pageHeadersOf(request.headers);
    const address = site.address(request);
    const session = (await this.#visits.session(c))?.id ?? "";
    const place = site.admit(request, session, countedAs(address));
    if (place instanceof Response) return place;
    try {
      const { origin } = request.url;
      const env = lastingEnv(c.env);
      const base = this.#base(c, path);
      const { response, transport } = upgrade(c.req.raw, site.settings.limits.idle / 1_000);
      const facts = { site, base, origin, headers, env, address, session };
      site.hub.connect(transport, facts, place);
      return response;
    } catch (error) {
      place.leave();
      const reason = error instanceof Error ? error.message.slice(0, 100) : "unknown";
      const response = refusal(400, "Cannot upgrade this request");
      return site.refuse("upgrade", `Cannot join: no upgrade to a socket: ${reason}`, response);
    }
  }
}
