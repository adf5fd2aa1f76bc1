/** A tree node kind: a part of a page that belongs to somebody, as a component's will. */

import {
  type Child,
  diffWithin,
  findWithin,
  type Found,
  grow,
  type NodeObject,
  type Painter,
  Part,
  type Place,
  type Scope,
  type Slot,
  type TreeNode,
  type Writer,
} from "../../vdom/mod.ts";

/** What stands in the hole: the handlers of this content are this owner's. */
export class Owned extends Part {
  readonly owner: object;
  readonly content: Child;

  constructor(owner: object, content: Child) {
    super();
    this.owner = owner;
    this.content = content;
  }

  grow(slot: Slot, scope: Scope): NodeObject {
    return new OwnedNode(this.owner, grow(this.content, slot, scope));
  }
}

/** The same in the tree. */
class OwnedNode implements NodeObject {
  readonly #owner: object;
  #node: TreeNode;

  constructor(owner: object, node: TreeNode) {
    this.#owner = owner;
    this.#node = node;
  }

  /** Another owner's part is another one, however alike it looks. */
  diff(next: object, slot: Slot, block: number, writer: Writer): boolean {
    if (!(next instanceof Owned) || next.owner !== this.#owner) return false;
    this.#node = diffWithin(this.#node, next.content, slot, block, writer);
    return true;
  }

  write(writer: Writer) {
    return writer.content(this.#node);
  }

  paint(painter: Painter): string {
    return painter.node(this.#node);
  }

  find(block: number, place: Place): Found | undefined {
    return findWithin(this, this.#node, block, { ...place, owner: this.#owner });
  }
}
