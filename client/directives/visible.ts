/** `dj-cloak`, `dj-connected`, `dj-disconnected`: seen or not by the line, in pages that a patch brought them to. */

import { VISIBLE_BY_LINE } from "../../protocol/mod.ts";
import { adoptedStyleSheets, ownerDocument, type Page, SERVED } from "../platform/mod.ts";
import type { Directive, Directives } from "./directive.ts";

const told = new WeakSet<Document>();

/** The document has the rules from its beginning where it was painted with one of them. */
const visible: Directive = {
  kind: "element",
  module: "services",
  mounted({ element }) {
    const document = ownerDocument(element) as Document;
    if (told.has(document)) return element;
    told.add(document);
    const { CSSStyleSheet } = document.defaultView as Page;
    // A library for tests has no styles.
    if (!SERVED && !CSSStyleSheet) return element;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(VISIBLE_BY_LINE);
    adoptedStyleSheets(document).push(sheet);
    return element;
  },
};

/** What this module brings. */
export const directives = {
  cloak: visible,
  connected: visible,
  disconnected: visible,
} satisfies Directives;
