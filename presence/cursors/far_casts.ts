/** Casts of a room of cursors: what goes from it to other nodes, and how often. */

import {
  CURSOR_LIMITS,
  type CursorDown,
  type CursorMove,
  encodeCursorDown,
  OWN_SLOT,
} from "../../protocol/mod.ts";
import { Gathering } from "./gathering.ts";

/** How to reach other nodes, where the room spans them. */
export interface FarHost {
  cast(data: Uint8Array, delivery: "reliable" | "droppable"): void;
  /** How often moves may go there. */
  readonly interval: number;
}

/** What a followed page shows goes there at most so often. */
const VIEW_EVERY = 100;

/** The casts of one room. Without a host there is nobody to tell. */
export class FarCasts {
  readonly #host: FarHost | undefined;
  readonly #moves: Gathering;
  readonly #views: Gathering;

  constructor(
    host: FarHost | undefined,
    after: (ms: number, run: () => void) => () => void,
  ) {
    this.#host = host;
    const interval = host?.interval ?? 0;
    this.#moves = new Gathering(after, (moves) => {
      this.tell({ type: "moves", slot: OWN_SLOT, moves });
      return Math.max(CURSOR_LIMITS.tick, interval);
    });
    this.#views = new Gathering(after, (moves) => {
      for (const { index, ...move } of moves) {
        this.tell({ type: "view", mover: { slot: OWN_SLOT, index }, move });
      }
      return Math.max(VIEW_EVERY, interval);
    });
  }

  /** Tells them now: news arrive, the rest may be lost. */
  tell(down: CursorDown): void {
    this.#host?.cast(encodeCursorDown(down), down.type === "news" ? "reliable" : "droppable");
  }

  /** Somebody moved. */
  move(index: number, move: CursorMove): void {
    if (this.#host) this.#moves.put([{ index, ...move }]);
  }

  /** Somebody who is followed there shows this. */
  view(index: number, move: CursorMove): void {
    if (this.#host) this.#views.put([{ index, ...move }]);
  }

  /** Somebody left. */
  drop(index: number): void {
    this.#moves.drop(index);
    this.#views.drop(index);
  }

  /** Nobody is left. */
  end(): void {
    this.#moves.end();
    this.#views.end();
  }
}
