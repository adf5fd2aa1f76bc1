/** What `mount(ctx)` is given, and what it asked for. */

import { checkSession, safeRedirect } from "../../security/mod.ts";
import type { Mount, User } from "../../view/mod.ts";
import type { MountFacts, RequestFacts, Session, SessionData } from "../../world/mod.ts";

/** Where a mount leads instead of to a page. */
export type Detour =
  | { type: "redirect"; to: string; session?: SessionData }
  | { type: "notFound" };

/** The context of one mount. Its methods are bound: `mount({ params, redirect })` takes them out. */
export class MountContext implements Mount {
  readonly #facts: MountFacts;
  /** Whether a socket is there. */
  readonly connected: boolean;
  /** What the page is to be answered with. */
  readonly answer: { status: number; headers: [string, string][] } = { status: 200, headers: [] };
  /** Fields that have what an earlier page of the visitor left. */
  remembered: readonly string[] = [];
  /** Set once the mount leads elsewhere. */
  detour: Detour | undefined;

  /** A context for these facts. */
  constructor(facts: MountFacts, how: "paint" | "join") {
    this.#facts = facts;
    this.connected = how === "join";
  }

  /** See {@link Mount}. */
  get params(): Record<string, string> {
    return this.#facts.location.params;
  }
  /** See {@link Mount}. */
  get query(): URLSearchParams {
    return this.#facts.location.query;
  }
  /** See {@link Mount}. */
  get url(): URL {
    return this.#facts.location.url;
  }
  /** See {@link Mount}. */
  get session(): Session {
    return this.#facts.session;
  }
  /** See {@link Mount}. */
  get user(): User {
    return this.#facts.user as User;
  }
  /** See {@link Mount}. */
  get locale(): string {
    return this.#facts.locale;
  }
  /** See {@link Mount}. */
  get request(): RequestFacts {
    return this.#facts.request;
  }
  /** See {@link Mount}. */
  get restored(): readonly string[] | undefined {
    const { restored } = this.#facts;
    if (!restored && this.remembered.length === 0) return undefined;
    return [...new Set([...this.remembered, ...Object.keys(restored?.fields ?? {})])];
  }

  /** See {@link Mount}. */
  readonly redirect = (to: string, options: { session?: SessionData } = {}): void => {
    if (options.session) checkSession(options.session);
    this.detour = { type: "redirect", to: targetOf(to, this.url), ...options };
  };

  /** See {@link Mount}. */
  readonly status = (code: number): void => {
    if (!Number.isInteger(code) || code < 200 || code > 599) {
      throw new RangeError(`Cannot set the status ${code}: give a whole number from 200 to 599`);
    }
    this.answer.status = code;
  };

  /** See {@link Mount}. */
  readonly header = (name: string, value: string): void => {
    // Throws here, where the author can see it, for what is no header.
    new Headers([[name, value]]);
    this.answer.headers.push([name, value]);
  };

  /** See {@link Mount}. */
  readonly notFound = (): void => {
    this.detour = { type: "notFound" };
  };
}

/** A redirect's target on the page's own origin; anything else is an error. */
export function targetOf(to: string, url: URL): string {
  const target = safeRedirect(to, url.href);
  if (target !== undefined) return target;
  throw new TypeError(
    `Cannot redirect to ${
      JSON.stringify(String(to).slice(0, 100))
    }: it may lead away from ${url.origin}; ` +
      `give a path that begins with one "/"`,
  );
}
