/** Gathering of moves: the latest of each mover, told at once after a rest, then once a tick. */

import type { CursorMove, MovedTo } from "../../protocol/mod.ts";
import { Pulse } from "./pulse.ts";

/** Moves that wait to be told. */
export class Gathering {
  readonly #moves = new Map<number, CursorMove>();
  readonly #pulse: Pulse;

  /** `tell` says how long to gather before it is called again. */
  constructor(
    after: (ms: number, run: () => void) => () => void,
    tell: (moves: readonly MovedTo[]) => number,
  ) {
    this.#pulse = new Pulse(after, () => {
      const moves = [...this.#moves].map(([index, move]): MovedTo => ({ index, ...move }));
      this.#moves.clear();
      return moves.length > 0 ? tell(moves) : undefined;
    });
  }

  /** Somebody moved. */
  put(index: number, move: CursorMove): void {
    this.#moves.set(index, move);
    this.#pulse.wake();
  }

  /** Somebody left. */
  drop(index: number): void {
    this.#moves.delete(index);
  }

  /** Nobody is left. */
  end(): void {
    this.#pulse.end();
  }
}
