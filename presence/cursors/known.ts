/** Known of a room: whom pages of each role were told of, so that nothing is told of anybody else. */

import type { CursorNews, CursorPerson } from "../../protocol/mod.ts";
import type { CursorUser } from "./seat.ts";

/** What pages of one role were told. */
interface Told {
  readonly movers: Set<number>;
  /** Whether somebody asked them to follow. */
  isInvited: boolean;
}

const keyOf = (slot: number, index: number): number => slot << 16 | index;
const keyOfPerson = ({ slot, index }: CursorPerson): number => keyOf(slot, index);

/** Whom each role knows. */
export class Known {
  readonly #sees: (role: string, user: CursorUser) => boolean;
  readonly #told = new Map<string, Told>();

  /** Nobody is known yet. */
  constructor(sees: (role: string, user: CursorUser) => boolean) {
    this.#sees = sees;
  }

  /** No page of this role is left. */
  forget(role: string): void {
    this.#told.delete(role);
  }

  /** All that a page of this role has to know. */
  welcome(role: string, { who = [], spotlight, ...rest }: CursorNews): CursorNews {
    const told = this.#of(role);
    const seen = who.filter((person) => this.#sees(role, person));
    for (const person of seen) told.movers.add(keyOfPerson(person));
    const isInvited = !!spotlight && told.movers.has(keyOf(...spotlight));
    if (isInvited) told.isInvited = true;
    return { ...rest, who: seen, ...isInvited && { spotlight } };
  }

  /** Of these people, what a role does not know yet. */
  changed(
    role: string,
    people: readonly CursorPerson[],
    isDescribed: (person: CursorPerson) => boolean,
  ): CursorNews | undefined {
    const { movers } = this.#of(role);
    const who = people.filter((person) =>
      isDescribed(person) || this.#sees(role, person) !== movers.has(keyOfPerson(person))
    );
    return who.length > 0 ? this.news(role, { who }) : undefined;
  }

  /** News as a role is told them: the same where that is all; undefined where it is nothing. */
  news(role: string, news: CursorNews): CursorNews | undefined {
    const { who = [], gone = [], anchor, spotlight, ...rest } = news;
    const told = this.#of(role);
    const { movers } = told;
    const isKnown = ([slot, index]: readonly [number, number, ...unknown[]]): boolean =>
      movers.has(keyOf(slot, index));
    const seen: CursorPerson[] = [];
    const left = gone.filter(isKnown);
    for (const person of who) {
      const pair = [person.slot, person.index] as const;
      if (this.#sees(role, person)) {
        seen.push(person);
        movers.add(keyOf(...pair));
      } else if (isKnown(pair)) left.push(pair);
    }
    for (const pair of left) movers.delete(keyOf(...pair));
    const hasAnchor = anchor && isKnown(anchor);
    const hasSpotlight = spotlight ? isKnown(spotlight) : spotlight === null && told.isInvited;
    if (hasSpotlight) told.isInvited = spotlight !== null;
    const isAll = seen.length === who.length && left.length === gone.length &&
      !anchor === !hasAnchor && hasSpotlight === (spotlight !== undefined);
    if (isAll) return news;
    const rests: CursorNews = {
      ...rest,
      ...seen.length > 0 && { who: seen },
      ...left.length > 0 && { gone: left },
      ...hasAnchor && { anchor },
      ...hasSpotlight && { spotlight },
    };
    return Object.keys(rests).length > 0 ? rests : undefined;
  }

  #of(role: string): Told {
    const known = this.#told.get(role);
    if (known) return known;
    const told: Told = { movers: new Set(), isInvited: false };
    this.#told.set(role, told);
    return told;
  }
}
