/** Takes an instance's snapshot over: waits a little for a holder that may be about to write it. */

import type { KeptState, OpenSnapshot, World } from "../../world/mod.ts";

/** How long the holder is waited for, and how often the store is asked meanwhile. */
const PATIENCE = 500;
const ROUND = 50;

/** Which snapshot is wanted, and for whom. */
export interface Takeover {
  readonly store: KeptState;
  readonly key: string;
  /** Who takes it. */
  readonly holder: string;
  /** The try of the page. */
  readonly attempt: number;
  /** The last event that the page had sent. */
  readonly sent: number;
  /** Where nothing is stored: whether another may be about to write it. */
  readonly ifNone: "wait" | "give up";
}

/** A snapshot that is the caller's from now on. */
export interface TakenOver {
  readonly snapshot: OpenSnapshot;
  /** Whose it was. */
  readonly from: string;
}

/** Takes it over; undefined where there is none for this try. */
export async function takeOver(
  world: World,
  { store, key, holder, attempt, sent, ifNone }: Takeover,
): Promise<TakenOver | undefined> {
  const end = world.now() + PATIENCE;
  let handled = sent;
  while (true) {
    const taken = await store.take(key, { holder, attempt, handled });
    if (taken.type === "snapshot") return taken;
    if (taken.type === "unreadable") return undefined;
    // A store that finds fewer than none knows nothing of events.
    if (handled === 0) return undefined;
    const isOwn = taken.type === "behind" ? taken.holder === holder : ifNone === "give up";
    const isLast = isOwn || world.now() >= end;
    // The first snapshot of an instance may not be written yet, either.
    if (isLast && taken.type === "none") return undefined;
    if (isLast) handled = 0;
    else await new Promise<void>((resolve) => world.timer(ROUND, resolve, { unref: true }));
  }
}
