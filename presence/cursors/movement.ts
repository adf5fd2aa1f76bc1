/** Movement in a room: the latest moves of each node's movers, told as often as pages can bear it. */

import { CURSOR_LIMITS, type MovedTo } from "../../protocol/mod.ts";
import { Gathering } from "./gathering.ts";

/** Bytes of movement that a page gets in a millisecond, at most: where more move, ticks are longer. */
const BYTES_A_MS = 10;

/** What movement needs. */
export interface MovementHost {
  /** Runs once after `ms`; returns how to cancel. */
  after(ms: number, run: () => void): () => void;
  /** Tells pages what moved at the node of a slot; gives how many bytes one gets at most. */
  tell(slot: number, moves: readonly MovedTo[]): number;
}

/** The moves of one node that wait, and what its last frame had. */
interface Node {
  readonly gathering: Gathering;
  size: number;
}

/** What moves in one room, here and at other nodes: a frame for each, for it holds the slot. */
export class Movement {
  readonly #host: MovementHost;
  readonly #nodes = new Map<number, Node>();

  /** Nothing moves. */
  constructor(host: MovementHost) {
    this.#host = host;
  }

  /** Some of a node moved. */
  put(slot: number, moves: readonly MovedTo[]): void {
    this.#nodeOf(slot).gathering.put(moves);
  }

  /** These left. */
  drop(gone: readonly (readonly [slot: number, index: number])[]): void {
    for (const [slot, index] of gone) this.#nodes.get(slot)?.gathering.drop(index);
  }

  /** Nobody is left. */
  end(): void {
    for (const { gathering } of this.#nodes.values()) gathering.end();
    this.#nodes.clear();
  }

  #nodeOf(slot: number): Node {
    const known = this.#nodes.get(slot);
    if (known) return known;
    const node: Node = {
      size: 0,
      gathering: new Gathering((ms, run) => this.#host.after(ms, run), (moves) => {
        node.size = this.#host.tell(slot, moves);
        return this.#waitAfter(node);
      }),
    };
    this.#nodes.set(slot, node);
    return node;
  }

  /** A page gets the frames of all nodes where somebody moves, and can bear so much of all. */
  #waitAfter(told: Node): number {
    let size = 0;
    for (const node of this.#nodes.values()) {
      if (node === told || !node.gathering.isResting) size += node.size;
    }
    return Math.max(CURSOR_LIMITS.tick, size / BYTES_A_MS);
  }
}
