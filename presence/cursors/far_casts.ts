/** Casts of a room of cursors: what goes from it to other nodes, and how often. */

import {
  byteLength,
  CURSOR_LIMITS,
  type CursorDown,
  type CursorMove,
  type CursorPerson,
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
/** Bytes of people in one message: a store carries 48 KB. */
const MOST = 32_768;

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

  /** Tells them now. Moves may be lost: of those a store keeps the latest, which is not to be a word. */
  tell(down: CursorDown): void {
    const delivery = down.type === "moves" ? "droppable" : "reliable";
    if (!this.#host) return;
    for (const piece of piecesOf(down)) this.#host.cast(encodeCursorDown(piece), delivery);
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

/** News of many people are told piece by piece, none of which has all; what else they say goes with the first. */
function piecesOf(down: CursorDown): CursorDown[] {
  if (down.type !== "news" || !down.news.who) return [down];
  const { all: _all, ...rest } = down.news;
  const first: CursorPerson[] = [];
  const pieces = [first];
  let size = 0;
  for (const person of down.news.who) {
    const more = byteLength(JSON.stringify(person));
    if (size + more > MOST && size > 0) {
      pieces.push([]);
      size = 0;
    }
    pieces.at(-1)?.push(person);
    size += more;
  }
  if (pieces.length === 1) return [down];
  return pieces.map((who) => ({
    type: "news",
    news: who === first ? { ...rest, who } : { who },
  }));
}
