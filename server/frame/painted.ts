/** A painted view: what its page is made of, before a line is there. */

import type { Warning } from "../../protocol/mod.ts";
import type { Child } from "../../vdom/mod.ts";
import type { EmbeddedView, PaintedInner } from "../embed/mod.ts";
import type { FormText } from "./painted_forms.ts";

/** The first render, for the page's layout. */
export interface Painted {
  /** Marked HTML of the view's own region, without that of views in it: what the ticket's hash is about. */
  readonly content: string;
  /** The views in it. */
  readonly views: readonly EmbeddedView[];
  /** The content, with what these have painted, by their names, and a text at the beginning of forms. */
  filled(inner: ReadonlyMap<string, PaintedInner>, form: FormText): string;
  /** Marked HTML of the flash region. */
  readonly flash: string;
  /** The document's title; `""` when the view says none. */
  readonly title: string;
  /** `lang` of the document, where the view says it. */
  readonly lang: string | undefined;
  /** `dir` of the document, where the view says it. */
  readonly dir: string | undefined;
  /** Manners of the view's handlers, JSON; `""` where there are none. */
  readonly manners: string;
  /** What `head()` gave, without the title; null without `head()`. */
  readonly head: Child | null;
  /** Takes the warnings that the page does not have yet. */
  takeWarnings(): readonly Warning[];
}
