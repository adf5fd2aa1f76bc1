/** An app with one live view, on a clock that is moved by hand, and visitors with cookies. */

import { Hono } from "hono";
import { CLIENT_BUILD } from "../client/hashes.gen.ts";
import {
  type LiveOptions,
  type MountedSite,
  mountSite,
  type SessionData,
  type Site,
  type ViewClass,
} from "../server/mod.ts";
import { preloadRaw } from "../vdom/mod.ts";
import { SharedClock } from "./clock.ts";
import { wholeOf } from "./open_answer.ts";
import type { Wire } from "./wire.ts";

/** The address of a test site. No request ever leaves the process. */
export const ORIGIN = "http://live.test";

/** Tells whose request it is, in place of a login. */
const VISITOR = "x-test-visitor";

/** A test is faster than any visitor: what it sends would wait for time to pass. */
const UNHURRIED = { rate: 1_000_000, burst: 1_000_000 };

/** Somebody with a browser: cookies, and a login. */
export interface Visitor {
  readonly id: string;
  cookie: string;
}

/** One app and its hub. */
export class TestSite {
  readonly clock: SharedClock = new SharedClock();
  readonly #app = new Hono();
  readonly #users = new Map<string, unknown>();
  readonly #mounted: MountedSite<never>;
  #visitors = 0;
  #drawn = 0;

  constructor(routes: Readonly<Record<string, ViewClass>>, options: LiveOptions) {
    this.#mounted = mountSite(this.#app, routes, {
      signals: false,
      user: (context: { req: { header(name: string): string | undefined } }) =>
        this.#users.get(context.req.header(VISITOR) ?? ""),
      observe: (record) => {
        const isFailure = record.type === "failure" || record.type === "error" ||
          (record.type === "store" && record.status === "degraded");
        if (isFailure) this.failures.push(record);
      },
      ...options,
      limits: { ...UNHURRIED, ...options.limits },
    } as LiveOptions<never>, { client: CLIENT_BUILD, rim: this.#rim() });
  }

  /** What failed on the server, oldest first. */
  readonly failures: unknown[] = [];

  get #site(): Site<never> {
    return this.#mounted.site;
  }

  /** The hub: `publish`, `drain`, `stats`. */
  get hub(): MountedSite<never>["hub"] {
    return this.#mounted.hub;
  }

  /** Somebody new. */
  async visitor(session: SessionData | undefined, user: unknown): Promise<Visitor> {
    const id = String(++this.#visitors);
    if (user !== undefined) this.#users.set(id, user);
    const visitor = { id, cookie: "" };
    if (session) this.#keep(visitor, (await this.#site.renew(session, false)).cookie);
    return visitor;
  }

  /** What a GET answers. */
  async get(path: string, visitor: Visitor): Promise<Response> {
    // A live update that meets raw HTML first would wait for its parser, in no time of this clock.
    await preloadRaw();
    const headers = this.#headers(visitor);
    const response = await this.#app.fetch(new Request(new URL(path, ORIGIN), { headers }));
    for (const cookie of response.headers.getSetCookie()) this.#keep(visitor, cookie);
    return await wholeOf(response, (path) => this.get(path, visitor));
  }

  /** What a form is answered that a browser sends by itself. */
  async post(
    path: string,
    fields: readonly (readonly [string, string])[],
    visitor: Visitor,
  ): Promise<Response> {
    const headers = this.#headers(visitor);
    headers.set("origin", ORIGIN);
    headers.set("sec-fetch-site", "same-origin");
    const body = new URLSearchParams(fields.map(([name, value]) => [name, value]));
    const request = new Request(new URL(path, ORIGIN), { method: "POST", headers, body });
    const response = await this.#app.fetch(request);
    for (const cookie of response.headers.getSetCookie()) this.#keep(visitor, cookie);
    return response;
  }

  /** Joins the ends of a line: the server's hub hears the wire from now on. */
  async connect(wire: Wire, visitor: Visitor): Promise<void> {
    const headers = this.#headers(visitor);
    headers.set("origin", ORIGIN);
    headers.set("host", new URL(ORIGIN).host);
    const session = (await this.#site.session(visitor.cookie))?.id ?? "";
    const request = { url: new URL("/_djust/socket", ORIGIN), headers, peer: undefined };
    const place = this.#site.admit(request, session, undefined);
    if (place instanceof Response) return wire.cut();
    this.#site.hub.connect(
      wire,
      { site: this.#site, base: "", origin: ORIGIN, headers, env: {}, address: undefined, session },
      place,
    );
  }

  #headers(visitor: Visitor): Headers {
    return new Headers({ cookie: visitor.cookie, [VISITOR]: visitor.id });
  }

  /** Keeps a cookie as a browser would. */
  #keep(visitor: Visitor, header: string): void {
    const pair = header.split(";")[0] ?? "";
    const name = pair.slice(0, pair.indexOf("="));
    const others = visitor.cookie.split("; ").filter((cookie) =>
      cookie !== "" && !cookie.startsWith(name + "=")
    );
    visitor.cookie = [...others, pair].join("; ");
  }

  #rim(): Parameters<typeof mountSite>[3]["rim"] {
    const draw = (bytes: number): string =>
      String(++this.#drawn).padStart(Math.ceil(bytes * 4 / 3), "0");
    return {
      clock: this.clock.inner,
      secret: undefined,
      isDeployment: false,
      random: () => draw(48),
      randomText: draw,
      chance: () => 0,
      // Every page of the kit has it loaded beforehand.
      whenIdle: () => () => {},
      signals: () => ({ listen: () => ({ listeners: 0, stop: () => {} }) }),
    };
  }
}
