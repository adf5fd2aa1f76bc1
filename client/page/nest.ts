/** The views in views of a page: found in what was painted and patched, carried on, ended. */

import { ownElements } from "../dom/mod.ts";
import {
  activeElement,
  addEventListener,
  contains,
  focusAt,
  getAttribute,
  guarded,
  insertBefore,
  isConnected,
  parentNode,
  remove,
} from "../platform/mod.ts";
import type { Live } from "./live.ts";
import type { LiveHost } from "./live_host.ts";
import { NestedLive } from "./nested_live.ts";

const NAME = "dj-view";

/** What pages do with views in views, once they have some. */
export interface Nest {
  /** The page is about to change. */
  before(): void;
  /** It has changed: views may have come, gone, or lost their place to one that came for them. */
  settle(): void;
}

/** Finds them from now on, whenever the page has settled. */
export function begin(page: LiveHost): Nest {
  return new ViewNest(page);
}

/** Those of one page. */
class ViewNest implements Nest {
  readonly #page: LiveHost;
  #active: Element | null = null;

  constructor(page: LiveHost) {
    this.#page = page;
    const join = guarded(({ target }: Event) => {
      const waiting = this.#all.filter(({ isWaiting, parent }) =>
        isWaiting && parent.root === target
      );
      page.hello(waiting);
    });
    addEventListener(page.window.document, "djust:connected", join);
  }

  get #all(): NestedLive[] {
    return this.#page.views.lives.filter((live) => live instanceof NestedLive);
  }

  before(): void {
    this.#active = activeElement(this.#page.window.document);
  }

  settle(): void {
    const { views } = this.#page;
    const fresh: Live[] = [];
    // Those that come bring others, which are behind them in the list.
    for (const parent of views.byRoot.values()) {
      for (const region of parent.regions) {
        for (const place of ownElements(region, `[${NAME}]`)) {
          if (!views.byRoot.has(place)) this.#take(parent, place as HTMLElement, fresh);
        }
      }
    }
    for (const live of this.#all) {
      if (isConnected(live.root) && !live.parent.isOver) continue;
      live.end();
      views.byRoot.delete(live.root);
    }
    this.#page.hello(fresh);
  }

  /** A place for a view: of one that has lost its own, or of another one. */
  #take(parent: Live, place: HTMLElement, fresh: Live[]): void {
    const { line, views, watcher } = this.#page;
    const name = getAttribute(place, NAME) ?? "";
    const known = this.#all.find((one) => one.parent === parent && one.name === name);
    if (known) {
      // Two of one name are nobody's but a script's.
      if (!isConnected(known.root)) watcher.away(() => this.#carry(known.root, place));
      return;
    }
    const live = new NestedLive(this.#page, place, parent, name);
    views.byRoot.set(place, live);
    // Where the line comes up later, all say who they are then.
    if (line.isOpen && !parent.isOver && !isWaiting(parent)) fresh.push(live);
  }

  #carry(root: HTMLElement, place: HTMLElement): void {
    insertBefore(parentNode(place) as Node, root, place);
    remove(place);
    const active = this.#active;
    if (active && contains(root, active)) {
      focusAt(active);
    }
  }
}

const isWaiting = (live: Live): boolean => live instanceof NestedLive && live.isWaiting;
