/** The short messages of a page: one per kind, shown in the flash region. */

import { type Child, each, html } from "../../vdom/mod.ts";
import type { FlashState } from "../world/mod.ts";

/** Messages by kind. */
export class Flash {
  #messages: Map<string, string> | undefined;

  /** Messages that a redirect carried here. */
  constructor(state: FlashState = {}) {
    for (const [kind, text] of Object.entries(state)) this.put(kind, text);
  }

  /** A copy. */
  get state(): FlashState {
    return Object.fromEntries(this.#messages ?? []);
  }

  /** Whether nothing is shown. */
  get isEmpty(): boolean {
    return !this.#messages?.size;
  }

  /** Shows a message in place of the kind's last one. */
  put(kind: string, text: string): void {
    (this.#messages ??= new Map()).set(String(kind), String(text));
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
      ([kind, text]) =>
        html`<p class=${`djust-flash djust-flash-${kind}`} role=${
          kind === "error" ? "alert" : "status"
        }>${text}</p>`,
    );
  }
}
