/** People as they were told last: what changed since, and the list that everybody reads. */

import type { Connections } from "./connections.ts";
import { type Presence, recordOf } from "./record.ts";

/** From more people on nobody is named. */
export const LARGE = 200;
/** How many of them are listed then. */
export const LISTED = 50;

/** What changed since it was taken last. */
export interface Taken {
  readonly joins: readonly Presence[];
  readonly leaves: readonly Presence[];
  readonly updates: readonly Presence[];
  readonly count: number;
  /** The ids of all who left, in a large room too. */
  readonly gone: readonly string[];
  /** The ids of all who came, or of whom something changed, in a large room too. */
  readonly there: readonly string[];
}

/** Somebody, and what of them an update is about. */
interface Person {
  readonly record: Presence;
  readonly key: string;
  readonly whole: string;
  /** Who came back without a word was told to have left, and is not told so again. */
  readonly last: "came" | "left";
}

/** Who was told of, in one room. */
export class Told {
  readonly #connections: Connections;
  readonly #told = new Map<string, Person>();
  #sorted: readonly Presence[] | undefined;
  #listed: readonly Presence[] | undefined;

  /** Nobody yet. */
  constructor(connections: Connections) {
    this.#connections = connections;
  }

  /** How many people were told of. */
  get count(): number {
    return this.#told.size;
  }

  /**
   * What changed since the last call; undefined where nothing did. Who came and left is not in it.
   * `quiet` is asked of everybody who is there. Of nobody two joins or two leaves are told in a row.
   */
  take(quiet: (user: string) => "there" | "left" | undefined): Taken | undefined {
    const joins: Presence[] = [];
    const leaves: Presence[] = [];
    const updates: Presence[] = [];
    const gone: string[] = [];
    const there: string[] = [];
    for (const user of this.#connections.touched) {
      const told = this.#told.get(user);
      const parts = this.#connections.people.get(user);
      if (!parts) {
        if (!told) continue;
        this.#told.delete(user);
        if (told.last === "came") leaves.push(told.record);
        gone.push(user);
        continue;
      }
      const why = quiet(user);
      const record = recordOf(parts);
      const { meta, status, location, ...rest } = record;
      const key = JSON.stringify([meta, status, location]);
      const whole = JSON.stringify(rest);
      if (told?.key === key && told.whole === whole) continue;
      there.push(user);
      const last = told?.last ?? (why === "left" ? "left" : "came");
      this.#told.set(user, { record, key, whole, last });
      if (told && told.key !== key) updates.push(record);
      else if (!told && !why) joins.push(record);
    }
    this.#connections.touched.clear();
    if (gone.length + there.length === 0) return undefined;
    this.#sorted = undefined;
    this.#listed = undefined;
    const count = this.#told.size;
    if (count > LARGE) return { joins: [], leaves: [], updates: [], count, gone, there };
    return { joins, leaves, updates, count, gone, there };
  }

  /** Somebody, as told last. */
  record(user: string): Presence | undefined {
    return this.#told.get(user)?.record;
  }

  /** Everybody as told last, in the order in which they came. */
  all(): readonly Presence[] {
    return this.#sorted ??= Object.freeze(
      [...this.#told.values()].map(({ record }) => record).sort((one, other) =>
        one.joinedAt - other.joinedAt || (one.id < other.id ? -1 : 1)
      ),
    );
  }

  /** The same; of a large room the first. */
  list(): readonly Presence[] {
    return this.#listed ??= listedOf(this.all());
  }
}

/** Of many people the first. */
export function listedOf(people: readonly Presence[]): readonly Presence[] {
  return people.length > LARGE ? Object.freeze(people.slice(0, LISTED)) : people;
}
