/** Data of extensions in the snapshot of an instance: each under its own name. */

import { compact } from "../../world/mod.ts";
import type { RunningView } from "./running_view.ts";

/** Copies of what the extensions keep; undefined where none keeps anything. */
export function dataOf(running: RunningView): Record<string, unknown> | undefined {
  let data: Record<string, unknown> | undefined;
  for (const extension of running.reached) {
    if (!extension.snapshot) continue;
    try {
      const own: unknown = extension.snapshot(running.view);
      if (own === undefined) continue;
      const copy = compact(structuredClone(own));
      data ??= Object.create(null) as Record<string, unknown>;
      data[extension.name] = copy;
    } catch (error) {
      running.reporter.failed(`snapshot of "${extension.name}"`, error, "handler");
    }
  }
  return data;
}

/** Gives the extensions what they kept. */
export function restoreData(
  running: RunningView,
  data: Readonly<Record<string, unknown>>,
): void {
  for (const extension of running.reached) {
    if (!extension.restore || !Object.hasOwn(data, extension.name)) continue;
    try {
      extension.restore(running.view, data[extension.name]);
    } catch (error) {
      running.reporter.failed(`restore of "${extension.name}"`, error, "handler");
    }
  }
}
