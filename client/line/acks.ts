/** Counts the frames that came, and tells the server: soon, or at once after so many. */

import { ACK_AFTER, ACK_EVERY, ackText } from "../../protocol/mod.ts";
import type { Clock } from "../platform/mod.ts";

/** The frames of one instance. */
export class Acks {
  readonly #clock: Clock;
  readonly #send: (text: string) => void;
  /** How many came. */
  got = 0;
  #told = 0;
  #stop: (() => void) | undefined;

  constructor(clock: Clock, send: (text: string) => void) {
    this.#clock = clock;
    this.#send = send;
  }

  /** Another instance counts anew. */
  reset(): void {
    this.got = this.#told = 0;
  }

  /** One more came; the server may ask for an ack at once. */
  count(asked?: unknown): void {
    if (++this.got - this.#told >= ACK_EVERY || asked) this.tell();
    else this.#stop ??= this.#clock.after(ACK_AFTER, () => this.tell());
  }

  /** Tells it now. */
  tell(): void {
    this.pause();
    this.#told = this.got;
    this.#send(ackText(this.got));
  }

  /** The line is gone: what came is said on the next one. */
  pause(): void {
    this.#stop?.();
    this.#stop = undefined;
  }
}
