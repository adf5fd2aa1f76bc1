/** Fetches a module of the client when it is needed: a few times, and lets nothing wait for ever. */

import { type Clock, guarded } from "./clock.ts";
import { report } from "./log.ts";
import { SERVED } from "./served.ts";

/** How long one try may take, and how many there are; the waits between them grow. */
const PATIENCE = 8_000;
const TRIES = 3;
const WAIT = 1_000;

/** A message from the server waits until the first try has failed. */
export const MESSAGE = 0;
/** An event of the user's waits until all have. */
export const EVENT = 1;

/** Whom a loader tells. */
export interface LoaderHost<Module> {
  readonly clock: Clock;
  /** It is there; a throw says that it is of no use. */
  came(module: Module): void;
  /** It is needed, and cannot be had. */
  missed(): void;
}

/** One module: on its way, there, or not to be had. */
export class Loader<Module extends object> {
  readonly #fetch: Module | ((attempt: number) => Promise<Module>);
  readonly #host: LoaderHost<Module>;
  readonly #waiting: [(() => void)[], (() => void)[]] = [[], []];
  /** Kinds below this one do not wait. */
  #patience = 0;
  #tries = 0;
  #attempts = 0;
  #isTrying = false;
  #isWanted = false;

  /** The module, or what fetches it: by another number each time, for browsers keep failures. */
  constructor(fetch: Module | ((attempt: number) => Promise<Module>), host: LoaderHost<Module>) {
    this.#fetch = fetch;
    this.#host = host;
  }

  /** Fetches it, unless that was tried often enough. */
  load(): void {
    const fetch = this.#fetch as (attempt: number) => Promise<Module>;
    if (!SERVED && typeof fetch !== "function") return this.#take(fetch);
    if (this.#isTrying || this.#tries >= TRIES) return;
    this.#isTrying = true;
    this.#tries++;
    let isOver = false;
    const fail = (error: unknown): void => {
      if (isOver || this.#tries > TRIES) return;
      isOver = true;
      this.#failed(error);
    };
    this.#host.clock.after(PATIENCE, () => fail("timeout"));
    fetch(this.#attempts++).then((module) => this.#take(module)).catch(fail);
  }

  /** The same, for something that cannot do without. */
  want(): void {
    this.#isWanted = true;
    this.load();
    if (this.#tries === TRIES && !this.#isTrying) this.#host.missed();
  }

  /** All is well otherwise: what could not be had may be had now. */
  again(): void {
    if (this.#tries !== TRIES || this.#isTrying) return;
    this.#tries = 0;
    this.#patience = 1;
    this.load();
  }

  /** Runs now, or as soon as it is there or has been waited for; never before what came earlier. */
  need(isNeeded: boolean, kind: 0 | 1, run: () => void): void {
    const queue = this.#waiting[kind];
    if (kind < this.#patience || !(isNeeded || queue.length > 0)) run();
    else queue.push(run);
    if (isNeeded) this.want();
  }

  #take(module: Module): void {
    if (this.#tries > TRIES) return;
    this.#host.came(module);
    this.#tries = Infinity;
    this.#goOn(2);
  }

  #failed(error: unknown): void {
    report(error);
    const isLast = this.#tries === TRIES;
    this.#goOn(isLast ? 2 : 1);
    this.#host.clock.after(isLast ? 0 : WAIT * 2 ** this.#tries, () => {
      this.#isTrying = false;
      if (this.#isWanted) this.want();
      else this.load();
    });
  }

  #goOn(kinds: number): void {
    this.#patience = kinds;
    for (const queue of this.#waiting.slice(0, kinds)) {
      for (const run of queue.splice(0)) guarded(run)();
    }
  }
}
