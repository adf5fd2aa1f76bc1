/** Times of a view's flash messages: those that have one go away by themselves. */

import type { Flash, FlashMessage } from "../../view/mod.ts";
import type { Timers } from "./timers.ts";

/** The running times of one view's messages. */
export class FlashTimes {
  readonly #flash: Flash;
  readonly #gone: () => void;
  readonly #running = new Map<string, { readonly message: FlashMessage; stop(): void }>();

  /** Times of these messages; `gone` is called when one has gone away. */
  constructor(flash: Flash, gone: () => void) {
    this.#flash = flash;
    this.#gone = gone;
  }

  /** The messages may be others now: what is new begins its time, what is gone ends it. */
  follow(timers: () => Timers): void {
    for (const [kind, { message, stop }] of this.#running) {
      if (this.#flash.find(kind) === message) continue;
      stop();
      this.#running.delete(kind);
    }
    for (const [kind, message] of this.#flash.timed()) {
      if (this.#running.has(kind)) continue;
      const stop = timers().once(message.ms, () => {
        this.#running.delete(kind);
        this.#flash.clear(kind);
        this.#gone();
      });
      this.#running.set(kind, { message, stop });
    }
  }
}
