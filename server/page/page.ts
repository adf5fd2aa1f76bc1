/** The first load: a view is mounted and painted, and waits for its page to come live. */

import type { FailureCode, NamedEvent, Warning } from "../../protocol/mod.ts";
import { type Child, type Scope, withParser } from "../../vdom/mod.ts";
import { mountFailure, ownerOf } from "../connection/mod.ts";
import { Instance, type Resident } from "../instance/mod.ts";
import { WarnOnce } from "../platform/mod.ts";
import { type Field, type FormRefusal, submitterIn } from "../posts/mod.ts";
import type { ViewClass } from "../view/mod.ts";
import { checkLayout, type Layout } from "./layout.ts";
import { end, MountedPages, type Shown } from "./mounted.ts";
import type { PageParts, PageVisit } from "./page_parts.ts";
import { Places } from "./places.ts";
import { PlainPages, type PlainVisit, type RenderOptions } from "./plain_pages.ts";
import { flashFor } from "./taken_flash.ts";

/** A form that was sent without the page's script. */
export interface SentForm {
  readonly event: NamedEvent;
  readonly fields: readonly Field[];
}

/** Failures that are no matter of what was written. */
const REFUSED: Readonly<Partial<Record<FailureCode, FormRefusal>>> = {
  undeclared: "handler",
  denied: "denied",
  busy: "broken",
};

/** Paints pages. */
export class Pages {
  readonly #parts: PageParts;
  readonly #scope: Scope;
  readonly #places: Places;
  readonly #plain: PlainPages;
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
    const [scope, places, warnings] = [this.#scope, this.#places, this.#warnings];
    this.#plain = new PlainPages({ ...parts, scope, start: parts.world.process });
    this.#mounted = new MountedPages({ ...parts, scope, places, warnings });
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

  /** The response for a page; undefined where the app's own "not found" has to answer. */
  paint(visit: PageVisit): Promise<Response | undefined> {
    return this.#answer(visit);
  }

  /** The response for a form that was sent to it without its script; undefined as above. */
  post(visit: PageVisit, form: SentForm): Promise<Response | undefined> {
    return this.#answer(visit, form);
  }

  async #answer(visit: PageVisit, form?: SentForm): Promise<Response | undefined> {
    const { facts } = visit;
    const cookies = visit.cookie === undefined ? [] : [visit.cookie];
    const flash = await flashFor(visit, this.#parts.keyring, cookies);
    const instance = new Instance(visit.view, this.#parts.world, this.#parts.use);
    try {
      const outcome = await instance.mount({
        ...facts,
        ...(flash && { flash }),
        ...(this.#parts.world.state && { owner: await ownerOf(visit) }),
      }, "paint");
      if (outcome.type === "mounted") {
        const { status, headers } = outcome;
        const layout = this.#layoutOf(visit.view);
        const showing = { layout, flash, status, headers, cookies };
        if (!form) return await this.#mounted.page(visit, instance, showing);
        return await this.#sent(visit, instance, form, showing);
      }
      end(instance, "failed");
      switch (outcome.type) {
        case "notFound":
          return undefined;
        case "redirect":
          return await this.#mounted.redirect(visit, outcome, {
            status: form ? 303 : 302,
            cookies,
          });
        case "failed":
          this.#parts.observe(mountFailure(instance, visit, outcome));
          return await this.#plain.failure(visit, outcome.error, this.#layoutOf(visit.view));
      }
    } catch (error) {
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

  /** The page where a form was sent without the script of its page, and cannot be taken. */
  unsent(visit: PlainVisit, view: ViewClass, why: FormRefusal | "script"): Promise<Response> {
    return this.#plain.unsent(visit, this.#layoutOf(view), why);
  }

  /** A ticket for a page that has lived on since its paint. */
  ticketFor(resident: Resident): Promise<string> {
    return this.#mounted.ticketFor(resident);
  }

  /** Runs a form's handler; the page after it, or where it leads. */
  async #sent(
    visit: PageVisit,
    instance: Instance,
    { event, fields }: SentForm,
    showing: Shown & { cookies: string[] },
  ): Promise<Response> {
    const { layout, cookies } = showing;
    const { content, forms } = instance.painted();
    const s = submitterIn(content, forms, { handler: event.name, fields });
    const posted = await instance.post(s === undefined ? event : { ...event, facts: { s } });
    if (posted.type === "painted") {
      const { outcome } = posted;
      const why = outcome.type === "failed" ? REFUSED[outcome.code] : undefined;
      if (!why) {
        const isRefused = outcome.type === "failed";
        return await this.#mounted.page(visit, instance, {
          ...showing,
          flash: instance.carriedFlash,
          ...(isRefused && { status: 422 }),
          written: { handler: event.name, fields, outcome: isRefused ? "refused" : "taken" },
        });
      }
      end(instance, "failed");
      return await this.#plain.unsent(visit, layout, why);
    }
    end(instance, "failed");
    if (posted.type === "redirect") {
      return await this.#mounted.redirect(visit, posted, { status: 303, cookies });
    }
    const { facts } = visit;
    const request = { ...facts.request, id: posted.request ?? facts.request.id };
    return await this.#plain.failure(
      { ...visit, facts: { ...facts, request } },
      posted.error,
      layout,
    );
  }

  #layoutOf(view: ViewClass): Layout {
    return (view as { layout?: Layout }).layout ?? this.#parts.layout;
  }
}
