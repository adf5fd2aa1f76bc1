/** The short messages of a page: one per kind, shown in the flash region. */

import { type Child, each, html } from "../../vdom/mod.ts";
import type { CarriedFlash, FlashState } from "../world/mod.ts";

/** One message. */
export interface FlashMessage {
  readonly text: string;
  /** How long a live page shows it; for good where there is no time. */
  readonly ms: number | undefined;
}

/** Messages by kind. */
export class Flash {
  #messages: Map<string, FlashMessage> | undefined;

  /** Messages that a redirect carried here. */
  constructor(carried: CarriedFlash = {}) {
    for (const [kind, message] of Object.entries(carried)) {
      const [text, ms] = typeof message === "string" ? [message] : message;
      this.put(kind, text, ms);
    }
  }

  /** The texts. */
  get state(): FlashState {
    return Object.fromEntries([...this.#messages ?? []].map(([kind, { text }]) => [kind, text]));
  }

  /** The messages as another page gets them: each with all of its time. */
  get carried(): CarriedFlash {
    return Object.fromEntries(
      [...this.#messages ?? []].map(([kind, { text, ms }]) =>
        [kind, ms === undefined ? text : [text, ms]] as const
      ),
    );
  }

  /** Whether nothing is shown. */
  get isEmpty(): boolean {
    return !this.#messages?.size;
  }

  /** The message of a kind, and no other that came in its place. */
  find(kind: string): FlashMessage | undefined {
    return this.#messages?.get(kind);
  }

  /** Those that go away by themselves. */
  timed(): [kind: string, message: FlashMessage & { readonly ms: number }][] {
    return [...this.#messages ?? []].flatMap(([kind, message]) =>
      hasTime(message) ? [[kind, message]] : []
    );
  }

  /** Shows a message in place of the kind's last one. */
  put(kind: string, text: string, ms?: number): void {
    if (ms !== undefined && !(Number.isFinite(ms) && ms >= 1)) {
      throw new RangeError(`Cannot show a flash for ${ms} ms: give a finite number from 1 up`);
    }
    (this.#messages ??= new Map()).set(String(kind), { text: String(text), ms });
  }

  /** Takes one kind's message away, or all. */
  clear(kind?: string): void {
    if (kind === undefined) this.#messages?.clear();
    else this.#messages?.delete(kind);
  }

  /** What the region shows. An error interrupts a screen reader, others wait their turn. */
  render(): Child {
    if (this.isEmpty) return null;
    return each(
      [...this.#messages ?? []],
      ([kind]) => kind,
      ([kind, { text }]) =>
        html`<p class=${`djust-flash djust-flash-${kind}`} role=${
          kind === "error" ? "alert" : "status"
        }>${text}</p>`,
    );
  }
}

function hasTime(message: FlashMessage): message is FlashMessage & { readonly ms: number } {
  return message.ms !== undefined;
}
