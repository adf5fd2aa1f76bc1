/**
 * Views in views: the value that stands in a template, and what a render knows of those in it.
 *
 * @module
 */

export { EmbeddedView } from "./embedded_view.ts";
export { type ErrorWords, standIns, type ViewError } from "./failed_view.ts";
export { PageViews } from "./page_views.ts";
export { elementOf, type PaintedInner, RenderedViews } from "./rendered_views.ts";
export { Embedded, type EmbedOptions, view } from "./view.ts";
