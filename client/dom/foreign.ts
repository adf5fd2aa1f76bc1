/** Knows what others did to our nodes: their nodes stay, and texts they replaced are not guessed. */

/** Fed with the records of a MutationObserver that never sees our own changes. */
export class Foreign {
  readonly #nodes = new WeakSet<Node>();
  readonly #disturbed = new WeakSet<Node>();
  /** False while nobody else touched the page: then nothing has to be looked up. */
  any = false;

  /** Learns what others added, took away and rewrote. */
  note(records: readonly MutationRecord[]): void {
    for (const { target, addedNodes, removedNodes } of records) {
      this.any = true;
      for (const node of addedNodes) this.#nodes.add(node);
      // A record without nodes is about a text that was rewritten.
      let ours = addedNodes.length === 0 && removedNodes.length === 0;
      for (const node of removedNodes) ours ||= !this.#nodes.has(node);
      if (ours) this.#disturbed.add(target);
    }
  }

  /** Whether a node came from others. */
  has(node: Node): boolean {
    return this.any && this.#nodes.has(node);
  }

  /** A text holds what the server says again. */
  mend(text: Node): void {
    this.#disturbed.delete(text);
  }

  /** Whether others took something of ours out of this node, or rewrote this text. */
  disturbed(node: Node): boolean {
    return this.any && this.#disturbed.has(node);
  }
}
