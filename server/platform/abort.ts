/** Telling user code to stop. What its listeners throw would otherwise end the process. */

import { catching } from "./process.ts";

/** Aborts; each listener that throws is told to `failed`. */
export function abort(
  controller: AbortController,
  reason: unknown,
  failed: (error: unknown) => void,
): void {
  if (controller.signal.aborted) return;
  // The platform takes what a listener throws, and gives it to nobody but the global object.
  catching(failed, () => controller.abort(reason));
}
