/** The last call of a view: `terminate(reason)`. */

import { type TerminateReason, within } from "../world/mod.ts";
import type { Life } from "./running_view.ts";

/** Resolves when `terminate` is done, or has had its time. Never rejects. */
export async function terminated(life: Life, reason: TerminateReason): Promise<void> {
  const { view, world, reporter } = life;
  const { handler } = world.limits;
  const { isMute } = life;
  // The last words are the app's own, not the visitor's.
  life.isMute = false;
  const ended = life.call("terminate", () => view.terminate?.(reason));
  if (!(ended instanceof Promise)) {
    life.isMute = isMute;
    return;
  }
  const late = (): Error => new Error(`"terminate" took over ${handler} ms`);
  try {
    await within(ended, handler, { world, late });
  } catch (error) {
    reporter.failed("terminate", error, "timeout");
  } finally {
    life.isMute = isMute;
  }
}
