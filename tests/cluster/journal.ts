/** Journal of a room as one process told it, and what it may never say: ghosts and flapping. */

import assert from "node:assert/strict";

/** One thing that was told. */
export interface Change {
  readonly type: "join" | "leave" | "update";
  readonly id: string;
  readonly status: string;
  /** Milliseconds since 1970: all processes of a test have one clock. */
  readonly at: number;
}

/** What was told of a person, in order and in short: `+` came, `-` left. */
export function movesOf(journal: readonly Change[], id: string): string {
  return journal.filter((one) => one.id === id && one.type !== "update")
    .map(({ type }) => type === "join" ? "+" : "-").join("");
}

/** How often somebody may have come and left at most: whoever does more flaps. */
export interface Stays {
  readonly arrivals: number;
  readonly departures: number;
}

/**
 * Checks a journal against what really happened: nobody comes or leaves twice in a row, nor more often
 * than they did, and at the end those are there who are.
 */
export function checkJournal(journal: readonly Change[], { before, truth, now }: {
  /** Who was there when it began. */
  readonly before: readonly string[];
  readonly truth: ReadonlyMap<string, Stays>;
  /** Who is there by the list. */
  readonly now: readonly string[];
}): void {
  const there = new Map<string, boolean | undefined>(before.map((id) => [id, true]));
  const counts = new Map<string, { joins: number; leaves: number }>();
  for (const { type, id } of journal) {
    if (type === "update") continue;
    const count = counts.get(id) ?? { joins: 0, leaves: 0 };
    counts.set(id, count);
    if (type === "join") {
      assert.notEqual(there.get(id), true, `${id} came twice: ${movesOf(journal, id)}`);
      count.joins++;
    } else {
      assert.notEqual(there.get(id), false, `${id} left twice: ${movesOf(journal, id)}`);
      count.leaves++;
    }
    there.set(id, type === "join");
  }
  for (const [id, { joins, leaves }] of counts) {
    const { arrivals, departures } = truth.get(id) ?? { arrivals: 0, departures: 0 };
    const told = `${id} was told as ${movesOf(journal, id)}`;
    assert(joins <= arrivals, `${told}, and came ${arrivals} times`);
    assert(leaves <= departures, `${told}, and left ${departures} times`);
  }
  for (const id of now) {
    // Who is back without a word has left before, or was never told of.
    const { arrivals, departures } = truth.get(id) ?? { arrivals: 0, departures: 0 };
    assert(arrivals + before.filter((one) => one === id).length >= departures, `${id} is a ghost`);
  }
  for (const [id, isThere] of there) {
    if (isThere) assert(now.includes(id), `${id} was told of as there, and is not listed`);
  }
}
