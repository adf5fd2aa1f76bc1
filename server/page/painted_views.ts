/** The views in a view that is painted: mounted side by side, painted into it, and those in them. */

import { errorFacts, instanceFor, mountFailure, type Reached } from "../connection/mod.ts";
import { type EmbeddedView, type ErrorWords, type PaintedInner, standIns } from "../embed/mod.ts";
import type { Instance, Instances, Resident } from "../instance/mod.ts";
import type { Extension } from "../view/mod.ts";
import type { MountOutcome, ObserveRecord, World } from "../world/mod.ts";

/** What they are painted with. */
export interface PaintedViewsParts {
  readonly world: World;
  readonly use: readonly Extension[];
  readonly words: ErrorWords | undefined;
  observe(record: ObserveRecord): void;
}

/** One that was painted. */
interface PaintedView {
  readonly view: EmbeddedView;
  readonly instance: Instance;
  readonly inner: readonly PaintedView[];
}

/** A page that a view in it leads elsewhere. */
export type Elsewhere = Extract<MountOutcome, { type: "redirect" | "notFound" }>;

/** The views of one page that is painted. */
export class PaintedViews {
  readonly #parts: PaintedViewsParts;
  readonly #visit: Reached;
  readonly #instances: Instance[] = [];
  #painted: readonly PaintedView[] = [];
  /** What one of them asked the page to be. */
  elsewhere: Elsewhere | undefined;
  #status = 200;
  readonly #headers: [string, string][] = [];

  /** Those of a page that this visitor asks for. */
  constructor(parts: PaintedViewsParts, visit: Reached) {
    this.#parts = parts;
    this.#visit = visit;
  }

  /** Mounts all views in the page's own; its content, with theirs. */
  async paint(instance: Instance): Promise<string> {
    const { html, inner } = await this.#paintIn(instance);
    this.#painted = inner;
    return html;
  }

  /** What the page is answered with: by its own view first, then by those in it. */
  answered(own: Extract<MountOutcome, { type: "mounted" }>): typeof own {
    const status = own.status === 200 ? this.#status : own.status;
    return { type: "mounted", status, headers: [...this.#headers, ...own.headers] };
  }

  /** Keeps them for the page, each by a claim of its own. */
  keep(parent: Resident, instances: Instances): void {
    const keep = (around: Resident, painted: readonly PaintedView[]): void => {
      for (const { view, instance, inner } of painted) {
        const claim = `${around.claim}/${view.name}`;
        const within = { parent: around, view };
        const { session, user, base } = around;
        const about = { instance, view: view.View, claim, session, user, base, within };
        const resident: Resident = { ...about, ticketed: Infinity };
        instances.addPainted(resident);
        keep(resident, inner);
      }
    };
    keep(parent, this.#painted);
  }

  /** Nobody will come for them. */
  end(reason: "failed" | "unclaimed"): void {
    for (const instance of this.#instances) void instance.end(reason).catch(() => {});
  }

  async #paintIn(around: Instance): Promise<{ html: string; inner: readonly PaintedView[] }> {
    const painted = around.painted();
    if (painted.views.length === 0) return { html: painted.content, inner: [] };
    const all = await Promise.all(painted.views.map((view) => this.#paintOne(view, around)));
    const html = painted.filled(new Map(all.map((one) => [one.view.name, one])));
    return { html, inner: all };
  }

  async #paintOne(view: EmbeddedView, parent: Instance): Promise<PaintedView & PaintedInner> {
    const facts = parent.factsFor(view);
    let error: unknown;
    const classes = [view.View];
    for (let View = classes.shift(); View; View = classes.shift()) {
      // It is bound to whom it stands in for; its resident comes with the page's own.
      const instance = instanceFor(View, this.#parts, { parent: { instance: parent }, view });
      this.#instances.push(instance);
      const outcome = await instance.mount(facts, "paint");
      if (outcome.type === "mounted") {
        if (outcome.status !== 200) this.#status = outcome.status;
        this.#headers.push(...outcome.headers);
        const { html, inner } = await this.#paintIn(instance);
        return { view, instance, html, inner, manners: instance.painted().manners };
      }
      void instance.end("failed").catch(() => {});
      if (outcome.type !== "failed") {
        this.elsewhere ??= outcome;
        return { view, instance, html: "", inner: [], manners: "" };
      }
      if (View === view.View) {
        const { world: { development }, words } = this.#parts;
        const shown = { ...this.#visit, view: View };
        this.#parts.observe(mountFailure(instance, shown, outcome));
        const failure = errorFacts(outcome.error, facts.request.id, { development });
        classes.push(...standIns(View, failure, words));
      }
      error = outcome.error;
    }
    throw error;
  }
}
