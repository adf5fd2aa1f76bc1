/** Push for a directive: what the view wants it to do, once it is there. */

import type { Json } from "../../protocol/mod.ts";
import { nameOf } from "../directives/mod.ts";
import type { EventView } from "../events/mod.ts";
import { EVENT, guarded, report } from "../platform/mod.ts";
import type { CompanionHost } from "./companion_host.ts";

/**
 * Hands it on, after all that was pushed before. `done` hears whether it was missed, in part perhaps:
 * nobody can push it again.
 */
export function handOn(
  { page: { arrivals }, instance, surface }: CompanionHost,
  view: EventView,
  [name, payload]: readonly [name: string, payload: Json],
  done: (isMissed: boolean) => void,
): void {
  arrivals?.want(name);
  // As patient as a user's event: it is lost with what it is waited for.
  arrivals?.wait(
    EVENT,
    guarded(() => {
      const called = arrivals.directives[nameOf(name)]?.called;
      let isMissed = false;
      try {
        if (called) called(view, payload, surface);
        else instance.fail({ code: "script" });
      } catch (error) {
        report(error);
        isMissed = true;
      }
      done(isMissed);
    }),
  );
}
