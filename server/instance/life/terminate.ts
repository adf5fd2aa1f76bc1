/** Terminates a view: calls its `terminate(reason)` and its extensions, for no longer than they may take. */

import { type TerminateReason, within } from "../../world/mod.ts";
import { ended } from "./lifecycle.ts";
import type { RunningView } from "./running_view.ts";

/** Resolves when `terminate` is done, or has had its time. Never rejects. */
export async function terminated(running: RunningView, reason: TerminateReason): Promise<void> {
  const { world, reporter } = running;
  const { handler } = world.limits;
  const { isMute } = running;
  // The last words are the app's own, not the visitor's.
  running.isMute = false;
  const last = ended(running, reason);
  if (last.length === 0) {
    running.isMute = isMute;
    return;
  }
  const late = (): Error => new Error(`"terminate" took over ${handler} ms`);
  try {
    await within(Promise.all(last), handler, { world, late });
  } catch (error) {
    reporter.failed("terminate", error, "timeout");
  } finally {
    running.isMute = isMute;
  }
}
