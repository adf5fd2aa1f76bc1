/** The first load: a view is mounted and painted, and waits for its page to come live. */

import type { Warning } from "../../protocol/mod.ts";
import { type Child, type Scope, withParser } from "../../vdom/mod.ts";
import type { PageScripts } from "./assets.ts";
import { mountFailure, ownerOf, type Reached } from "../connection/mod.ts";
import { Instance, type Instances, type Resident } from "../instance/mod.ts";
import { type Clock, WarnOnce } from "../platform/mod.ts";
import {
  bytesIn,
  carried,
  COOKIE_LENGTH,
  type CspOption,
  flashCookie,
  type Keyring,
  type Logouts,
} from "../security/mod.ts";
import type { Extension, ViewClass } from "../view/mod.ts";
import type {
  CarriedFlash,
  HubRecord,
  Limits,
  MountOutcome,
  ObserveRecord,
  SessionData,
  World,
} from "../world/mod.ts";
import { documentOf, type DocumentParts } from "./document.ts";
import type { ErrorView } from "./error_view.ts";
import { checkLayout, type Layout } from "./layout.ts";
import type { Messages } from "./messages.ts";
import { PageTickets } from "./page_tickets.ts";
import { PaintedViews } from "./painted_views.ts";
import { Places } from "./places.ts";
import { PlainPages, type PlainVisit, type RenderOptions } from "./plain_pages.ts";
import { headersOf, respond } from "./respond.ts";
import { flashFor } from "./taken_flash.ts";

/** A request for a live page. */
export interface PageVisit extends Reached, PlainVisit {
  /** The session's cookie, where it has to be set. */
  readonly cookie: string | undefined;
  /** When the request came, in milliseconds since 1970. */
  readonly came: number;
  /** What an author should know of the app around the page. */
  readonly warnings?: readonly Warning[];
}

/** What pages need. */
export interface PageParts {
  readonly world: World;
  /** Extensions of all views. */
  readonly use: readonly Extension[];
  readonly clock: Clock;
  readonly instances: Instances;
  readonly logouts: Logouts;
  readonly keyring: Keyring;
  readonly limits: Limits;
  readonly scripts: PageScripts;
  readonly layout: Layout;
  readonly errorView: ErrorView | undefined;
  readonly csp: CspOption;
  readonly messages: Messages | undefined;
  observe(record: HubRecord | ObserveRecord): void;
  /** Tells the developer that a flash was cut. */
  warn(message: string): void;
  /** Writes the visitor's session: the cookie to set. */
  renew(data: SessionData, isSecure: boolean): Promise<string>;
}

/** A page that was painted, and is to be answered. */
interface PaintedPage {
  readonly instance: Instance;
  readonly inner: PaintedViews;
  /** The content, with that of the views in it. */
  readonly html: string;
  readonly flash: CarriedFlash | undefined;
  readonly outcome: Extract<MountOutcome, { type: "mounted" }>;
}

/** Paints pages. */
export class Pages {
  readonly #parts: PageParts;
  readonly #scope: Scope;
  readonly #places: Places;
  readonly #plain: PlainPages;
  readonly #tickets: PageTickets;
  /** What the layouts were warned of: each page brings it to its console. */
  readonly #warnings: Warning[] = [];
  /** Layouts that were tried. */
  readonly #tried = new WeakSet<Layout>();

