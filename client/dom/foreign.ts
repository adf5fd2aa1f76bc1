/** Knows what others did to our nodes: their nodes stay, and texts they replaced are not guessed. */

/** Fed with the records of a MutationObserver that never sees our own changes. */
export class Foreign {
  /** Nodes of others, and lodgers: what is ours no more, and shown on its way out. */
  readonly strangers: WeakSet<Node> = new WeakSet();
  readonly #disturbed = new WeakSet<Node>();
  /**
   * 0 while nobody else touched the page: then nothing has to be looked up. It is odd once somebody
   * has, and more by two for each lodger.
   */
  any = 0;

  /** Learns what others added, took away and rewrote. */
  note(records: readonly MutationRecord[]): void {
    for (const { target, addedNodes, removedNodes } of records) {
      this.any |= 1;
      for (const node of addedNodes) this.strangers.add(node);
      // A record without nodes is about a text that was rewritten.
      let ours = addedNodes.length === 0 && removedNodes.length === 0;
      for (const node of removedNodes) ours ||= !this.strangers.has(node);
      if (ours) this.#disturbed.add(target);
    }
  }

  /** Whether a node came from others. */
  has(node: Node): boolean {
    return !!this.any && this.strangers.has(node);
  }

  /** A text holds what the server says again. */
  mend(text: Node): void {
    this.#disturbed.delete(text);
  }

  /** Whether others took something of ours out of this node, or rewrote this text. */
  disturbed(node: Node): boolean {
    return !!this.any && this.#disturbed.has(node);
  }
}
