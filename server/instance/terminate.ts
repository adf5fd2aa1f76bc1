/** Terminates a view: calls its `terminate(reason)`, for no longer than it may take. */

import { type TerminateReason, within } from "../world/mod.ts";
import type { RunningView } from "./running_view.ts";

/** Resolves when `terminate` is done, or has had its time. Never rejects. */
export async function terminated(running: RunningView, reason: TerminateReason): Promise<void> {
  const { view, world, reporter } = running;
  const { handler } = world.limits;
  const { isMute } = running;
  // The last words are the app's own, not the visitor's.
  running.isMute = false;
  const ended = running.call("terminate", () => view.terminate?.(reason));
  if (!(ended instanceof Promise)) {
    running.isMute = isMute;
    return;
  }
  const late = (): Error => new Error(`"terminate" took over ${handler} ms`);
  try {
    await within(ended, handler, { world, late });
  } catch (error) {
    reporter.failed("terminate", error, "timeout");
  } finally {
    running.isMute = isMute;
  }
}
