/** Watch over the process, as an extension of the hub: it drains before the end, and hears of failures. */

import type { ProcessSignals } from "../../platform/mod.ts";
import type { HubExtension } from "../../world/mod.ts";

/** Listens to the process as long as the hub is there. */
export function processWatch(signals: ProcessSignals, id: () => string): HubExtension {
  return {
    name: "process",
    start(hub) {
      const { listeners, stop } = signals.listen({
        ending: () => void hub.drain(),
        uncaught: (error) =>
          hub.observe({ type: "failure", phase: "uncaught", request: id(), error }),
      });
      hub.onClose(stop, listeners);
    },
  };
}
