/** The fields of a form at work: one for each path that was asked for. */

import { FieldNode, type FieldOwner } from "./field_node.ts";
import { forgetWithin, type Path, pathText } from "./paths.ts";

/** Makes each field once, so that what compares fields sees the same one. */
export class FieldNodes {
  readonly #owner: () => FieldOwner;
  readonly #nodes = new Map<string, FieldNode>();

  /** Fields of this form. */
  constructor(owner: () => FieldOwner) {
    this.#owner = owner;
  }

  /** The field at a path, whatever stands there. */
  at(path: Path): FieldNode {
    const text = pathText(path);
    const node = this.#nodes.get(text) ?? new FieldNode(this.#owner(), path);
    this.#nodes.set(text, node);
    return node;
  }

  /** An item is gone, with its fields. */
  forget(item: Path): void {
    forgetWithin(this.#nodes, item);
  }
}
