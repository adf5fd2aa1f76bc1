/** Responses of a view that was mounted: its page, which waits for its socket, or where it leads. */

import type { Warning } from "../../protocol/mod.ts";
import { type Scope, withParser } from "../../vdom/mod.ts";
import type { Instance, Painted, Resident } from "../instance/mod.ts";
import { PageForms, shown, type ShownForm, type Written } from "../posts/mod.ts";
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
import { LateAnswer } from "./late_answer.ts";
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

/** What forms are signed for. */
interface SignedForms {
  readonly instance: Instance;
  /** None in a part that comes later. */
  readonly inner: PaintedViews | undefined;
  readonly forms: readonly ShownForm[];
}

/** A page whose parts may come later. */
interface LatePage {
  /** Whose time begins when its answer has ended: its own, and those of the views in it. */
  readonly residents: readonly Resident[];
  readonly instance: Instance;
  readonly content: string;
  /** The token of its forms. */
  readonly token: string;
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
    page: PaintedPage,
    { layout, status, headers: own, cookies, run }: PageAnswer,
  ): Promise<Response> {
    const { instance, inner, flash } = page;
    const { world, instances, messages, scripts, scope, places, warnings, tickets, csp, clock } =
      this.#parts;
    const painted = instance.painted();
    const url = instance.location.target;
    const claim = visit.isShown ? world.random(16) : "";
    const carriedOn = run ? instance.carriedFlash : flash;
    const ticket = await tickets.first({ url, visit, painted, flash: carriedOn });
    const written = run && writtenBy(run);
    const forms = await this.#forms(visit, page, run);
    const content = shown(page.html, { ...forms, written });
    const resident: Resident = {
      ...this.#about(visit),
      instance,
      claim,
      ticketed: clock.date(),
    };
    const goesLive = visit.isShown && ticket !== "";
    const residents = [resident];
    const late = goesLive && !run
      ? await this.#late(visit, { residents, instance, content, token: forms.token })
      : undefined;
    const parts: DocumentParts = {
      layout,
      places,
      scope,
      name: visit.view.name,
      facts: visit.facts,
      painted: { ...painted, content },
      messages,
      live: { claim, ticket, scripts },
      late: late && `late/${late.name}.js`,
      warnings: () => [...warnings, ...visit.warnings ?? []],
    };
    const body = await withParser(() => documentOf(parts));
    if (goesLive && !this.isPutOut(visit)) {
      const open = late ? world.limits.late : 0;
      instances.addPainted(resident, open);
      residents.push(...inner.keep(resident, instances, open));
    } else {
      end(instance, "unclaimed");
      inner.end("unclaimed");
    }
    const headers = withOwn(headersOf(csp, visit.given), own);
    // A proxy that collects an answer would keep back what is there already.
    if (late) headers.set("x-accel-buffering", "no");
    const code = written?.outcome === "refused" ? 422 : status;
    return respond(late ? late.body(body) : body, code, headers, cookies);
  }

  /** The open answer of a page whose parts may come later; undefined where there are none. */
  async #late(
    visit: PageVisit,
    { residents, instance, content, token }: LatePage,
  ): Promise<LateAnswer | undefined> {
    const { world, instances, late: answers } = this.#parts;
    // Views in it are mounted once, and stay: it is compared without what they show.
    const show = async (painted: Painted): Promise<string> => {
      const forms = new PageForms(() => world.random(9));
      const taken = forms.taken(painted.filled(new Map(), forms.of("")));
      const page = { instance, inner: undefined, forms: taken.forms };
      const signed = await this.#forms(visit, page, undefined, token);
      return shown(taken.html, { ...signed, written: undefined });
    };
    return await LateAnswer.of({
      world,
      answers,
      instance,
      first: (painted) => painted.views.length === 0 ? content : show(painted),
      show,
      failed: (error) =>
        this.#parts.observe({
          type: "failure",
          phase: "late part",
          request: visit.facts.request.id,
          error,
        }),
      ended: () => residents.forEach((resident) => instances.restartClaim(resident)),
    });
  }

  #about(
    { view, userKey: user, facts }: PageVisit,
  ): Omit<Resident, "instance" | "claim" | "ticketed"> {
    const { base, session } = facts;
    return { view, session: session.id, user, base };
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
    { instance, inner, forms }: SignedForms,
    run: FormRun | undefined,
    token = "",
  ): Promise<{ forms: readonly ShownForm[]; token: string }> {
    if (forms.length === 0) return { forms, token };
    const { keyring, world } = this.#parts;
    const owner = { session: facts.session.id, user, base: facts.base };
    const { route } = facts.location;
    token ||= await writeFormToken(keyring, owner, (bytes) => world.random(bytes));
    const signed = forms.map(async (form): Promise<ShownForm> => {
      const { view, data: { djustObject: field } } = form;
      // Before a form is run, all is as a fresh mount makes it again.
      if (typeof field !== "string" || run?.form.own.view !== view) return form;
      const kept = (view === "" ? instance : inner?.at(view))?.carried(field);
      if (kept === undefined) return form;
      const state = await writeFormState(keyring, { ...owner, route, view, field }, kept);
      return { ...form, state };
    });
    return { forms: await Promise.all(signed), token };
  }
}

/** The headers, with those that a view has set. */
function withOwn(headers: Headers, own: PageAnswer["headers"]): Headers {
  for (const [name, value] of own) {
    if (name.toLowerCase() === "set-cookie") headers.append(name, value);
    else headers.set(name, value);
  }
  return headers;
}

/** What was written into a form that was run. */
function writtenBy({ about, form: { fields }, end }: FormRun): Written | undefined {
  return end.type === "shown" ? { about, fields, outcome: end.outcome } : undefined;
}

/** Ends an instance that no page will come for; what its own code throws is told by the instance. */
export function end(instance: Instance, reason: "failed" | "unclaimed"): void {
  void instance.end(reason).catch(() => {});
}
