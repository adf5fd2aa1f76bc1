/**
 * The painted page: document, layout, scripts, words.
 *
 * @module
 */

export {
  Assets,
  type ClientBuild,
  isOfDevelopment,
  type PageScripts,
  pageScripts,
  scriptsIn,
} from "./assets.ts";
export { COMEBACK } from "./comeback.ts";
export type { ErrorFacts, ErrorView } from "./error_view.ts";
export { defaultLayout, type Layout, type LayoutContext, type LayoutParts } from "./layout.ts";
export { preferredLocale } from "./locale.ts";
export type { Messages } from "./messages.ts";
export { Pages, type PageVisit } from "./page.ts";
export type { PlainVisit, RenderOptions } from "./plain_pages.ts";
export { STYLE } from "./style.ts";
