/** Text in pieces: what was pushed since the last render is all of it that is looked at. */

import { type Content, OP } from "../../protocol/mod.ts";
import { Part, type Scope, type Slot } from "../template/mod.ts";
import type { NodeObject } from "./node.ts";
import type { Painter } from "./paint.ts";
import { growText } from "./text.ts";
import type { Writer } from "./write.ts";

/**
 * A text whose pieces are kept side by side, so that one that is pushed costs the same behind a short
 * text and behind a megabyte. A text that grows by `+=` is read as a whole each time.
 *
 * A piece that was rendered stays as it is; of pieces before the last one nobody would see a change.
 * Another array is another text.
 *
 * @example
 * ```ts
 * import { html, joined } from "@djust/live";
 *
 * const pieces = ["one ", "two "];
 * const render = () => html`<p>${joined(pieces)}</p>`;
 * pieces.push("three"); // the page gets "three"
 * render();
 * ```
 *
 * @category Templates
 */
export function joined(pieces: readonly string[]): Part {
  if (!Array.isArray(pieces)) {
    throw new TypeError(
      `Cannot join ${typeof pieces}: give an array of texts, as in joined(["a"])`,
    );
  }
  return new Joined(pieces);
}

/** The pieces, as they are in a hole. */
class Joined extends Part {
  readonly pieces: readonly string[];

  constructor(pieces: readonly string[]) {
    super();
    this.pieces = pieces;
  }

  grow(slot: Slot, _scope: Scope): JoinedText {
    return new JoinedText(this.pieces, slot);
  }
}

/** The text that the page has of them. */
class JoinedText implements NodeObject {
  #pieces: readonly string[];
  /** How many of them the page has, and the last of these. */
  #count = 0;
  #last = "";
  /** Whether the page has a text to which more can be added: of an empty one it has no node. */
  #canGrow = false;

  constructor(pieces: readonly string[], slot: Slot) {
    this.#pieces = pieces;
    growText(this.#take(), slot);
  }

  /** See {@link NodeObject}. */
  diff(next: object, slot: Slot, block: number, writer: Writer): boolean {
    if (!(next instanceof Joined)) return false;
    const { pieces } = next;
    const count = this.#count;
    const isGrown = this.#canGrow && pieces === this.#pieces && pieces.length >= count &&
      pieces[count - 1] === this.#last;
    if (isGrown && pieces.length === count) return true;
    this.#pieces = pieces;
    const growth = this.#take(isGrown ? count : 0);
    if (isGrown) {
      if (growth !== "") writer.op(block, OP.append - slot.anchor, growth);
    } else writer.op(block, slot.anchor, growText(growth, slot));
    return true;
  }

  /** See {@link NodeObject}. */
  write(): Content {
    return this.#take();
  }

  /** See {@link NodeObject}. */
  paint(painter: Painter): string {
    return painter.node(this.#take());
  }

  /** See {@link NodeObject}. */
  find(): undefined {}

  /** The text of the pieces from here on: the page has it from now on. */
  #take(from = 0): string {
    const pieces = this.#pieces;
    // A few pieces of many: to cut them out of a long array costs more than to add them up.
    let text = "";
    if (from === 0) text = pieces.join("");
    else for (let i = from; i < pieces.length; i++) text += pieces[i];
    this.#count = pieces.length;
    this.#last = pieces.at(-1) ?? "";
    if (text === "") this.#canGrow &&= from > 0;
    // Half of a surrogate pair is painted as U+FFFD: its other half would find nothing to join.
    else this.#canGrow = !/[\ud800-\udbff]$/.test(text);
    return text;
  }
}
