/** The state store of development: snapshots that outlive a restart, in a fixed number of places. */

import type { Lasting } from "../../platform/mod.ts";
import { type Change, LastingSessions, type Place } from "./lasting_sessions.ts";
import type { Snapshot, StateStore, Taken, Wanted } from "../ports/mod.ts";

/** What a place holds: of one key, the latest that was there. */
interface Held extends Place {
  /** Undefined where it was removed. */
  readonly snapshot: Snapshot | undefined;
  /** Below this nothing is written any more. */
  readonly epoch: number;
}

/** What a store stands on. */
export interface LastingParts {
  readonly lasting: Lasting;
  /** Milliseconds since 1970. */
  date(): number;
  /** It cannot keep anything: told once. */
  failed(error: unknown): void;
}

/** Two pages share a place so seldom that nobody notices: the older one's state is gone then. */
const PLACES = 4_096;

/** Keeps snapshots where a restart finds them. Where that fails, it keeps none, and pages go on. */
export class LastingState implements StateStore {
  readonly sessions: LastingSessions;
  readonly #parts: LastingParts;
  #isBroken = false;
  readonly #pending = new Set<Promise<unknown>>();

  /** A store on these parts. */
  constructor(parts: LastingParts) {
    this.#parts = parts;
    this.sessions = new LastingSessions({
      date: parts.date,
      edit: (key, otherwise, change) => this.#edit(`session ${key}`, otherwise, change),
    });
  }

  /** See {@link StateStore.take}. */
  take(key: string, { holder, attempt, handled }: Wanted): Promise<Taken> {
    return this.#edit<Held, Taken>(key, { type: "none" }, (held) => {
      const { snapshot } = held ?? {};
      if (!held || !snapshot || attempt < snapshot.attempt) return { result: { type: "none" } };
      const { holder: from } = snapshot;
      if (snapshot.handled < handled) return { result: { type: "behind", holder: from } };
      const epoch = held.epoch + 1;
      const taken: Snapshot = { ...snapshot, epoch, holder, attempt };
      const result: Taken = { type: "snapshot", snapshot: taken, from };
      return { result, keep: { ...held, snapshot: taken, epoch } };
    });
  }

  /** See {@link StateStore.save}. */
  save(key: string, snapshot: Snapshot, options: { ttl: number }): Promise<boolean> {
    const until = this.#parts.date() + options.ttl;
    return this.#edit<Held, boolean>(key, true, (held) => {
      const before = held?.snapshot;
      const isOwn = before?.holder === snapshot.holder;
      const epoch = Math.max(snapshot.epoch, held?.epoch ?? 0);
      const isRemoved = held !== undefined && !before && held.epoch >= snapshot.epoch;
      if (isRemoved || (epoch > snapshot.epoch && !isOwn)) return { result: false };
      if (isOwn && before.order >= snapshot.order) return { result: true };
      return { result: true, keep: { key, until, snapshot: { ...snapshot, epoch }, epoch } };
    });
  }

  /** See {@link StateStore.remove}. */
  remove(key: string, options: { ttl: number }): Promise<void> {
    const until = this.#parts.date() + options.ttl;
    return this.#edit<Held, undefined>(key, undefined, (held) => ({
      result: undefined,
      keep: { key, until, snapshot: undefined, epoch: held?.epoch ?? 0 },
    }));
  }

  /** Resolves when nothing is under way any more. */
  async close(): Promise<void> {
    while (this.#pending.size > 0) await Promise.all(this.#pending);
  }

  #edit<Kept extends Place, Result>(
    key: string,
    otherwise: Result,
    change: Change<Kept, Result>,
  ): Promise<Result> {
    const edit = this.#tried(key, otherwise, change);
    this.#pending.add(edit);
    return edit.finally(() => this.#pending.delete(edit));
  }

  /** Never rejects. */
  async #tried<Kept extends Place, Result>(
    key: string,
    otherwise: Result,
    change: Change<Kept, Result>,
  ): Promise<Result> {
    if (this.#isBroken) return otherwise;
    const { lasting, date, failed } = this.#parts;
    try {
      return await lasting.edit(`state/${placeOf(key)}`, (found) => {
        const held = found as Kept | undefined;
        return change(held?.key === key && held.until > date() ? held : undefined);
      });
    } catch (error) {
      if (!this.#isBroken) failed(error);
      this.#isBroken = true;
      return otherwise;
    }
  }
}

/** Keys are random: any mixture of their letters will do. */
function placeOf(key: string): number {
  let place = 0;
  for (let i = 0; i < key.length; i++) place = (place * 31 + key.charCodeAt(i)) % PLACES;
  return place;
}
