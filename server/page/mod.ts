/**
 * The painted page: document, layout, scripts, words.
 *
 * @module
 */

export { type ClientBuild, ClientScripts } from "./assets.ts";
export {
  defaultLayout,
  type ErrorFacts,
  type ErrorView,
  type Layout,
  type LayoutContext,
  type LayoutParts,
} from "./layout.ts";
export { preferredLocale } from "./locale.ts";
export type { Messages } from "./messages.ts";
export { Pages, type PageVisit } from "./page.ts";
