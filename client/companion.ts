/** What takes care of the user's side of one instance: controls, hooks, paces. Loaded when first needed. */

import type { EventFacts, Json, Params } from "../protocol/mod.ts";
import { writeStyle } from "./attributes.ts";
import type { Binding } from "./binding.ts";
import type { Clock, Page } from "./clock.ts";
import { ANY, type Control, Controls, controlsIn, paintedOf, stateOf } from "./controls.ts";
import { dispatchEvent, getAttribute, hasAttribute, parentNode, querySelectorAll } from "./dom.ts";
import type { Events } from "./events.ts";
import { Heals } from "./heal.ts";
import { HookLife, type Hooks } from "./hook.ts";
import { keep } from "./keep.ts";
import { isElement } from "./marks.ts";
import type { Failure, Settle } from "./outbox.ts";
import { createPace } from "./pace.ts";
import { factsOf, isOfForm, payloadOf } from "./payload.ts";
import { unfold } from "./raw.ts";

/** What a companion is given of its instance. */
export interface CompanionHost {
  readonly window: Page;
  readonly clock: Clock;
  readonly regions: readonly Element[];
  readonly events: Events;
  hooks(): Hooks;
  pushEvent(name: string, params?: Params): Promise<Json | undefined>;
  /** Sends an event of an element up. */
  emit(element: Element, on: string, params: Params, settle: Settle, facts?: EventFacts): void;
  fail(failure: Failure): void;
  /** Runs what changes the document. */
  away(run: () => void): void;
  /** Asks the server for a block. */
  ask(block: number): void;
}

/** The companion of one instance. */
export class Companion {
  readonly #host: CompanionHost;
  readonly #controls = new Controls();
  readonly #hooks: HookLife;
  readonly #heals: Heals;
  readonly #pace: ReturnType<typeof createPace>;
  #isPainting = false;
  #composed: EventTarget | null = null;

  constructor(host: CompanionHost) {
    const { window, clock, regions } = this.#host = host;
    this.#hooks = new HookLife({
      regions,
      hooks: host.hooks,
      pushEvent: host.pushEvent,
      fail: (error) => host.fail({ code: "hook", detail: String(error) }),
    });
    this.#heals = new Heals({
      clock,
      ask: host.ask,
      failed: () => host.fail({ code: "unknown-part" }),
    });
    const pace = this.#pace = createPace(clock);
    for (const region of regions) {
      host.events.listen(region, "input", ({ target }) => {
        this.#composed = null;
        this.#controls.type(target as Element);
      });
      host.events.listen(
        region,
        "focusout",
        ({ target }) => pace.flush(target),
      );
      // Some browsers send one more input event after it, some have sent the last one before.
      host.events.listen(region, "compositionend", ({ target }) => {
        this.#composed = target;
        clock.after(0, () => {
          if (this.#composed !== target) return;
          if (target) dispatchEvent(target, new window.Event("input", { bubbles: true }));
        });
      });
      // A strict policy lets styles be written, but not painted.
      for (const element of querySelectorAll(region, "[data-dj-style]")) {
        const styles = JSON.parse(getAttribute(element, "data-dj-style") as string);
        writeStyle(element as HTMLElement, styles);
      }
      const see = (_: Element, names: readonly string[]): void => host.events.see(names);
      host.away(() => unfold({ document: window.document, see }, region));
      // What a list shows is painted as its `value`, which browsers do not read.
      for (const list of querySelectorAll(region, "select[value]")) {
        this.#controls.paint(list as Control);
      }
    }
  }

  /** What still waits goes up, for something comes that the user did after it. */
  flush(): void {
    this.#pace.flush();
  }

  /** An event of an element: goes up at its pace. */
  handle(element: Element, on: string, event: Event): void {
    // Focus that we take and give back is nothing the user did.
    if (this.#isPainting) return;
    this.#pace.run(element, on, event, () => this.#emit(element, on, event));
  }

  #emit(element: Element, on: string, event: Event): void {
    const params = payloadOf(this.#host.window, event, element);
    if (!params) return;
    const isForm = isOfForm(event, element);
    const isSubmit = isForm && event.type === "submit";
    const isReset = isSubmit && hasAttribute(element, "dj-reset");
    const told = isReset
      ? controlsIn(element, ANY)
      : isForm
      ? controlsIn(element)
      : "field" in params
      ? [event.target as Control]
      : [];
    const settle = this.#controls.sent(told);
    const outcome = isReset ? "reset" : isSubmit ? "submitted" : "answered";
    const answered: Settle = (failure) => settle(failure ? "failed" : outcome);
    this.#host.emit(element, on, params, answered, factsOf(event, element));
  }

  /** The painted state of a control is about to change. */
  hold(element: Element): void {
    this.#controls.hold(element);
  }

  /** A node is about to change. */
  touch(node: Node): void {
    this.#hooks.touch(node);
    this.#controls.touch(node);
  }

  /** There may be hooks that are not mounted yet. */
  fresh(): void {
    this.#hooks.fresh = true;
  }

  /** A frame is in the page. */
  settle(): void {
    this.#controls.release();
    this.#hooks.settle();
  }

  /** The view pushed something. */
  push(name: string, payload: Json): void {
    this.#hooks.push(name, payload);
  }

  /** Paints both regions anew; what is the user's stays his. */
  repaint(isFresh: boolean, paint: () => void): void {
    this.fresh();
    this.#heals.forget();
    this.#keepAround(isFresh, paint);
  }

  /** Blocks could not be found. */
  heal(blocks: Iterable<number>): void {
    this.#heals.ask(blocks);
  }

  /** Applies a frame, which may paint anew what was asked for; what is the user's stays his. */
  guard<Result>(apply: () => Result): Result {
    return this.#heals.isAsking ? this.#keepAround(false, apply) : apply();
  }

  #keepAround<Result>(isFresh: boolean, paint: () => Result): Result {
    const isTyped = (control: Control): boolean =>
      stateOf(control) !== paintedOf(control) || (isFresh && this.#controls.isTyped(control));
    const giveBack = keep(
      this.#host.regions,
      isTyped,
      (control) => this.#controls.retype(control),
    );
    this.#isPainting = true;
    try {
      return paint();
    } finally {
      giveBack();
      this.#isPainting = false;
    }
  }

  /** The line came up, or went, or the instance ends. */
  tell(moment: "reconnected" | "disconnected" | "destroyed"): void {
    this.#hooks.all(moment);
    if (moment === "reconnected") this.#heals.again();
  }

  /** Another instance answers from now on: it has seen nothing. */
  forget(): void {
    this.#controls.forget();
  }

  /** Tells the server what was typed before, here or in a page that the browser brought back. */
  retell(): void {
    const { regions } = this.#host;
    const told = new Set<Element>();
    for (const control of regions.flatMap((region) => controlsIn(region))) {
      if (this.#controls.knows(control)) continue;
      const [element, binding] = this.#handlerOf(control, "input") ??
        this.#handlerOf(control, "change") ?? [];
      // A form tells all its controls at once.
      if (!element || !binding || told.has(element)) continue;
      told.add(element);
      const { type, on } = binding;
      this.#emit(element, on, { type, target: control } as unknown as Event);
    }
  }

  /** The nearest element that handles events of a control, and how. */
  #handlerOf(control: Element, type: string): [element: Element, binding: Binding] | undefined {
    for (let node: Node | null = control; isElement(node); node = parentNode(node)) {
      const [binding] = this.#host.events.of(node, type);
      if (binding) return [node, binding];
    }
    return undefined;
  }
}
