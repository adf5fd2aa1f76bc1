/** Pages without a view: those of the app's own routes, errors, and what is not there. */

import { type Child, html, placed, print, type Scope, withParser } from "../../vdom/mod.ts";
import type { FormRefusal } from "../posts/mod.ts";
import type { CspOption, Keyring } from "../security/mod.ts";
import { Flash } from "../view/mod.ts";
import { describe, type HubRecord, type MountFacts, type ObserveRecord } from "../world/mod.ts";
import { fileOf, fingerprint } from "./assets.ts";
import { COMEBACK } from "./error_script.ts";
import { styleUrl } from "./document.ts";
import { type ErrorView, errorViewIn } from "./error_view.ts";
import { defaultLayout, type Layout, layoutContext } from "./layout.ts";
import type { Messages } from "./messages.ts";
import { headersOf, respond } from "./respond.ts";
import { withVisible } from "./style.ts";
import { unsentOf } from "./unsent.ts";
import { flashFor, type Looker } from "./taken_flash.ts";

/** A request for a page without a view. */
export interface PlainVisit extends Looker {
  /** Headers of the response that somebody has set before. */
  readonly given: Headers;
}

/**
 * How a page of `hub.render()` differs.
 *
 * @category Hub
 */
export interface RenderOptions {
  /** Another document than that of the live pages. */
  readonly layout?: Layout;
  /** The status of the response. Default: 200. */
  readonly status?: number;
  /** The document's title. Default: the host. */
  readonly title?: string;
}

/** What such pages need. */
export interface PlainParts {
  readonly scope: Scope;
  readonly keyring: Keyring;
  /** The name of this start of the process. */
  readonly start: string;
  readonly errorView: ErrorView | undefined;
  readonly csp: CspOption;
  readonly messages: Messages | undefined;
  observe(record: HubRecord | ObserveRecord): void;
}

/** What is placed in a layout. */
interface Placed {
  readonly title: string;
  readonly content: Child;
  readonly scripts?: Child;
  readonly flash?: Child;
}

/** Paints pages without a view. */
export class PlainPages {
  readonly #parts: PlainParts;

  /** Paints with these parts. */
  constructor(parts: PlainParts) {
    const deaf =
      `Cannot paint this page: it has a handler, and no view that would hear it; write <form method="post"> and a route for it, or make the page a view`;
    this.#parts = { ...parts, scope: { ...parts.scope, deaf } };
  }

  /** The page of one of the app's own routes. */
  async render(
    visit: PlainVisit,
    content: Child,
    { layout = defaultLayout, status = 200, title }: RenderOptions,
  ): Promise<Response> {
    const { facts, given } = visit;
    const { keyring, csp } = this.#parts;
    const cookies: string[] = [];
    const messages = new Flash(await flashFor(visit, keyring, cookies)).render();
    const flash = html`<div aria-live="polite">${messages}</div>`;
    const page = this.#place(facts, layout, {
      title: title ?? facts.location.url.hostname,
      content,
      flash,
    });
    try {
      const body = await this.#print(page, facts);
      return respond(body, status, headersOf(csp, given), cookies);
    } catch (error) {
      throw placed(error, `hub.render() at ${facts.request.method} "${facts.location.path}"`);
    }
  }

  /** The page that stands in for a view. Should its own template or layout fail, plainer ones do. */
  async failure(
    { facts, given }: PlainVisit,
    thrown: unknown,
    layout: Layout,
  ): Promise<Response> {
    const { scope, errorView, csp, messages, observe } = this.#parts;
    const { development } = scope;
    const { user, request: { id: request } } = layoutContext(facts);
    const headers = headersOf(csp, given);
    const error = development ? thrown : undefined;
    const scripts = development ? this.#comeback(facts, thrown) : null;
    const own = errorViewIn(messages);
    for (
      const [view, around] of [[errorView, layout], [own, layout], [own, defaultLayout]] as const
    ) {
      if (!view) continue;
      try {
        const page = view({
          status: 500,
          request,
          error,
          development,
          user,
          layout: (content, title = "500") =>
            this.#place(facts, around, { title, content, scripts }),
        });
        return respond(await this.#print(page, facts), 500, headers, []);
      } catch (error) {
        observe({ type: "failure", phase: "errorView", request, error });
      }
    }
    return new Response(`Something went wrong (request ${request})`, { status: 500 });
  }

  /** The page where there is nothing. */
  async notFound({ facts, given }: PlainVisit, layout: Layout): Promise<Response> {
    const { csp, messages } = this.#parts;
    const title = messages?.notFound ?? "There is nothing here";
    const content = html`
      <h1>${title}</h1>
      <p><code>${facts.location.path}</code></p>
    `;
    const page = this.#place(facts, layout, { title, content });
    return respond(await this.#print(page, facts), 404, headersOf(csp, given), []);
  }

  /** The page where a form came without the script of its page, and was not taken. */
  async unsent(
    { facts, given }: PlainVisit,
    layout: Layout,
    why: FormRefusal | "script",
  ): Promise<Response> {
    const { csp, messages = {} } = this.#parts;
    const title = messages.unsent ?? "This form was not sent";
    const { status, words } = unsentOf(why, messages);
    const content = html`
      <h1>${title}</h1>
      <p>${words} <a href="">${facts.location.path}</a></p>
    `;
    const page = this.#place(facts, layout, { title, content });
    const headers = headersOf(csp, given);
    if (status === 405) headers.set("allow", "GET, HEAD");
    return respond(await this.#print(page, facts), status, headers, []);
  }

  /** A layout may have what is seen or not by the line; here there is none. */
  async #print(page: Child, facts: MountFacts): Promise<string> {
    return withVisible(await withParser(() => print(page, this.#parts.scope)), facts);
  }

  #place(
    facts: MountFacts,
    layout: Layout,
    { title, content, scripts = null, flash = null }: Placed,
  ): Child {
    return layout({
      title,
      content,
      head: null,
      scripts,
      flash,
      style: styleUrl(facts),
      lang: undefined,
      dir: undefined,
      ctx: layoutContext(facts),
    });
  }

  /** Brings an error page back by itself once its error is mended. */
  #comeback({ base }: MountFacts, error: unknown): Child {
    const name = fileOf(COMEBACK);
    // What is thrown, and where: further down the stack tells of the request.
    const [what, where] = describe(error).split("\n");
    const print = fingerprint(`${what} ${where}`);
    return html`<script src=${`${base}/_djust/${name}`} data-start=${this.#parts.start} data-error=${print} defer></script>`;
  }
}
