/** The HTML document of a page: the layout around what a view painted, and what it needs to go live. */

import type { Warning } from "../../protocol/mod.ts";
import { escape, print, type Scope } from "../../vdom/mod.ts";
import { fileOf, type PageScripts } from "./assets.ts";
import { type Layout, layoutContext } from "./layout.ts";
import type { Messages } from "./messages.ts";
import type { Painted } from "../frame/mod.ts";
import type { MountFacts } from "../world/mod.ts";
import type { Places } from "./places.ts";
import { STYLE, withVisible } from "./style.ts";

/** What a document is put together from. */
export interface DocumentParts {
  readonly layout: Layout;
  readonly places: Places;
  readonly scope: Scope;
  /** The view's name, for a page without a title. */
  readonly name: string;
  readonly facts: MountFacts;
  /** Its content as it is shown where no script runs. */
  readonly painted: Painted;
  readonly messages: Messages | undefined;
  /** By what the page joins; a page without a ticket cannot go live, and need not try. */
  readonly live: { readonly claim: string; readonly ticket: string; readonly scripts: PageScripts };
  /** The script that ends the answer, by its path; undefined where that does not stay open. */
  readonly late: string | undefined;
  /** Of the app around the view, so far. */
  warnings(): readonly Warning[];
}

/** What comes later may be seen or not by the line. */
const MAY_COME = " dj-cloak ";

/** The document. Throws where the layout has no place for the view or for its script. */
export function documentOf(parts: DocumentParts): string {
  const { layout, places, scope, name, facts, painted } = parts;
  const document = print(
    layout({
      // A document without a title has no name in tabs, histories and screen readers.
      title: painted.title || name,
      content: places.mark("content"),
      head: painted.head,
      scripts: places.mark("scripts"),
      flash: places.mark("flash"),
      style: styleUrl(facts),
      lang: painted.lang,
      dir: painted.dir,
      ctx: layoutContext(facts),
    }),
    scope,
  );
  for (const place of ["content", "scripts"] as const) {
    if (places.count(document, place) === 1) continue;
    throw new Error(
      `Cannot paint "${facts.location.path}": its layout does not place "${place}" once; put \${${place}} into its html`,
    );
  }
  const later = parts.late === undefined ? "" : MAY_COME;
  const styled = withVisible(document, facts, painted.flash, painted.content, later);
  // The content last: it is the largest, and searched by nobody then.
  const withScripts = places.fill(styled, "scripts", scriptsOf(parts));
  const flash = `<div data-djust-flash aria-live="polite">${painted.flash}</div>`;
  return places.fill(places.fill(withScripts, "flash", flash), "content", contentOf(parts));
}

/** Where a page finds the default style sheet. */
export function styleUrl({ base }: MountFacts): string {
  return `${base}/_djust/${fileOf(STYLE)}`;
}

function contentOf(
  { painted, messages, live: { claim, ticket } }: DocumentParts,
): string {
  const words = messages ? ` data-messages="${escape(JSON.stringify(messages))}"` : "";
  const manners = painted.manners && ` data-manners="${escape(painted.manners)}"`;
  const names = `data-djust="${claim}" data-ticket="${escape(ticket)}"${manners}${words}`;
  return `<div ${names}>${painted.content}</div>`;
}

/**
 * What views in this one need besides: asked for with the page, so that they are live as soon as it
 * is. The client asks for the same addresses.
 */
function preloads({ views }: Painted, { base }: MountFacts, { client }: PageScripts): string {
  if (views.length === 0) return "";
  return ["more", "views"].map((name) => {
    const file = client.replace("client.", `client.${name}.`);
    return `<link rel="modulepreload" href="${escape(`${base}/_djust/${file}`)}?0">`;
  }).join("");
}

function scriptsOf(
  { facts, scope, painted, warnings, late, live: { ticket, scripts } }: DocumentParts,
): string {
  const tag = (file: string, warnings = ""): string => {
    const told = warnings && ` data-warnings="${escape(warnings)}"`;
    // A data attribute: an inline script, JSON or not, is what strict policies forbid.
    return `<script src="${escape(`${facts.base}/_djust/${file}`)}"${told} defer></script>`;
  };
  // Asked for before all else: it ends the answer, which the others wait for.
  const first = late === undefined
    ? ""
    : `<script src="${escape(`${facts.base}/_djust/${late}`)}" async></script>`;
  const live = ticket === "" ? "" : first + preloads(painted, facts, scripts) + tag(scripts.client);
  if (!scope.development) return live;
  const unique = new Map(
    [...warnings(), ...painted.takeWarnings()].map((one) => [`${one.name} ${one.message}`, one]),
  );
  const list = [...unique.values()].map(({ name, message }) => [name, message]);
  return live + tag(scripts.dev, list.length > 0 ? JSON.stringify(list) : "");
}
