/** Responses of a view that was mounted: its page, which waits for its socket, or where it leads. */

import type { Warning } from "../../protocol/mod.ts";
import { type Scope, withParser } from "../../vdom/mod.ts";
import type { Instance, Resident } from "../instance/mod.ts";
import type { ShownForm, Written } from "../posts/mod.ts";
import {
  bytesIn,
  carried,
  COOKIE_LENGTH,
  flashCookie,
  writeFormState,
  writeFormToken,
} from "../security/mod.ts";
import type { CarriedFlash, MountOutcome } from "../world/mod.ts";
import { documentOf, type DocumentParts } from "./document.ts";
import type { FormRun } from "./form_run.ts";
import type { Layout } from "./layout.ts";
import type { PageParts, PageVisit } from "./page_parts.ts";
import type { PageTickets } from "./page_tickets.ts";
import type { PaintedViews } from "./painted_views.ts";
import type { Places } from "./places.ts";
import { headersOf, respond } from "./respond.ts";

/** What such a response is made with. */
export interface MountedParts extends PageParts {
  readonly scope: Scope;
  readonly places: Places;
  readonly tickets: PageTickets;
  /** Warnings that all pages bring to their consoles. */
  readonly warnings: readonly Warning[];
}

/** A page that was painted. */
export interface PaintedPage {
  readonly instance: Instance;
  readonly inner: PaintedViews;
  /** The content, with that of the views in it. */
  readonly html: string;
  /** The forms in that. */
  readonly forms: readonly ShownForm[];
  readonly flash: CarriedFlash | undefined;
}

/** How it is answered. */
export interface PageAnswer {
  readonly layout: Layout;
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly cookies: readonly string[];
  /** The form that was run before it was painted. */
  readonly run: FormRun | undefined;
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
  async page(
    visit: PageVisit,
    { instance, inner, html, forms, flash }: PaintedPage,
    { layout, status, headers: own, cookies, run }: PageAnswer,
  ): Promise<Response> {
    const { world, instances, messages, scripts, scope, places, warnings, tickets, csp, clock } =
      this.#parts;
    const painted = instance.painted();
    const url = instance.location.target;
    const claim = visit.isShown ? world.random(16) : "";
    const shown = run ? instance.carriedFlash : flash;
    const ticket = await tickets.first({ url, visit, painted, flash: shown });
    const written = run && writtenBy(run);
    const parts: DocumentParts = {
      layout,
      places,
      scope,
      name: visit.view.name,
      facts: visit.facts,
      painted: { ...painted, content: html },
      messages,
      showing: { ...await this.#forms(visit, { instance, inner, forms }, run), written },
      live: { claim, ticket, scripts },
      warnings: () => [...warnings, ...visit.warnings ?? []],
    };
    const body = await withParser(() => documentOf(parts));
    if (visit.isShown && ticket !== "" && !this.isPutOut(visit)) {
      const { view, userKey: user, facts } = visit;
      const { base, session } = facts;
      const about = { instance, view, claim, session: session.id, user, base };
      const resident: Resident = { ...about, ticketed: clock.date() };
      instances.addPainted(resident);
      inner.keep(resident, instances);
    } else {
      end(instance, "unclaimed");
      inner.end("unclaimed");
    }
    const headers = headersOf(csp, visit.given);
    for (const [name, value] of own) {
      if (name.toLowerCase() === "set-cookie") headers.append(name, value);
      else headers.set(name, value);
    }
    return respond(body, written?.outcome === "refused" ? 422 : status, headers, cookies);
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

  /** Its forms as they are sent: with a token, and what they bring back. */
  async #forms(
    { facts, userKey: user }: PageVisit,
    { instance, inner, forms }: Pick<PaintedPage, "instance" | "inner" | "forms">,
    run: FormRun | undefined,
  ): Promise<{ forms: readonly ShownForm[]; token: string }> {
    if (forms.length === 0) return { forms, token: "" };
    const { keyring, world } = this.#parts;
    const owner = { session: facts.session.id, user, base: facts.base };
    const { route } = facts.location;
    const token = await writeFormToken(keyring, owner, (bytes) => world.random(bytes));
    const signed = forms.map(async (form): Promise<ShownForm> => {
      const { view, data: { djustObject: field } } = form;
      // Before a form is run, all is as a fresh mount makes it again.
      if (typeof field !== "string" || run?.form.own.view !== view) return form;
      const kept = (view === "" ? instance : inner.at(view))?.carried(field);
      if (kept === undefined) return form;
      const state = await writeFormState(keyring, { ...owner, route, view, field }, kept);
      return { ...form, state };
    });
    return { forms: await Promise.all(signed), token };
  }
}

/** What was written into a form that was run. */
function writtenBy({ about, form: { fields }, end }: FormRun): Written | undefined {
  return end.type === "shown" ? { about, fields, outcome: end.outcome } : undefined;
}

/** Ends an instance that no page will come for; what its own code throws is told by the instance. */
export function end(instance: Instance, reason: "failed" | "unclaimed"): void {
  void instance.end(reason).catch(() => {});
}
