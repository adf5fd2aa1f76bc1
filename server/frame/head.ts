/** The document's head as a view says it: title, language, meta; and what of it changed. */

import type { Head } from "../../protocol/mod.ts";

/** What of a head can be patched. */
export interface HeadState {
  readonly title: string;
  readonly lang: string | undefined;
  readonly dir: string | undefined;
  /** Contents by key, `name=…` or `property=…`. */
  readonly meta: ReadonlyMap<string, string>;
}

/** A printed head, taken apart. */
export interface HeadParts {
  readonly title: string | undefined;
  readonly meta: ReadonlyMap<string, string>;
  /** The HTML without its title: the layout writes that itself. */
  readonly rest: string;
}

const TITLE = /<title\b[^>]*>([\s\S]*?)<\/title\s*>/i;
const META = /<meta\b((?:[^>"']|"[^"]*"|'[^']*')*)>/gi;
const ATTRIBUTE = /([^\s=/"'>]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/g;
const ENTITIES: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
};

/** Takes a head apart. It is our own printer's HTML, so regular expressions are enough. */
export function partsOf(html: string): HeadParts {
  const meta = new Map<string, string>();
  for (const [, text] of html.matchAll(META)) {
    const attributes = new Map<string, string>();
    for (const [, name, double, single, bare] of (text ?? "").matchAll(ATTRIBUTE)) {
      attributes.set((name ?? "").toLowerCase(), unescaped(double ?? single ?? bare ?? ""));
    }
    const content = attributes.get("content");
    if (content === undefined) continue;
    for (const kind of ["name", "property"]) {
      const value = attributes.get(kind);
      if (value) meta.set(`${kind}=${value}`, content);
    }
  }
  const title = TITLE.exec(html)?.[1];
  return {
    title: title === undefined ? undefined : unescaped(title).trim(),
    meta,
    rest: html.replace(TITLE, ""),
  };
}

/** What changed from one head to another; undefined for nothing. */
export function headChange(last: HeadState, next: HeadState): Head | undefined {
  const change: Head = {};
  if (next.title !== last.title) change.title = next.title;
  if (next.lang !== last.lang) change.lang = next.lang ?? "";
  if (next.dir !== last.dir) change.dir = next.dir ?? "";
  if (next.meta !== last.meta) {
    const meta: [string, string][] = [];
    for (const [key, content] of next.meta) {
      if (last.meta.get(key) !== content) meta.push([key, content]);
    }
    for (const key of last.meta.keys()) if (!next.meta.has(key)) meta.push([key, ""]);
    if (meta.length > 0) change.meta = meta;
  }
  return Object.keys(change).length > 0 ? change : undefined;
}

/** A head that says nothing: a page that gets all of it anew is compared with this. */
export const NO_HEAD: HeadState = {
  title: "",
  lang: undefined,
  dir: undefined,
  meta: new Map(),
};

function unescaped(text: string): string {
  return text.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]{1,8}));/gi,
    (all, hex, code, name) => {
      if (name) return ENTITIES[name.toLowerCase()] ?? all;
      const point = hex ? parseInt(hex, 16) : Number(code);
      return point <= 0x10ffff ? String.fromCodePoint(point) : all;
    },
  );
}
