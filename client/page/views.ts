/** The views of a page: found as they come, ended as they go, and told what is for them. */

import { isElement } from "../dom/mod.ts";
import { body, isConnected, matches, querySelectorAll } from "../platform/mod.ts";
import { Live } from "./live.ts";
import type { LiveHost } from "./live_host.ts";

/** A page's own views have a ticket; those in them come with a module. */
const ROOT = "[data-ticket]";

/** All views of one page. */
export class Views {
  readonly #host: LiveHost;
  /** By where they stand. */
  readonly byRoot: Map<Element, Live> = new Map();
  /** How many there were. */
  ranks = 0;

  constructor(host: LiveHost) {
    this.#host = host;
  }

  /** In the order in which they came. */
  get lives(): Live[] {
    return [...this.byRoot.values()];
  }

  /** Where they stand, flashes too. */
  get regions(): Element[] {
    return this.lives.flatMap((live) => live.regions);
  }

  /** Ends views that left the document; returns those that came. */
  find(): Live[] {
    for (const [root, live] of this.byRoot) {
      if (isConnected(root)) continue;
      live.end();
      this.byRoot.delete(root);
    }
    const { document } = this.#host.window;
    const flashes = querySelectorAll(body(document), "[data-djust-flash]");
    const fresh: Live[] = [];
    querySelectorAll(body(document), ROOT).forEach((root, place) => {
      if (this.byRoot.has(root)) return;
      const live = new Live(this.#host, this.ranks++, root as HTMLElement, flashes[place]);
      this.byRoot.set(root, live);
      fresh.push(live);
    });
    return fresh;
  }

  /** Learns what others changed; whether views may have come or gone by it. */
  note(records: readonly MutationRecord[]): boolean {
    for (const live of this.lives) live.note(records);
    const hasRoot = (node: Node): boolean =>
      isElement(node) && (matches(node, ROOT) || !!querySelectorAll(node, ROOT)[0]);
    return records.some((one) => [...one.addedNodes, ...one.removedNodes].some(hasRoot));
  }
}
