/** The HTML document around a view. */

import { type Child, html, print, type Scope } from "../../vdom/mod.ts";
import type { User } from "../view/mod.ts";
import { type MountFacts, PageLocation, type RequestFacts, type Session } from "../world/mod.ts";
import type { Places } from "./places.ts";

/**
 * What a layout knows of the page it is for.
 *
 * @category Hub
 */
export interface LayoutContext {
  /** Params of the route's path. */
  readonly params: Readonly<Record<string, string>>;
  /** The query of the page's URL. */
  readonly query: URLSearchParams;
  /** The page's URL. */
  readonly url: URL;
  /** The visitor's session. */
  readonly session: Session;
  /** What the `user` option found, of the type that the app has declared in `Register`. */
  readonly user: User;
  /** The visitor's preferred language, as a tag. */
  readonly locale: string;
  /** The request that paints the page. */
  readonly request: RequestFacts;
}

/** What a layout is told of a request. The type of its user is what the app says it is. */
export function layoutContext(facts: MountFacts): LayoutContext {
  const { location: { url, query, params }, session, user, locale, request } = facts;
  return { url, query, params, session, user: user as User, locale, request };
}

/**
 * What a layout places, once each.
 *
 * @category Hub
 */
export interface LayoutParts {
  /** The title, as text. */
  readonly title: string;
  /** The view. */
  readonly content: Child;
  /** What the view's `head()` gave besides its title. */
  readonly head: Child;
  /** The script that makes the page live. */
  readonly scripts: Child;
  /** The region of flash messages. */
  readonly flash: Child;
  /** The URL of the default layout's style sheet, for a layout that wants to begin with it. */
  readonly style: string;
  /** The document's language, where the view says it. */
  readonly lang: string | undefined;
  /** The document's writing direction, where the view says it. */
  readonly dir: string | undefined;
  /** The page's request, user and session. */
  readonly ctx: LayoutContext;
}

/**
 * Makes the document.
 *
 * @category Hub
 */
export type Layout = (parts: LayoutParts) => Child;

/** The layout where an app gives none. */
// deno-fmt-ignore -- white space between the tags would be sent with every page
export const defaultLayout: Layout = ({ title, content, head, scripts, flash, style, lang, dir }) => html`<!DOCTYPE html>
<html lang=${lang ?? "en"} dir=${dir}><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><title>${title}</title><link rel="icon" href="data:,"><link rel="stylesheet" href=${style}>${head}${scripts}</head>
<body>${flash}<main>${content}</main></body></html>`;

/**
 * Tries a layout with parts that can be found again. Throws where the page could not go live; returns
 * sentences about what else is missing.
 */
export function checkLayout(layout: Layout, scope: Scope, tried: Tried): string[] {
  const { name, places } = tried;
  const title = places.mark("content").replace("content", "title");
  const head = places.mark("content").replace("content", "head");
  let text: string;
  try {
    const document = layout({
      title,
      content: places.mark("content"),
      head,
      scripts: places.mark("scripts"),
      flash: places.mark("flash"),
      style: "",
      lang: undefined,
      dir: undefined,
      ctx: CHECK_CONTEXT,
    });
    text = print(document, scope);
  } catch (error) {
    // A layout may need a real user or URL; then the first page tells.
    if (error instanceof TypeError) return [];
    throw error;
  }
  const warnings: string[] = [];
  const counts = {
    content: places.count(text, "content"),
    scripts: places.count(text, "scripts"),
    flash: places.count(text, "flash"),
    head: text.split(head).length - 1,
    // A title may well stand in a heading too.
    title: Math.min(1, text.split(title).length - 1),
  };
  for (const [place, times] of Object.entries(counts)) {
    if (times === 1) continue;
    const sentence = times === 0
      ? `${name} does not place "${place}"; put \${${place}} into its html`
      : `${name} places "${place}" ${times} times; put \${${place}} into its html once`;
    if (place === "content" || place === "scripts") {
      throw new Error(`Cannot start: ${sentence}`);
    }
    warnings.push(sentence);
  }
  return warnings;
}

/** The layout that is tried. */
interface Tried {
  /** How to call it in an error. */
  readonly name: string;
  readonly places: Places;
}

/** Stands for a request while a layout is tried: every member of it is there, and empty. */
const CHECK_CONTEXT: LayoutContext = layoutContext({
  location: new PageLocation({ url: new URL("http://localhost/"), route: "", params: {} }),
  session: { id: "" },
  user: undefined,
  locale: "en",
  request: { id: "", method: "GET", headers: new Headers() },
  base: "",
});
