/** `dj-form`: what the page does for a form that a form object keeps. */

import type { Directive, Directives } from "./directive.ts";

const form: Directive = { kind: "element", module: "form" };

/** What this module brings. */
export const directives = { form } satisfies Directives;
