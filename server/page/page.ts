/** The first load: a view is mounted and painted, and waits for its page to come live. */

import type { Warning } from "../../protocol/mod.ts";
import { type Child, type Scope, withParser } from "../../vdom/mod.ts";
import { mountFailure, ownerOf } from "../connection/mod.ts";
import { Instance, type Resident } from "../instance/mod.ts";
import { WarnOnce } from "../platform/mod.ts";
import { type FormRefusal, PageForms } from "../posts/mod.ts";
import type { ViewClass } from "../view/mod.ts";
import type { ObserveRecord } from "../world/mod.ts";
import { FormRun, type SentForm } from "./form_run.ts";
import { checkLayout, type Layout } from "./layout.ts";
import { end, MountedPages } from "./mounted.ts";
import type { PageParts, PageVisit } from "./page_parts.ts";
import { PageTickets } from "./page_tickets.ts";
import { PaintedViews } from "./painted_views.ts";
import { Places } from "./places.ts";
import { PlainPages, type PlainVisit, type RenderOptions } from "./plain_pages.ts";
import { flashFor } from "./taken_flash.ts";

/** Paints pages. */
export class Pages {
  readonly #parts: PageParts;
  readonly #scope: Scope;
  readonly #places: Places;
  readonly #plain: PlainPages;
  readonly #tickets: PageTickets;
  readonly #mounted: MountedPages;
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
    const [scope, places, tickets] = [this.#scope, this.#places, this.#tickets];
    const warnings = this.#warnings;
    this.#plain = new PlainPages({ ...parts, scope, start: parts.world.process });
    this.#mounted = new MountedPages({ ...parts, scope, places, tickets, warnings });
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
  paint(visit: PageVisit): Promise<Response | undefined> {
    return this.#answer(visit, undefined);
  }

  /** The response for a form that was sent to it without its script; undefined as above. */
  post(visit: PageVisit, form: SentForm): Promise<Response | undefined> {
    return this.#answer(visit, new FormRun(form, () => this.#parts.world.random(9)));
  }

  async #answer(visit: PageVisit, run: FormRun | undefined): Promise<Response | undefined> {
    const { facts } = visit;
    const { world, use, messages: words, keyring } = this.#parts;
    const cookies = visit.cookie === undefined ? [] : [visit.cookie];
    const flash = await flashFor(visit, keyring, cookies);
    const instance = new Instance(visit.view, world, use);
    const observe = (record: ObserveRecord): void => this.#parts.observe(record);
    const forms = new PageForms(() => world.random(9));
    const inner = new PaintedViews({ world, use, words, observe, forms, run }, visit);
    const layout = this.#layoutOf(visit.view);
    const ended = (): void => {
      inner.end("failed");
      end(instance, "failed");
    };
    try {
      let outcome = await instance.mount({
        ...facts,
        ...(flash && { flash }),
        ...(world.state && { owner: await ownerOf(visit) }),
      }, "paint");
      if (outcome.type === "mounted") {
        const html = await inner.paint(instance);
        const instead = run && await this.#instead(visit, run, cookies);
        if (instead) {
          ended();
          return instead;
        }
        if (!inner.elsewhere) {
          const painted = { instance, inner, flash, ...forms.taken(html) };
          const answer = inner.answered(outcome);
          return await this.#mounted.page(visit, painted, { ...answer, layout, cookies, run });
        }
        outcome = inner.elsewhere;
      }
      ended();
      switch (outcome.type) {
        case "notFound":
          return undefined;
        case "redirect":
          return await this.#mounted.redirect(visit, outcome, { status: run ? 303 : 302, cookies });
        case "failed":
          observe(mountFailure(instance, visit, outcome));
          return await this.#plain.failure(visit, outcome.error, layout);
      }
    } catch (error) {
      ended();
      this.#parts.observe({ type: "failure", phase: "page", request: facts.request.id, error });
      return await this.#plain.failure(visit, error, layout);
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

  /** The page where a form was sent without the script of its page, and cannot be taken. */
  unsent(visit: PlainVisit, view: ViewClass, why: FormRefusal | "script"): Promise<Response> {
    return this.#plain.unsent(visit, this.#layoutOf(view), why);
  }

  /** What stands in the place of a page whose form was run; undefined where it is shown. */
  async #instead(
    visit: PageVisit,
    { end, form }: FormRun,
    cookies: string[],
  ): Promise<Response | undefined> {
    const layout = this.#layoutOf(visit.view);
    switch (end.type) {
      case "shown":
        return undefined;
      case "redirect":
        return await this.#mounted.redirect(visit, end, { status: 303, cookies });
      case "unsent":
        return await this.#plain.unsent(visit, layout, end.why);
      case "failed": {
        const { facts } = visit;
        const request = { ...facts.request, id: end.request ?? facts.request.id };
        const own = { ...visit, facts: { ...facts, request } };
        return await this.#plain.failure(own, end.error, layout);
      }
      default:
        throw new Error(`Cannot answer a form to "${form.event.name}"`, {
          cause: end satisfies never,
        });
    }
  }

  #layoutOf(view: ViewClass): Layout {
    return (view as { layout?: Layout }).layout ?? this.#parts.layout;
  }
}
