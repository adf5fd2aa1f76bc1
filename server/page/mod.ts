/**
 * The painted page: document, layout, scripts, words.
 *
 * @module
 */

export { type ClientBuild, type PageScripts, pageScripts } from "./assets.ts";
export type { ErrorFacts, ErrorView } from "./error_view.ts";
export { developmentFiles, pageFiles } from "./files.ts";
export { defaultLayout, type Layout, type LayoutContext, type LayoutParts } from "./layout.ts";
export { LateAnswers } from "./late_answers.ts";
export { preferredLocale } from "./locale.ts";
export type { Messages } from "./messages.ts";
export { Pages } from "./page.ts";
export type { PageVisit } from "./page_parts.ts";
export type { PlainVisit, RenderOptions } from "./plain_pages.ts";
