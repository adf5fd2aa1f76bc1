/** Turns a view into a page: renders, compares, and says what changed. */

import type { Head, WarningName } from "../../protocol/mod.ts";
import {
  type Child,
  type FoundHandler,
  type FullPatch,
  type Patch,
  print,
  raw,
  type Scope,
  Tree,
  withParser,
} from "../../vdom/mod.ts";
import { type PageViews, RenderedViews } from "../embed/mod.ts";
import type { Flash, Lifecycle, LiveView, Registry } from "../view/mod.ts";
import { contentOf } from "./content_of.ts";
import { headChange, type HeadState, NO_HEAD, partsOf } from "./head.ts";
import type { LateMarks } from "./late_marks.ts";
import type { Painted } from "./painted.ts";
import { PaintedForms } from "./painted_forms.ts";
import { Models } from "./models.ts";
import type { Reporter } from "./reporter.ts";
import { changedSince, type StateBefore, stateOf } from "./state_watch.ts";

/** What a view says that its page is, before it is compared. */
interface Shown {
  readonly content: Child;
  readonly flash: Child;
}

/** What a render brings to the page. */
export type Update =
  | { type: "patch"; patch: Patch | null; head: Head | undefined }
  | { type: "full"; patch: FullPatch; head: Head | undefined; manners: string };

/** What a renderer is told about its surroundings. */
export interface RendererOptions {
  readonly registry: Registry;
  readonly flash: Flash;
  readonly development: boolean;
  readonly strictStyles: boolean;
  /** Events that pages may have besides those of browsers. */
  readonly events: ReadonlySet<string> | undefined;
  readonly reporter: Reporter;
  /** Whether its forms can be sent without the page's script. */
  readonly isPosted: boolean;
  /** The views of its page, and whether it is one in another: that has neither flash nor head. */
  readonly page: { readonly views: PageViews; readonly place: "own" | "embedded" };
  secret(): string;
  /** Other views stand in it than before. */
  readonly viewsChanged: () => void;
  /** Manners of the view's handlers, JSON; `""` where there are none. */
  readonly manners: () => string;
  /** Called after each render. Never throws. */
  readonly rendered?: (() => void) | undefined;
}

/** The page of one instance. What it throws, user code threw. */
export class Renderer implements Scope {
  readonly #view: LiveView & Lifecycle;
  readonly #options: RendererOptions;
  readonly #tree: Tree;
  readonly views: RenderedViews;
  /** The fields that its controls are bound to. */
  readonly models: Models;
  #head: HeadState = NO_HEAD;
  #mustRefresh = false;
  #isRendering = false;
  readonly #forms: PaintedForms | undefined;
  /** Where a part of what is painted may come later: marks of its regions. */
  regions: LateMarks | undefined;

  /** A renderer for this view. */
  constructor(view: LiveView & Lifecycle, options: RendererOptions) {
    this.#view = view;
    this.#options = options;
    const { isPosted, secret, reporter } = options;
    if (isPosted) this.#forms = new PaintedForms(secret, view.constructor.name, reporter);
    this.models = new Models(view, (message, name) => this.warn(message, name));
    this.#tree = new Tree(this);
    this.views = new RenderedViews({
      name: view.constructor.name,
      page: options.page.views,
      secret: options.secret,
    });
  }

  /** See {@link Scope}. */
  get form(): Scope["form"] {
    return this.#forms?.mark;
  }

  /** See {@link Scope}. */
  get development(): boolean {
    return this.#options.development;
  }

  /** See {@link Scope}. */
  get strictStyles(): boolean {
    return this.#options.strictStyles;
  }

  /** See {@link Scope}. */
  get events(): ReadonlySet<string> | undefined {
    return this.#options.events;
  }

  /** See {@link Scope}. */
  get handlers(): readonly string[] {
    return this.#options.registry.names;
  }

  /** See {@link Scope}. */
  get model(): Models["bind"] {
    return this.models.bind;
  }

  /** See {@link Scope}. */
  nameOf(handler: (...args: never[]) => unknown): string | undefined {
    return this.#options.registry.nameOf(handler);
  }

  /** See {@link Scope}. */
  warn(message: string, name: WarningName): void {
    this.#options.reporter.warn(message, name);
  }

  /** Whether the view renders now. */
  get isRendering(): boolean {
    return this.#isRendering;
  }

