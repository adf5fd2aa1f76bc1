/** `dj-cloak`, `dj-connected`, `dj-disconnected`: seen or not by the line, in pages that a patch brought them to. */

import { VISIBLE_BY_LINE } from "../../protocol/mod.ts";
import { adopt, type Page, SERVED } from "../platform/mod.ts";
import type { Directive, Directives } from "./directive.ts";

const told = new WeakSet<Page>();

/** The document has the rules from its beginning where it was painted with one of them. */
const visible: Directive = {
  kind: "element",
  module: "services",
  mounted({ element, view: { window } }) {
    if (told.has(window)) return element;
    told.add(window);
    // A library for tests has no styles.
    if (!SERVED && !window.CSSStyleSheet) return element;
    adopt(window, VISIBLE_BY_LINE);
    return element;
  },
};

/** What this module brings. */
export const directives = {
  cloak: visible,
  connected: visible,
  disconnected: visible,
} satisfies Directives;
