/** Moments that browsers have no event for: an element is there, a time has passed. */

import { dataOf } from "../events/mod.ts";
import { hidden, listen } from "../platform/mod.ts";
import type { Directive, Directives } from "./directive.ts";

const mounted: Directive = {
  kind: "event",
  module: "moments",
  mounted: ({ element, emit }) => (emit(), element),
};

const UNITS: Record<string, number> = { ms: 1, s: 1_000, m: 60_000 };

interface Poll {
  isAway: boolean;
  /** Waits for the rest of the time, unless nobody would see what comes. */
  plan(): void;
  end(): void;
}

const poll: Directive<Poll | undefined> = {
  kind: "event",
  module: "moments",
  mounted({ element, value, words, view: { window, clock }, emit, pushEvent }) {
    // Development was told of what cannot be read.
    const [, amount, unit = "", name = "poll"] = /^\s*([\d.]+)(ms|s|m)(?::([\w$]+))?\s*$/.exec(
      words.at(-1) ?? value,
    ) ?? [];
    const wait = Number(amount) * (UNITS[unit] ?? NaN);
    if (!(wait > 0)) return undefined;
    const { document } = window;
    let due = clock.now() + wait;
    let isPending = false;
    let cancel = (): void => {};
    const done = (): void => {
      isPending = false;
      due = clock.now() + wait;
      poll.plan();
    };
    const poll: Poll = {
      isAway: false,
      plan() {
        cancel();
        if (isPending || poll.isAway || hidden(document)) return;
        cancel = clock.after(Math.max(0, due - clock.now()), () => {
          isPending = true;
          if (words[0]) emit({}, done);
          else pushEvent(name, dataOf(element)).then(done, done);
        });
      },
      end() {
        poll.isAway = true;
        cancel();
        unlisten();
      },
    };
    const unlisten = listen(document, "visibilitychange", poll.plan);
    poll.plan();
    return poll;
  },
  told(poll, moment) {
    if (!poll) return;
    poll.isAway = moment === "disconnected";
    poll.plan();
  },
  removed: (poll) => poll?.end(),
};

/** What this module brings. */
// Computed, since it is an attribute's name: the build gives a directive's own member another one.
export const directives = { ["mounted"]: mounted, poll } satisfies Directives;
