/** Feed of one instance, opened: what the extension that has it is given. */

import type { Renderer, Reporter } from "../../frame/mod.ts";
import type { FeedHost } from "../../view/mod.ts";
import type { World } from "../../world/mod.ts";
import type { Mailbox } from "../mailbox/mod.ts";

/** The instance, as a feed needs it. */
export interface FeedKeeping {
  readonly world: World;
  readonly mailbox: Mailbox;
  readonly renderer: Renderer;
  readonly reporter: Reporter;
  /** Something waits: the worker looks soon. */
  wake(): void;
  /** Sends what waits, within the pace of `flush()`. */
  soon(): void;
  report(phase: string, error: unknown): void;
}

/** What a feed of this instance can ask for. */
export function feedHost(keeper: FeedKeeping): FeedHost {
  const { mailbox } = keeper;
  return {
    scope: keeper.renderer,
    most: keeper.world.limits.hardBuffer,
    soon: () => keeper.soon(),
    inform(message) {
      // News of a loss finds room also where it is too full for others.
      if (!mailbox.message(message)) mailbox.result("stream", message);
      keeper.wake();
    },
    report: (phase, error) => keeper.report(phase, error),
  };
}
