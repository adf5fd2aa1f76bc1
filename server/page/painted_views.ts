/** The views in a view that is painted: mounted side by side, painted into it, and those in them. */

import { errorFacts, instanceFor, mountFailure, type Reached } from "../connection/mod.ts";
import { type EmbeddedView, type ErrorWords, type PaintedInner, standIns } from "../embed/mod.ts";
import type { Instance, Instances, Resident } from "../instance/mod.ts";
import type { PageForms } from "../posts/mod.ts";
import type { Extension } from "../view/mod.ts";
import type { MountOutcome, ObserveRecord, World } from "../world/mod.ts";
import type { FormRun } from "./form_run.ts";

/** What they are painted with. */
export interface PaintedViewsParts {
  readonly world: World;
  readonly use: readonly Extension[];
  readonly words: ErrorWords | undefined;
  observe(record: ObserveRecord): void;
  /** The forms of the page. */
  readonly forms: PageForms;
  /** A form that is run in one of the views. */
  readonly run: FormRun | undefined;
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
    await this.#parts.run?.at("", instance);
    const { html, inner } = await this.#paintIn(instance, "");
    this.#painted = inner;
    return html;
  }

  /** What the page is answered with: by its own view first, then by those in it. */
  answered(own: Extract<MountOutcome, { type: "mounted" }>): typeof own {
    const status = own.status === 200 ? this.#status : own.status;
    return { type: "mounted", status, headers: [...this.#headers, ...own.headers] };
  }

  /** Keeps them for the page, each by a claim of its own. Its answer may be open for so long. */
  keep(parent: Resident, instances: Instances, open: number): readonly Resident[] {
    const kept: Resident[] = [];
    const keep = (around: Resident, painted: readonly PaintedView[]): void => {
      for (const { view, instance, inner } of painted) {
        const claim = `${around.claim}/${view.name}`;
        const within = { parent: around, view };
        const { session, user, base } = around;
        const about = { instance, view: view.View, claim, session, user, base, within };
        const resident: Resident = { ...about, ticketed: Infinity };
        instances.addPainted(resident, open);
        kept.push(resident);
        keep(resident, inner);
      }
    };
    keep(parent, this.#painted);
    return kept;
  }

  /** The instance at this place: the names of the views around it, and its own. */
  at(place: string): Instance | undefined {
    let found: PaintedView | undefined;
    let inner = this.#painted;
    for (const name of place.split("/")) {
      found = inner.find(({ view }) => view.name === name);
      inner = found?.inner ?? [];
    }
    return found?.instance;
  }

  /** Nobody will come for them. */
  end(reason: "failed" | "unclaimed"): void {
    for (const instance of this.#instances) void instance.end(reason).catch(() => {});
  }

  /** `place`: where the view stands in the page, by the names of those around it and its own. */
  async #paintIn(
    around: Instance,
    place: string,
  ): Promise<{ html: string; inner: readonly PaintedView[] }> {
    const painted = around.painted();
    const all = await Promise.all(
      painted.views.map((view) =>
        this.#paintOne(view, around, place === "" ? view.name : `${place}/${view.name}`)
      ),
    );
    const named = new Map(all.map((one) => [one.view.name, one]));
    return { html: painted.filled(named, this.#parts.forms.of(place)), inner: all };
  }

  async #paintOne(
    view: EmbeddedView,
    parent: Instance,
    place: string,
  ): Promise<PaintedView & PaintedInner> {
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
        await this.#parts.run?.at(place, instance);
        const { html, inner } = await this.#paintIn(instance, place);
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
