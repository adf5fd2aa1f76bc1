/** The blocks of one instance: which number stands for which nodes. */

import { isConnected } from "../platform/mod.ts";
import { type Block, isElement } from "./marks.ts";

/** Numbers are given in order and never twice, until {@link Blocks.reset}. */
export class Blocks {
  /** By their numbers. */
  listed: Map<number, Block> = new Map();
  #last = 0;
  // Filled when the first event asks, so that creating rows costs nothing for it.
  #numbers = new WeakMap<Node, number>();
  /** Up to which block elements were looked at; 0 where others stand for them since. */
  numbered = 0;

  /** Starts over; block 0 has the regions of the page as its anchors. */
  reset(regions: readonly Node[]): Block {
    const page = [regions[0] as Node, ...regions];
    this.listed = new Map([[0, page]]);
    this.#numbers = new WeakMap();
    this.#last = this.numbered = 0;
    return page;
  }

  /** The next block begins with this node. */
  open(start: Node): Block {
    const block = [start];
    this.listed.set(++this.#last, block);
    return block;
  }

  /** The nodes of a block that is still in the document. */
  get(number: number): Block | undefined {
    return this.listed.get(number);
  }

  delete(number: number): void {
    this.listed.delete(number);
  }

  /** Block and anchor of an element, by their numbers. */
  find(element: Element): [block: number, anchor: number] | undefined {
    while (this.numbered < this.#last) {
      const number = ++this.numbered;
      for (const node of this.listed.get(number)?.slice(1) ?? []) {
        if (isElement(node)) this.#numbers.set(node, number);
      }
    }
    const number = this.#numbers.get(element) ?? -1;
    const anchor = this.listed.get(number)?.indexOf(element, 1) ?? 0;
    return anchor > 0 ? [number, anchor - 1] : undefined;
  }

  /** Forgets what left the document. Run now and then, since a removal would have to walk for it. */
  sweep(): void {
    for (const [number, block] of this.listed) {
      if (!isConnected(block[0] as Node)) this.listed.delete(number);
    }
  }
}
