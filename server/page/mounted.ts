/** Responses of a view that was mounted: its page, which waits for its socket, or where it leads. */

import type { Scope } from "../../vdom/mod.ts";
import { withParser } from "../../vdom/mod.ts";
import type { Warning } from "../../protocol/mod.ts";
import type { Instance, Painted, Resident } from "../instance/mod.ts";
import type { Written } from "../posts/mod.ts";
import {
  bytesIn,
  carried,
  COOKIE_LENGTH,
  flashCookie,
  PAGE_PRINT_BYTES,
  pagePrint,
  sessionPrint,
  writeFormToken,
  writeTicket,
} from "../security/mod.ts";
import type { CarriedFlash, Limits, MountOutcome } from "../world/mod.ts";
import { documentOf, type DocumentParts } from "./document.ts";
import type { Layout } from "./layout.ts";
import type { PageParts, PageVisit } from "./page_parts.ts";
import type { Places } from "./places.ts";
import { headersOf, respond } from "./respond.ts";

/** What such a response is made with. */
export interface MountedParts extends PageParts {
  readonly scope: Scope;
  readonly places: Places;
  /** Warnings that all pages bring to their consoles. */
  readonly warnings: readonly Warning[];
}

/** What a page is to show. */
export interface Shown {
  readonly layout: Layout;
  readonly flash: CarriedFlash | undefined;
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  /** Set with the page. */
  readonly cookies: readonly string[];
  /** What its visitor wrote into a form that was sent. */
  readonly written?: Written;
}

/** Where a view leads instead. */
type Redirect = Omit<Extract<MountOutcome, { type: "redirect" }>, "type">;

/** Responses of mounted views. */
export class MountedPages {
  readonly #parts: MountedParts;

  /** Made with these parts. */
  constructor(parts: MountedParts) {
    this.#parts = parts;
  }

  /** The page of a mounted instance. */
  async page(visit: PageVisit, instance: Instance, showing: Shown): Promise<Response> {
    const { world, instances, messages, scripts, scope, places, warnings } = this.#parts;
    const { layout, flash, status, cookies, written } = showing;
    const painted = instance.painted();
    const url = instance.location.target;
    const claim = visit.isShown ? world.random(16) : "";
    const ticket = await this.#ticket(url, visit, painted, flash);
    const token = painted.forms.length > 0 ? await this.#token(visit) : "";
    const parts: DocumentParts = {
      layout,
      places,
      scope,
      name: visit.view.name,
      facts: visit.facts,
      painted,
      messages,
      showing: { forms: painted.forms, token, written },
      live: { claim, ticket, scripts },
      warnings: () => [...warnings, ...visit.warnings ?? []],
    };
    const body = await withParser(() => documentOf(parts));
    if (visit.isShown && ticket !== "" && !this.isPutOut(visit)) {
      const { view, userKey: user, facts } = visit;
      const { base, session } = facts;
      const about = { instance, view, claim, session: session.id, user, base };
      instances.addPainted({ ...about, ticketed: this.#parts.clock.date() });
    } else {
      end(instance, "unclaimed");
    }
    const headers = headersOf(this.#parts.csp, visit.given);
    for (const [name, value] of showing.headers) {
      if (name.toLowerCase() === "set-cookie") headers.append(name, value);
      else headers.set(name, value);
    }
    return respond(body, status, headers, cookies);
  }

  /** A ticket for a page that has lived on since its paint: it is like no paint any more. */
  async ticketFor({ instance, session, base }: Resident): Promise<string> {
    const url = instance.location.target;
    const { keyring, clock, limits } = this.#parts;
    if (isTooLong(url, limits)) return "";
    return await writeTicket(keyring, {
      url,
      expires: clock.date() + limits.ticket,
      session: await sessionPrint(session),
      page: new Uint8Array(PAGE_PRINT_BYTES),
      flash: "",
    }, base);
  }

  /** The response that leads elsewhere; `cookies` are those of the visit. */
  async redirect(
    visit: PageVisit,
    { to, session, flash }: Redirect,
    { status, cookies }: { status: number; cookies: string[] },
  ): Promise<Response> {
    const { isSecure } = visit;
    const isPutOut = this.isPutOut(visit);
    if (session && !isPutOut) {
      // In place of the cookie of a visitor who is new.
      if (visit.cookie !== undefined) cookies.shift();
      cookies.push(await this.#parts.renew(session, isSecure));
    }
    if (Object.keys(flash).length > 0 && !isPutOut) {
      const { keyring, warn } = this.#parts;
      const all = carried(flash, bytesIn(COOKIE_LENGTH), warn);
      cookies.push(await flashCookie(keyring, all, isSecure));
    }
    const headers = new Headers({ location: to, "cache-control": "no-store" });
    return respond(null, status, headers, cookies);
  }

  /** Whether the visitor was put out since the request came. */
  isPutOut({ facts, came }: PageVisit): boolean {
    return this.#parts.logouts.since(facts.session.id, came);
  }

  #token({ facts, userKey: user }: PageVisit): Promise<string> {
    const { keyring, world } = this.#parts;
    const owner = { session: facts.session.id, user, base: facts.base };
    return writeFormToken(keyring, owner, (bytes) => world.random(bytes));
  }

  async #ticket(
    url: string,
    visit: PageVisit,
    painted: Painted,
    flash: CarriedFlash | undefined,
  ): Promise<string> {
    const { keyring, clock, limits } = this.#parts;
    if (isTooLong(url, limits)) {
      this.#parts.scope.warn(
        `A page of "${visit.view.name}" does not go live: its URL has over limits.url ` +
          `(${limits.url}) characters; keep long texts out of it`,
        "long-url",
      );
      return "";
    }
    const [session, page] = await Promise.all([
      sessionPrint(visit.facts.session.id),
      pagePrint(painted),
    ]);
    return await writeTicket(keyring, {
      url,
      expires: clock.date() + limits.ticket,
      session,
      page,
      flash: flash ? JSON.stringify(flash) : "",
    }, visit.facts.base);
  }
}

/** Whether a ticket with this URL would not fit into a page's first message, a text in JSON. */
function isTooLong(url: string, limits: Limits): boolean {
  return JSON.stringify(url).length - 2 > limits.url;
}

/** Ends an instance that no page will come for; what its own code throws is told by the instance. */
export function end(instance: Instance, reason: "failed" | "unclaimed"): void {
  void instance.end(reason).catch(() => {});
}
