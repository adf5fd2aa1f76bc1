/** Drafts of one view: what is typed into its forms, kept in the browser until the server has it. */

import type { EventView, Trip } from "../events/mod.ts";
import { type Control, controlsIn, isSecret, paintedOf, show, stateOf } from "../forms/mod.ts";
import { dateOf, getAttribute, guarded, isConnected, listen, targetOf } from "../platform/mod.ts";

/** How long after the last input a draft is kept. */
const QUIET = 1_000;

/** What is the browser's own to keep, or nobody's: of a card nothing, whatever stands before its word. */
const isOff = (control: Control): boolean =>
  isSecret(control) || control.type === "hidden" ||
  /\bcc-/.test(getAttribute(control, "autocomplete") ?? "");

/** Which forms have drafts, under which key, for how long. */
export interface DraftsOf {
  readonly key: string;
  readonly ttl: number;
  readonly forms: readonly HTMLFormElement[];
}

/** What was typed: controls by name and place among those of the name, with their states. */
type Typed = [control: string, state: string][];

/** A form that was seen. */
interface Draft {
  readonly name: string;
  /** What an earlier page has kept of controls that this one has not shown yet. */
  kept: Map<string, string>;
  cancel: () => void;
}

/** The drafts of one view. */
export class Drafts {
  readonly #view: EventView;
  readonly #of: (view: EventView) => DraftsOf;
  readonly #drafts = new Map<HTMLFormElement, Draft>();
  readonly #secret = new WeakSet<Control>();
  /** Controls that were typed into, and what was painted there before: a server may say it again. */
  readonly #begun = new WeakMap<Control, string>();

  constructor(view: EventView, of: (view: EventView) => DraftsOf) {
    this.#view = view;
    this.#of = of;
    const hear = guarded((event: Event) => this.#typed(targetOf(event) as Control | undefined));
    for (const region of view.regions) listen(region, "input change", hear);
    listen(
      view.root,
      "djust:clear-draft",
      guarded(({ target }) => {
        if (target === view.root) this.#clearAll();
      }),
    );
  }

  /** The view shows a frame, or is live: what was kept of forms that came stands in them again. */
  shown(): void {
    const { ttl, forms } = this.#of(this.#view);
    for (const form of this.#drafts.keys()) if (!forms.includes(form)) this.#drafts.delete(form);
    const restored = forms.flatMap((form, place) => {
      let draft = this.#drafts.get(form);
      if (!draft) {
        const name = getAttribute(form, "id") || getAttribute(form, "name") || `#${place}`;
        draft = { name, kept: this.#read(name, ttl), cancel() {} };
        this.#drafts.set(form, draft);
        // Typed before this was there, or brought back by the browser.
        if (this.#typedIn(form)[0]) this.#later(form, draft);
      }
      return this.#restore(form, draft);
    });
    if (restored[0]) this.#view.retell(restored);
  }

  /** A submit that the server accepts is the end of its draft; what was typed since is another one. */
  sent({ element, event, settled }: Trip): void {
    const form = element as HTMLFormElement;
    const draft = this.#drafts.get(form);
    if (!draft || event?.type !== "submit") return;
    const before = JSON.stringify(this.#typedIn(form));
    settled.push((failure) => {
      if (failure) return;
      this.#forget(draft);
      if (JSON.stringify(this.#typedIn(form)) !== before) this.#later(form, draft);
      else for (const [, control] of this.#controlsOf(form)) this.#begun.delete(control);
    });
  }

  #typed(control: Control | undefined): void {
    const form = control?.form;
    const draft = form && this.#drafts.get(form);
    if (!form || !draft) return;
    if (!this.#begun.has(control)) this.#begun.set(control, paintedOf(control));
    this.#later(form, draft);
  }

  #later(form: HTMLFormElement, draft: Draft): void {
    draft.cancel();
    draft.cancel = this.#view.clock.after(QUIET, () => {
      // One that is gone has no controls: what was kept of it is there when it comes back.
      if (!isConnected(form)) return;
      const typed = [...draft.kept, ...this.#typedIn(form)];
      const item = { at: dateOf(this.#view.window), typed };
      this.#store((storage, key) => {
        if (typed[0]) storage.setItem(key + draft.name, JSON.stringify(item));
        else storage.removeItem(key + draft.name);
      });
    });
  }

  #forget(draft: Draft): void {
    draft.cancel();
    draft.kept = new Map();
    this.#store((storage, key) => storage.removeItem(key + draft.name));
  }

  #clearAll(): void {
    for (const draft of this.#drafts.values()) this.#forget(draft);
    // Of forms that are not shown now, too.
    this.#store((storage, key) => {
      for (const name of Object.keys(storage)) if (name.startsWith(key)) storage.removeItem(name);
    });
  }

  #read(name: string, ttl: number): Map<string, string> {
    let typed = new Map<string, string>();
    // Anybody of this origin may have written anything there.
    this.#store((storage, key) => {
      const item = JSON.parse(storage.getItem(key + name) ?? "null");
      if (!item) return;
      if (item.at + ttl > dateOf(this.#view.window)) typed = new Map(item.typed);
      else storage.removeItem(key + name);
    });
    return typed;
  }

  /** Browsers may refuse it, or be full: a page without drafts is a page all the same. */
  #store(use: (storage: Storage, key: string) => void): void {
    const { key } = this.#of(this.#view);
    try {
      use(this.#view.window.localStorage, `${key}:`);
    } catch {
      // Nothing is kept then.
    }
  }

  /** Shows what was kept in controls that are as they were painted; returns those that show it. */
  #restore(form: HTMLFormElement, { kept }: Draft): Control[] {
    return this.#controlsOf(form).flatMap(([name, control]) => {
      const state = kept.get(name);
      kept.delete(name);
      if (typeof state !== "string" || stateOf(control) !== paintedOf(control)) return [];
      this.#begun.set(control, paintedOf(control));
      show(control, state);
      return control;
    });
  }

  #typedIn(form: HTMLFormElement): Typed {
    return this.#controlsOf(form).flatMap(([name, control]) => {
      const state = stateOf(control);
      // A server that says what was typed takes nothing of it out of the draft.
      return state === (this.#begun.get(control) ?? paintedOf(control)) ? [] : [[name, state]];
    });
  }

  /** The controls of a form that may be kept: none that is a secret, or was one when it was seen. */
  #controlsOf(form: HTMLFormElement): [name: string, control: Control][] {
    const counts = new Map<string, number>();
    return controlsIn(form).flatMap((control) => {
      const name = getAttribute(control, "name") || getAttribute(control, "id") ||
        getAttribute(control, "dj-model");
      if (!name) return [];
      const count = (counts.get(name) ?? 0) + 1;
      counts.set(name, count);
      // One that shows its text for a while stays a secret.
      if (isOff(control)) this.#secret.add(control);
      return this.#secret.has(control) ? [] : [[`${name} ${count}`, control]];
    });
  }
}
