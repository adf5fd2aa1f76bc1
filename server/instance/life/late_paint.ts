/** Late paints of a view: made while the answer with its first page is still open. */

import type { Painted } from "../../frame/mod.ts";
import type { RunningView } from "./running_view.ts";

/** Who has the open answer. */
export interface LatePage {
  /** Something that was loaded is there: the view may be painted anew. */
  told(): void;
  /** A line has the view: the answer is to end. */
  taken(): void;
}

/** The paints for one open answer. */
export class LatePaint {
  readonly #running: RunningView;
  readonly #page: LatePage;
  readonly #flash: string;
  #isOver = false;

  /** After this first paint; `undefined` where nothing is loaded that would be late. */
  static of(running: RunningView, first: Painted, page: LatePage): LatePaint | undefined {
    const { renderer, host } = running;
    // Views in it mount with the page.
    if (!renderer.regions || !host.late) return undefined;
    if (first.views.length > 0) {
      host.late.besideViews();
      return undefined;
    }
    return new LatePaint(running, first, page);
  }

  private constructor(running: RunningView, first: Painted, page: LatePage) {
    this.#running = running;
    this.#page = page;
    this.#flash = first.flash;
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
      const isShowable = painted.flash === this.#flash && painted.views.length === 0;
      if (isShowable && !this.#isOver) return painted;
    } catch (error) {
      reporter.failed("render", error, "render");
    }
    frames.refreshNext();
    return undefined;
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
