/** Hubs' presence without hubs: rooms on a clock that is moved by hand, with a store they share. */

import type { HubPartHost, HubRecord, PresenceStore } from "../../server/world/mod.ts";
import { Rooms } from "../../presence/room/rooms.ts";
import { ManualClock } from "../../testing/clock.ts";

/** A clock of several hubs. What follows from a timer follows in microtasks: thousands pass quickly. */
export class HandClock extends ManualClock {
  /** As many microtasks as the longest chain of them needs. */
  override async settled(): Promise<void> {
    for (let turn = 0; turn < 50; turn++) await Promise.resolve();
  }
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
    date: () => clock.date(),
    timer: (ms, run) => clock.timer(ms, run),
    random: () => `random-${++drawn}`,
    observe: (record) => void records.push(record),
    presence,
  };
  const rooms = new Rooms(host);
  rooms.start();
  return { rooms, records };
}
