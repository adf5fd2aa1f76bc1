/** A view in a view, as a test sees it: the acts of a page, within it. */

import type { ManualClock } from "./clock.ts";
import type { Element } from "./dom.ts";
import type { Hand } from "./hand.ts";
import { TestPart } from "./part.ts";

/** What is needed of the page. */
export interface NestedHost {
  readonly clock: ManualClock;
  settled(): Promise<void>;
  /** The elements of views in views. */
  nested(): readonly Element[];
  act(act: string): Hand;
}

/** The view of an id. It is looked up each time: another one may have taken its place. */
export class TestView extends TestPart {
  readonly #id: string;
  readonly #host: NestedHost;

  /** The one of this id in this page. Throws where there is none. */
  constructor(id: string, host: NestedHost) {
    super();
    this.#id = id;
    this.#host = host;
    void this.root;
  }

  protected override get root(): Element {
    const ids = this.#host.nested().map((element) => idOf(element));
    const found = this.#host.nested()[ids.indexOf(this.#id)];
    if (found) return found;
    const shown = ids.length > 0 ? `there are "${ids.join('", "')}"` : "there is none";
    throw new Error(`Cannot find a view with the id "${this.#id}" in the page: ${shown}`);
  }

  protected override get shown(): Element {
    return this.root;
  }

  protected override hand(act: string): Hand {
    return this.#host.act(`${act} in view "${this.#id}"`);
  }

  override get clock(): ManualClock {
    return this.#host.clock;
  }

  override settled(): Promise<void> {
    return this.#host.settled();
  }
}

const idOf = (element: Element): string =>
  (element.getAttribute("dj-view") ?? "").replace(/\.\w+$/, "");
