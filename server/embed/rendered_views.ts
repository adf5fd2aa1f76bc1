/** The views that stand in what one view has rendered, and their places in what it paints. */

import { escape } from "../../vdom/mod.ts";
import type { EmbeddedView } from "./embedded_view.ts";
import { type PageViews, twoOf } from "./page_views.ts";

/** What they are made with. */
export interface RenderedViewsParts {
  /** The name of the class that renders them. */
  readonly name: string;
  /** Those of the whole page. */
  readonly page: PageViews;
  /** A text that nobody can write on a page. */
  secret(): string;
}

/** The views in one view. */
export class RenderedViews {
  readonly name: string;
  readonly #parts: RenderedViewsParts;
  #views = new Map<string, EmbeddedView>();
  /** By their ids, while they are met. */
  #met: Map<string, EmbeddedView> | undefined;
  #secret = "";
  /** Whether one was ever there: where not, nobody looks for them. */
  isUsed = false;

  /** None so far. */
  constructor(parts: RenderedViewsParts) {
    this.name = parts.name;
    this.#parts = parts;
  }

  /** All of the last render, in the order in which they stand. */
  get all(): readonly EmbeddedView[] {
    return [...this.#views.values()];
  }

  /** The one of this name; undefined where the last render had none. */
  named(name: string): EmbeddedView | undefined {
    return this.#views.get(name);
  }

  /** Meets all that stand in the tree; whether they are others now. Throws where two have one id. */
  sweep(visit: () => void): boolean {
    const met = this.#met = new Map<string, EmbeddedView>();
    const last = this.#views;
    const { page } = this.#parts;
    try {
      visit();
      for (const view of met.values()) page.take(this, view);
    } catch (error) {
      const kept = new Set([...last.values()].map(({ id }) => id));
      page.leave(this, [...met.keys()].filter((id) => !kept.has(id)));
      throw error;
    } finally {
      this.#met = undefined;
    }
    this.#views = new Map([...met.values()].map((view) => [view.name, view]));
    const gone = [...last.values()].filter(({ id }) => !met.has(id));
    page.leave(this, gone.map(({ id }) => id));
    return gone.length > 0 || last.size !== this.#views.size ||
      [...last].some(([name, view]) => !this.#views.get(name)?.isSame(view));
  }

  /** One stands in the tree. */
  meet(view: EmbeddedView): void {
    const other = this.#met?.get(view.id);
    if (other) throw twoOf(view, this, { by: this, view: other });
    this.#met?.set(view.id, view);
  }

  /** There is none any more. */
  end(): void {
    this.#parts.page.leave(this, this.all.map(({ id }) => id));
    this.#views.clear();
  }

  /** Stands for a view's element, until that is painted. */
  mark({ name }: EmbeddedView): string {
    return `[djust-view-${this.#secret ||= this.#parts.secret()}-${name}]`;
  }

  /** What was painted without what stands for views: two paints are the same by this. */
  without(html: string): string {
    return this.filled(html, new Map());
  }

  /** What was painted, with what the views have painted, by their names. */
  filled(html: string, inner: ReadonlyMap<string, PaintedInner>): string {
    let filled = html;
    for (const view of this.all) {
      filled = filled.replace(this.mark(view), () => elementOf(view, inner.get(view.name)));
    }
    return filled;
  }
}

/** What a view has painted: its content, and what its page is told of its handlers. */
export interface PaintedInner {
  readonly html: string;
  readonly manners: string;
}

/** The element of a view, all that is the parent's of it. */
export function elementOf({ name }: EmbeddedView, inner?: PaintedInner): string {
  const { html = "", manners = "" } = inner ?? {};
  const told = manners && ` data-manners="${escape(manners)}"`;
  return `<div data-djust dj-view="${name}"${told}>${html}</div>`;
}
