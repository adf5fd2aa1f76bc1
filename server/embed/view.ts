/** The function `view()`: embeds an independent view in a template, and its node in the tree. */

import { CONTENT, type Content } from "../../protocol/mod.ts";
import {
  type Found,
  grow,
  HoleError,
  html,
  type NodeObject,
  type Painter,
  Part,
  type Scope,
  type Slot,
} from "../../vdom/mod.ts";
import type { ViewClass } from "../view/mod.ts";
import { EmbeddedView } from "./embedded_view.ts";
import { elementOf, RenderedViews } from "./rendered_views.ts";

/**
 * How a view is embedded. Params that its class needs must be given.
 *
 * @category Views
 */
export type EmbedOptions<Params> =
  & {
    /** Its name in the page: no other view of the page has it. */
    readonly id: string;
  }
  // deno-lint-ignore ban-types -- a class that needs no params fits it
  & ({} extends Params ? { readonly params?: Params } : { readonly params: Params });

/**
 * A view that stands in a template. Made by {@linkcode view}.
 *
 * @category Views
 */
export class Embedded extends Part {
  readonly #view: EmbeddedView;

  /** This view. */
  constructor(view: EmbeddedView) {
    super();
    this.#view = view;
  }

  /**
   * Whether another value means the same view.
   *
   * @internal
   */
  isOf(view: EmbeddedView): boolean {
    return this.#view.isSame(view);
  }

  /**
   * See {@link Part}.
   *
   * @internal
   */
  grow(slot: Slot, scope: Scope): NodeObject {
    const { views } = scope;
    if (!(views instanceof RenderedViews)) throw deaf(slot, this.#view);
    // Throws where an element of its kind may not stand.
    grow(PLACE, slot, scope);
    if (slot.namespace !== 0) {
      throw new HoleError(
        slot,
        `Cannot embed "${this.#view.View.name}" in <svg> or <math>: put it around or beside that`,
      );
    }
    views.isUsed = true;
    return new EmbeddedNode(this.#view, views, slot);
  }
}

/** What the page knows a view's place by. */
const PLACE = html`<div></div>`;

/** A view in the tree. */
class EmbeddedNode implements NodeObject {
  readonly #view: EmbeddedView;
  readonly #views: RenderedViews;
  readonly #slot: Slot;

  constructor(view: EmbeddedView, views: RenderedViews, slot: Slot) {
    this.#view = view;
    this.#views = views;
    this.#slot = slot;
  }

  /** It renders by itself: here it stays, or another one comes. */
  diff(next: object): boolean {
    return next instanceof Embedded && next.isOf(this.#view);
  }

  /** No block: where the page has this view already, its own element takes the place. */
  write(): Content {
    return [CONTENT.raw, elementOf(this.#view), 1];
  }

  paint(painter: Painter): string {
    if (!painter.isLive) throw deaf(this.#slot, this.#view);
    return this.#views.mark(this.#view);
  }

  find(): Found | undefined {
    this.#views.meet(this.#view);
    return undefined;
  }
}

function deaf(slot: Slot, { View, id }: EmbeddedView): Error {
  return new HoleError(
    slot,
    `Cannot embed "${View.name}" as "${id}" here: layouts, head() and plain pages do not go live; ` +
      `write view() in the render() of a view`,
  );
}

/**
 * Embeds a view in the template of another one, where it lives by itself: its own state, handlers,
 * messages and errors, over the same socket. It stays as long as it is rendered with the same class,
 * `id` and `params`; with other params a new one takes its place.
 *
 * @example
 * ```ts
 * import { event, html, LiveView, type Mount, view } from "@djust/live";
 *
 * class Counter extends LiveView<{ from?: number }> {
 *   count = 0;
 *   mount({ params }: Mount<{ from?: number }>) {
 *     this.count = params.from ?? 0;
 *   }
 *   @event
 *   more() {
 *     this.count++;
 *   }
 *   render() {
 *     return html`<button dj-click=${this.more}>${this.count}</button>`;
 *   }
 * }
 *
 * class Page extends LiveView {
 *   render() {
 *     return html`${view(Counter, { id: "left" })} ${
 *       view(Counter, { id: "right", params: { from: 10 } })
 *     }`;
 *   }
 * }
 * ```
 *
 * @category Views
 */
export function view<Params>(
  View: ViewClass<Params>,
  options: EmbedOptions<NoInfer<Params>>,
): Embedded {
  const prototype = (View as { prototype?: { render?: unknown; pushEvent?: unknown } })?.prototype;
  if (typeof prototype?.render !== "function" || typeof prototype.pushEvent !== "function") {
    throw new TypeError(
      `Cannot embed what is no view: give view() a class that extends LiveView and has render()`,
    );
  }
  if (typeof options !== "object" || options === null) {
    throw new TypeError(
      `Cannot embed "${View.name}": it needs a name in the page; write view(${View.name}, { id: "…" })`,
    );
  }
  const { id, params = {} } = options;
  return new Embedded(new EmbeddedView(View, id, params));
}
