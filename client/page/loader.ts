/** Fetches the rest of the client when it is needed: a few times, and lets nothing wait for ever. */

import { type Clock, guarded, report } from "../platform/mod.ts";
import type * as ChannelsModule from "../channels/mod.ts";
import type * as More from "./more.ts";

/** The rest of the client, or what fetches it: by another query each time, for failures are kept. */
export type Rest = Whole | ((name: string, query: number) => Promise<typeof More>);

/** All there is. */
type Whole = typeof More & typeof ChannelsModule;

/** How long one try may take, and how many there are; the waits between them grow. */
const PATIENCE = 8_000;
const TRIES = 3;
const WAIT = 1_000;

/** A message from the server waits until the first try has failed. */
export const MESSAGE = 0;
/** An event of the user's waits until all have. */
export const EVENT = 1;

/** Whom a loader tells. */
export interface LoaderHost {
  readonly clock: Clock;
  /** It is there; a throw says that it is of no use. */
  came(module: typeof More): void;
  /** It is needed, and cannot be had. */
  missed(): void;
}

/** The rest of the client: on its way, there, or not to be had. */
export class Loader {
  readonly #rest: Rest;
  readonly #host: LoaderHost;
  readonly #waiting: [(() => void)[], (() => void)[]] = [[], []];
  /** Kinds below this one do not wait. */
  #patience = 0;
  #tries = 0;
  #attempts = 0;
  #isTrying = false;
  #isWanted = false;

  constructor(rest: Rest, host: LoaderHost) {
    this.#rest = rest;
    this.#host = host;
  }

  /** Fetches it, unless that was tried often enough. */
  load(): void {
    const rest = this.#rest;
    if (typeof rest === "object") return this.#take(rest);
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
    rest("more", this.#attempts++).then((module) => this.#take(module)).catch(fail);
  }

  /** Fetches another module, once. */
  fetch(name: "channels", query: number): Promise<typeof ChannelsModule> {
    const rest = this.#rest;
    return (typeof rest === "object" ? Promise.resolve(rest) : rest(name, query)) as Promise<
      unknown
    > as Promise<typeof ChannelsModule>;
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

  #take(module: typeof More): void {
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
