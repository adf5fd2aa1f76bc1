/** Finishes a region: does what a paint could not. */

import { ownElements, paintStyles, unfold } from "../dom/mod.ts";
import type { Control, Controls } from "../forms/mod.ts";
import { guarded } from "../platform/mod.ts";
import type { CompanionHost } from "./companion_host.ts";

/** Styles that a strict policy does not let be painted, raw HTML that is folded, and lists. */
export function finish(
  { surface, page }: CompanionHost,
  region: Element,
  controls: Controls,
): void {
  const { see } = surface;
  paintStyles(region);
  page.watcher.away(() => unfold({ document: page.window.document, see }, region));
  // What a list shows is painted as its `value`, which browsers do not read.
  ownElements(region, "select[value]").forEach(
    guarded((list) => controls.paint(list as Control)),
  );
}
