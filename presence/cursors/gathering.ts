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

  /** Whether nothing moves: the next move is told at once. */
  get isResting(): boolean {
    return this.#pulse.isResting;
  }

  /** Some moved: they are told together. */
  put(moves: readonly MovedTo[]): void {
    for (const { index, ...move } of moves) this.#moves.set(index, move);
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
