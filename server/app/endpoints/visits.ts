/** Who visits: turns a router's context into the session and the facts of a visit. */

import { preferredLocale } from "../../page/mod.ts";
import { randomText } from "../../platform/mod.ts";
import {
  type MountFacts,
  PageLocation,
  type RequestFacts,
  type Session,
  type SessionData,
} from "../../world/mod.ts";
import type { LiveOptions } from "../settings/mod.ts";
import { type LiveContext, type RequestLike, requestOf } from "../request/mod.ts";
import type { Site } from "../site/mod.ts";

/** The visits of a site. */
export class Visits<C extends LiveContext> {
  readonly #site: Site<C>;
  readonly #options: LiveOptions<C>;
  /** Sessions that were written while their request runs: its cookie still says what was. */
  readonly #written = new WeakMap<C, Session>();

  /** Visits of this site. */
  constructor(site: Site<C>, options: LiveOptions<C>) {
    this.#site = site;
    this.#options = options;
  }

  /** The visitor's session; with `data` it is written, and its id renewed. */
  async session(c: C, data?: SessionData): Promise<Session | undefined> {
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
  }

  /** The visitor's session; a page gives one to who has none, a socket cannot. */
  async visitor(
    c: C,
    isSecure: boolean,
    isProbe: boolean,
  ): Promise<{ session: Session; cookie: string | undefined }> {
    const known = await this.session(c);
    if (known) return { session: known, cookie: undefined };
    if (isProbe || this.#options.session?.read) return { session: { id: "" }, cookie: undefined };
    return await this.#site.renew({}, isSecure);
  }

  /** What is known of a visit. */
  async facts(
    c: C,
    request: RequestLike,
    { session, base, route }: Pick<MountFacts, "session" | "base"> & { route: string },
  ): Promise<MountFacts> {
    const { url, headers } = request;
    const user: unknown = await this.#options.user?.(c);
    return {
      location: new PageLocation({ url, route, params: c.req.param() as Record<string, string> }),
      session,
      user,
      locale: preferredLocale(headers.get("accept-language")),
      base,
      request: this.request(c, request),
    };
  }

  /** The facts of a request. */
  request(c: C, request: RequestLike): RequestFacts {
    const address = this.#site.address(request);
    return {
      id: requestId(c),
      method: c.req.method,
      headers: request.headers,
      ...(address !== undefined && { address }),
    };
  }
}

/** The id that Hono's `requestId()` gave the request, or a new one. */
function requestId(c: LiveContext): string {
  const given: unknown = c.get("requestId");
  return typeof given === "string" && /^[\w.-]{1,64}$/.test(given) ? given : randomText(9);
}