  /**
   * The first render. A promise where it meets raw HTML before the parser is there: what was rendered
   * grows anew then.
   */
  paint(): Painted | Promise<Painted> {
    let shown: Shown | undefined;
    return withParser(() => this.#rendering(() => this.#paint(shown ??= this.#show())));
  }

  /** The next update is a full one. */
  refreshNext(): void {
    this.#mustRefresh = true;
  }

  /** Renders again. */
  update(): Update {
    return this.#rendering(() => this.#update());
  }

  /** A block sent anew from the last render. */
  heal(block: number): Patch | null {
    return this.#tree.broken ? null : this.#tree.heal(block);
  }

  /** What is in a handler's slot now, and whose it is. */
  handler(block: number, anchor: number, on: string): FoundHandler | undefined {
    return this.#tree.broken ? undefined : this.#tree.handler(block, anchor, on);
  }

  #rendering<Result>(render: () => Result): Result {
    this.#isRendering = true;
    const before = this.development ? stateOf(this.#view) : undefined;
    let result: Result;
    try {
      result = render();
    } finally {
      this.#isRendering = false;
    }
    if (before) this.#watch(before);
    this.#options.rendered?.();
    return result;
  }

  /** A render that changes what it shows shows something else each time. */
  #watch(before: StateBefore): void {
    for (const name of changedSince(before, this.#view)) {
      this.warn(
        `render() changed this.${name}: the page may show it late, or never; change state in mount() ` +
          `or a handler, and compute here (a field whose name begins with _ may be a cache)`,
        "render-changes-state",
      );
    }
  }

  #show(): Shown {
    const { flash, page } = this.#options;
    return {
      content: contentOf(this.#view, this),
      flash: page.place === "own" ? flash.render() : null,
    };
  }

  /** The same once more, for a page that is not whole yet: what it shows besides is as it was. */
  async repaint(): Promise<Painted> {
    const head = this.#head;
    const painted = await this.paint();
    this.#head = head;
    return painted;
  }

  #paint(shown: Shown): Painted {
    this.regions?.begin();
    const { content: marked, flash } = this.#tree.paint(shown.content, shown.flash);
    const { views } = this;
    this.#sweep();
    const forms = this.#forms?.taken();
    const without = forms ? forms(marked, () => "") : marked;
    const content = views.without(without);
    const filled: Painted["filled"] = (inner, form) =>
      views.filled(forms ? forms(marked, form) : marked, inner);
    const { state, rest } = this.#readHead();
    this.#head = state;
    const { title, lang, dir } = state;
    const head = rest === null ? null : raw(rest, { events: true });
    const takeWarnings = () => this.#options.reporter.takeWarnings();
    const manners = this.#options.manners();
    const { all } = views;
    return { content, views: all, filled, flash, title, lang, dir, manners, head, takeWarnings };
  }

  #update(): Update {
    const isFull = this.#mustRefresh || this.#tree.broken || this.#tree.overgrown;
    const { content, flash } = this.#show();
    // Read before the tree moves on: what throws here must not cost the page a patch.
    const last = isFull ? NO_HEAD : this.#head;
    const { state } = this.#readHead();
    const head = headChange(last, state);
    if (!isFull) {
      const patch = this.#tree.diff(content, flash);
      if (patch) this.#sweep();
      this.#head = state;
      return { type: "patch", patch, head };
    }
    const patch = this.#tree.refresh(content, flash);
    this.#sweep();
    this.#head = state;
    this.#mustRefresh = false;
    return { type: "full", patch, head, manners: this.#options.manners() };
  }

  /** Learns which views stand in it now. Where two have one id the page stays as it was. */
  #sweep(): void {
    if (!this.views.isUsed) return;
    try {
      if (this.views.sweep(() => this.#tree.visit())) this.#options.viewsChanged();
    } catch (error) {
      this.#mustRefresh = true;
      throw error;
    }
  }

  #readHead(): { state: HeadState; rest: string | null } {
    const { pageTitle } = this.#view;
    if (this.#options.page.place === "embedded") {
      if (this.#view.head || pageTitle !== undefined) this.#adviseHead();
      return { state: NO_HEAD, rest: null };
    }
    // Whatever an untyped view put there: what is no text would not survive the way to the page.
    const lang = textOf(this.#view.pageLang);
    const dir = textOf(this.#view.pageDir);
    const parts = this.#view.head ? partsOf(print(this.#view.head(), this)) : undefined;
    const last = this.#head;
    const title = textOf(pageTitle) ?? parts?.title ?? "";
    const isSame = !parts && title === last.title && lang === last.lang && dir === last.dir;
    const state = isSame ? last : { title, lang, dir, meta: parts?.meta ?? NO_HEAD.meta };
    return { state, rest: parts?.rest ?? null };
  }

  #adviseHead(): void {
    if (!this.development) return;
    this.warn(
      `head() and pageTitle of "${this.#view.constructor.name}" show nothing: it is a view in a view, ` +
        `and the head is the page's; publish() what the page should show there`,
      "embedded-head",
    );
  }
}

function textOf(value: unknown): string | undefined {
  return value === undefined || value === null ? undefined : String(value);
}