  /** Paints with these parts. */
  constructor(parts: PageParts) {
    this.#parts = parts;
    const { development, strictStyles, events } = parts.world;
    this.#places = new Places(parts.world.random(9));
    const told = new WarnOnce();
    this.#scope = {
      nameOf: () => undefined,
      warn: (message, name) => {
        if (told.isNew(message)) this.#warn({ name, message });
      },
      development,
      strictStyles,
      events,
    };
    this.#tickets = new PageTickets({
      ...parts,
      warn: (message) => this.#scope.warn(message, "long-url"),
    });
    this.#plain = new PlainPages({ ...parts, scope: this.#scope, start: parts.world.process });
  }

  /** Tries the layout of a view. Throws where its pages could not go live. */
  check(view: ViewClass): void {
    const layout = this.#layoutOf(view);
    if (this.#tried.has(layout)) return;
    this.#tried.add(layout);
    const name = layout === this.#parts.layout ? "the layout" : `the layout of ${view.name}`;
    const tell = (messages: readonly string[]): void => {
      for (const message of messages) this.#warn({ name: "layout", message });
    };
    const checked = withParser(() =>
      checkLayout(layout, this.#scope, { name, places: this.#places })
    );
    // One with raw HTML is tried as soon as that can be read; where it fails, its first page tells.
    if (checked instanceof Promise) checked.then(tell, () => {});
    else tell(checked);
  }

  #warn(warning: Warning): void {
    this.#warnings.push(warning);
    this.#parts.observe({ type: "notice", ...warning });
  }

  /** A ticket for a page that has lived on since its paint. */
  ticketFor(resident: Resident): Promise<string> {
    return this.#tickets.later(resident);
  }

  /** The response for a page; undefined where the app's own "not found" has to answer. */
  async paint(visit: PageVisit): Promise<Response | undefined> {
    const { facts } = visit;
    const cookies = visit.cookie === undefined ? [] : [visit.cookie];
    const flash = await flashFor(visit, this.#parts.keyring, cookies);
    const instance = new Instance(visit.view, this.#parts.world, this.#parts.use);
    const { world, use, messages: words } = this.#parts;
    const observe = (record: ObserveRecord): void => this.#parts.observe(record);
    const inner = new PaintedViews({ world, use, words, observe }, visit);
    try {
      let outcome = await instance.mount({
        ...facts,
        ...(flash && { flash }),
        ...(world.state && { owner: await ownerOf(visit) }),
      }, "paint");
      if (outcome.type === "mounted") {
        const html = await inner.paint(instance);
        const painted = { instance, inner, html, flash, outcome: inner.answered(outcome) };
        if (!inner.elsewhere) return await this.#page(visit, painted, cookies);
        inner.end("failed");
        outcome = inner.elsewhere;
      }
      end(instance, "failed");
      switch (outcome.type) {
        case "notFound":
          return undefined;
        case "redirect":
          return await this.#redirect(visit, outcome, cookies);
        case "failed":
          this.#parts.observe(mountFailure(instance, visit, outcome));
          return await this.#plain.failure(visit, outcome.error, this.#layoutOf(visit.view));
      }
    } catch (error) {
      inner.end("failed");
      end(instance, "failed");
      this.#parts.observe({ type: "failure", phase: "page", request: facts.request.id, error });
      return await this.#plain.failure(visit, error, this.#layoutOf(visit.view));
    }
  }

  /** A page without a view. */
  render(visit: PlainVisit, template: Child, options: RenderOptions): Promise<Response> {
    return this.#plain.render(visit, template, { layout: this.#parts.layout, ...options });
  }

  /** The page where a view says that there is nothing. */
  notFound(visit: PageVisit): Promise<Response> {
    return this.#plain.notFound(visit, this.#layoutOf(visit.view));
  }

  /** The page where a form was sent without the script of its page. */
  unsent(visit: PlainVisit, view: ViewClass): Promise<Response> {
    return this.#plain.unsent(visit, this.#layoutOf(view));
  }

  async #page(
    visit: PageVisit,
    { instance, inner, html, flash, outcome }: PaintedPage,
    cookies: string[],
  ): Promise<Response> {
    const { world, instances } = this.#parts;
    const painted = instance.painted();
    const url = instance.location.target;
    const claim = visit.isShown ? world.random(16) : "";
    const ticket = await this.#tickets.first({ url, visit, painted, flash });
    const { messages, scripts } = this.#parts;
    const parts: DocumentParts = {
      layout: this.#layoutOf(visit.view),
      places: this.#places,
      scope: this.#scope,
      name: visit.view.name,
      facts: visit.facts,
      painted: { ...painted, content: html },
      messages,
      live: { claim, ticket, scripts },
      warnings: () => [...this.#warnings, ...visit.warnings ?? []],
    };
    const body = await withParser(() => documentOf(parts));
    if (visit.isShown && ticket !== "" && !this.#isPutOut(visit)) {
      const { view, userKey: user, facts } = visit;
      const { base, session } = facts;
      const about = { instance, view, claim, session: session.id, user, base };
      const resident: Resident = { ...about, ticketed: this.#parts.clock.date() };
      instances.addPainted(resident);
      inner.keep(resident, instances);
    } else {
      end(instance, "unclaimed");
      inner.end("unclaimed");
    }
    const headers = headersOf(this.#parts.csp, visit.given);
    for (const [name, value] of outcome.headers) {
      if (name.toLowerCase() === "set-cookie") headers.append(name, value);
      else headers.set(name, value);
    }
    return respond(body, outcome.status, headers, cookies);
  }

  async #redirect(
    visit: PageVisit,
    outcome: Extract<MountOutcome, { type: "redirect" }>,
    cookies: string[],
  ): Promise<Response> {
    const { isSecure } = visit;
    const isPutOut = this.#isPutOut(visit);
    if (outcome.session && !isPutOut) {
      // In place of the cookie of a visitor who is new.
      if (visit.cookie !== undefined) cookies.shift();
      cookies.push(await this.#parts.renew(outcome.session, isSecure));
    }
    if (Object.keys(outcome.flash).length > 0 && !isPutOut) {
      const { keyring, warn } = this.#parts;
      const flash = carried(outcome.flash, bytesIn(COOKIE_LENGTH), warn);
      cookies.push(await flashCookie(keyring, flash, isSecure));
    }
    const headers = new Headers({ location: outcome.to, "cache-control": "no-store" });
    return respond(null, 302, headers, cookies);
  }

  /** Whether the visitor was put out since the request came. */
  #isPutOut({ facts, came }: PageVisit): boolean {
    return this.#parts.logouts.since(facts.session.id, came);
  }

  #layoutOf(view: ViewClass): Layout {
    return (view as { layout?: Layout }).layout ?? this.#parts.layout;
  }
}

/** Ends an instance that no page will come for; what its own code throws is told by the instance. */
function end(instance: Instance, reason: "failed" | "unclaimed"): void {
  void instance.end(reason).catch(() => {});
}
