/** Reach of a mixin: what it may ask of the instance that keeps a view, beside the view's own methods. */

import type { WarningName } from "../../protocol/mod.ts";
import type { HubExtension, HubPart } from "../world/mod.ts";
import { hostOf, type LiveView } from "./view.ts";

/** Whether the view renders now: who reads something then has to render again when it changes. */
export function isRendering(view: LiveView): boolean {
  return hostOf(view, "render").isRendering;
}

/** What the hub made of a part; undefined where the view is kept by no hub that has it. */
export function partOf<Made extends HubExtension>(
  view: LiveView,
  part: HubPart<Made>,
): Made | undefined {
  return hostOf(view, "mount").world.parts?.of(part);
}

/** Whose world the view lives in; undefined where there is one for all. */
export function tenantOf(view: LiveView): string | undefined {
  return hostOf(view, "mount").world.tenant;
}

/** Tells the author of a view what they should know, once, in development. */
export function advise(view: LiveView, message: string, name: WarningName): void {
  hostOf(view, "mount").advise(message, name);
}
