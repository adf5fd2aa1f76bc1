/** Hubs' presence without hubs: rooms on a clock that is moved by hand, with a store they share. */

import type { HubPartHost, HubRecord, PresenceStore } from "../../server/world/mod.ts";
import { Rooms } from "../../presence/room/rooms.ts";

/** A clock of several hubs. */
export class HandClock {
  #now = 0;
  #timers: { readonly at: number; readonly run: () => void }[] = [];

  /** Milliseconds so far. */
  now(): number {
    return this.#now;
  }

  /** Timers that are still to run. */
  get timers(): number {
    return this.#timers.length;
  }

  /** Runs later. */
  timer(ms: number, run: () => void): () => void {
    const timer = { at: this.#now + ms, run };
    this.#timers.push(timer);
    return () => void (this.#timers = this.#timers.filter((one) => one !== timer));
  }

  /** Lets time pass, and all that was promised come true on the way. */
  async move(ms: number): Promise<void> {
    const end = this.#now + ms;
    await turns();
    while (true) {
      const [next] = this.#timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
      if (!next) break;
      this.#timers = this.#timers.filter((one) => one !== next);
      this.#now = Math.max(this.#now, next.at);
      next.run();
      await turns();
    }
    this.#now = end;
  }
}

/** As many microtasks as the longest chain of them needs. */
async function turns(): Promise<void> {
  for (let turn = 0; turn < 50; turn++) await Promise.resolve();
}

/** The presence of one hub. */
export interface HubKit {
  readonly rooms: Rooms;
  readonly records: HubRecord[];
}

let drawn = 0;

/** A hub with this store; without one, its own. */
export function presenceHub(clock: HandClock, presence?: PresenceStore): HubKit {
  const records: HubRecord[] = [];
  const host: HubPartHost = {
    now: () => clock.now(),
    date: () => 1_700_000_000_000 + clock.now(),
    timer: (ms, run) => clock.timer(ms, run),
    random: () => `random-${++drawn}`,
    observe: (record) => void records.push(record),
    presence,
  };
  const rooms = new Rooms(host);
  rooms.start();
  return { rooms, records };
}
