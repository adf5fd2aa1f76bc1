/** Fetches the rest of the client when it is needed: a few times, and lets nothing wait for ever. */

import { type Clock, guarded, report } from "../platform/mod.ts";
import type * as More from "./more.ts";

/** The rest of the client, or what fetches it: by another query each time, for failures are kept. */
export type Rest = typeof More | ((query: string) => Promise<typeof More>);

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
export interface Loader {
  /** Fetches it, unless that was tried often enough. */
  load(): void;
  /** The same, for something that cannot do without. */
  want(): void;
  /** All is well otherwise: what could not be had may be had now. */
  again(): void;
  /** Runs now, or as soon as it is there or has been waited for; never before what came earlier. */
  need(isNeeded: boolean, kind: 0 | 1, run: () => void): void;
}

/** A loader that has not begun. */
export function createLoader(rest: Rest, { clock, came, missed }: LoaderHost): Loader {
  const waiting: [(() => void)[], (() => void)[]] = [[], []];
  /** Kinds below this one do not wait. */
  let patience = 0;
  let tries = 0;
  let attempts = 0;
  let isTrying = false;
  let isWanted = false;

  function goOn(kinds: number): void {
    patience = kinds;
    for (const queue of waiting.slice(0, kinds)) {
      for (const run of queue.splice(0)) guarded(run)();
    }
  }

  function take(module: typeof More): void {
    if (tries > TRIES) return;
    came(module);
    tries = Infinity;
    goOn(2);
  }

  function load(): void {
    if (typeof rest === "object") return take(rest);
    if (isTrying || tries >= TRIES) return;
    isTrying = true;
    tries++;
    let isOver = false;
    const fail = (error: unknown): void => {
      if (isOver || tries > TRIES) return;
      isOver = true;
      report(error);
      const next = (): void => {
        isTrying = false;
        if (isWanted) want();
        else load();
      };
      goOn(tries < TRIES ? 1 : 2);
      clock.after(tries < TRIES ? WAIT * 2 ** tries : 0, next);
    };
    clock.after(PATIENCE, () => fail("timeout"));
    rest(`?${attempts++}`).then(take).catch(fail);
  }

  function want(): void {
    isWanted = true;
    load();
    if (tries === TRIES && !isTrying) missed();
  }

  return {
    load,
    want,
    again() {
      if (tries !== TRIES || isTrying) return;
      tries = 0;
      patience = 1;
      load();
    },
    need(isNeeded, kind, run) {
      const queue = waiting[kind];
      if (kind < patience || !(isNeeded || queue.length > 0)) run();
      else queue.push(run);
      if (isNeeded) want();
    },
  };
}
