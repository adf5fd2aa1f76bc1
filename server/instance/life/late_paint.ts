/** Late paints of a view: made while the answer with its first page is still open. */

import type { Painted } from "../../frame/mod.ts";
import { elementOf } from "../../embed/mod.ts";
import type { RunningView } from "./running_view.ts";

/** Who has the open answer. */
export interface LatePage {
  /** Something that was loaded is there: the view may be painted anew. */
  told(): void;
  /** A line has the view: the answer is to end. */
  taken(): void;
}

const WHY = {
  raw: "its render() returns raw HTML, which has no holes; put a template around it, as in " +
    "html`<main>${raw(…)}</main>`",
  view:
    "a view in a view stands in what changes, and cannot be sent again; give what is loaded a hole of " +
    "its own beside it",
  embedded:
    "it is a view in a view; let the page's own view load it late, or load it with { await: true }",
} as const;

/** Says why what its author wants to be late is not filled in. */
export function adviseLate(
  { world, reporter, view }: RunningView,
  why: keyof typeof WHY,
): void {
  // Where all loads are late, nobody has asked for this one.
  if (!world.development || world.late) return;
  reporter.warn(
    `A late part of "${view.constructor.name}" is not filled in where no script runs: ${WHY[why]}`,
    "late-part",
  );
}

/** The paints for one open answer. */
export class LatePaint {
  readonly #running: RunningView;
  readonly #page: LatePage;
  readonly #first: Painted;
  #isOver = false;

  /** After this first paint; `undefined` where nothing is loaded that would be late. */
  static of(running: RunningView, first: Painted, page: LatePage): LatePaint | undefined {
    const { renderer, host } = running;
    return renderer.regions && host.late ? new LatePaint(running, first, page) : undefined;
  }

  private constructor(running: RunningView, first: Painted, page: LatePage) {
    this.#running = running;
    this.#page = page;
    this.#first = first;
    running.host.late?.followLate(() => page.told());
  }

  /** What finds the marks of its regions. */
  get pattern(): RegExp | undefined {
    return this.#running.renderer.regions?.pattern;
  }

  /** Whether nothing is loaded any more. */
  get isDone(): boolean {
    return !this.#running.host.late;
  }

  /**
   * Paints anew. Undefined where it cannot, or where more than content has changed: then the page gets
   * all of it by its line.
   */
  async paint(): Promise<Painted | undefined> {
    const { renderer, frames, reporter } = this.#running;
    try {
      const painted = await renderer.repaint();
      // Of its title the page hears by its line.
      frames.changed();
      if (this.#isLike(painted) && !this.#isOver) return painted;
    } catch (error) {
      reporter.failed("render", error, "render");
    }
    frames.refreshNext();
    return undefined;
  }

  /** Other views than at first are mounted by the page's line. */
  #isLike({ flash, views }: Painted): boolean {
    const first = this.#first;
    return flash === first.flash && views.length === first.views.length &&
      views.every((view, i) => first.views[i]?.isSame(view));
  }

  /** Whether this part of the page has a view in it, which lives there and cannot be sent again. */
  hasView(html: string): boolean {
    return this.#first.views.some((view) => html.includes(elementOf(view)));
  }

  /** Says why its parts come by its line alone. */
  advise(why: "raw" | "view"): void {
    adviseLate(this.#running, why);
  }

  /** It is not known what of the answer has arrived, or a line has the view while it is open. */
  take(): void {
    if (this.#isOver) return;
    this.#running.frames.refreshNext();
    this.#page.taken();
  }

  /** The answer has ended. */
  end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#running.host.endLate();
    this.#running.renderer.regions = undefined;
  }
}
