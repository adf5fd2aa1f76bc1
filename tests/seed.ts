/** Randomness that can be repeated: a generator from a seed that is printed, and the sizes of tests. */

/** A seeded generator (mulberry32). */
export interface Random {
  /** The number it was made from; hand it to fast-check as `seed`. */
  readonly seed: number;
  /** At least 0, below 1. */
  next(): number;
  /** A whole number, both ends included. */
  integer(least: number, most: number): number;
  /** One of the list's items. */
  pick<Item>(list: readonly Item[]): Item;
  /** True with this probability. */
  chance(probability: number): boolean;
  /** The same items in another order. */
  shuffle<Item>(list: readonly Item[]): Item[];
}

/**
 * The generator of one test: from DJUST_SEED if that is set, else a new seed. In CI it is the test's
 * own, always the same, so that a red run says something about the change. Prints it either way.
 */
export function seedFrom(name: string): Random {
  const given = Deno.env.get("DJUST_SEED");
  const isCI = Deno.env.get("CI") === "true" && !full();
  const seed = given === undefined ? (isCI ? seedOf(name) : newSeed()) : Number(given);
  if (!Number.isInteger(seed)) {
    throw new TypeError(`Cannot seed "${name}": DJUST_SEED is "${given}"; give a whole number`);
  }
  console.log(`${name}: DJUST_SEED=${seed}`);
  return randomOf(seed);
}

/** A test's own seed. */
function seedOf(name: string): number {
  let seed = 0;
  for (const character of name) seed = (Math.imul(seed, 31) + character.charCodeAt(0)) >>> 0;
  return seed;
}

/** A generator of this seed, silently. */
export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const integer = (least: number, most: number): number =>
    least + Math.floor(next() * (most - least + 1));
  return {
    seed,
    next,
    integer,
    pick<Item>(list: readonly Item[]): Item {
      if (list.length === 0) throw new RangeError(`Cannot pick: the list is empty`);
      return list[integer(0, list.length - 1)] as Item;
    },
    chance: (probability) => next() < probability,
    shuffle<Item>(list: readonly Item[]): Item[] {
      const items = [...list];
      for (let last = items.length - 1; last > 0; last--) {
        const other = integer(0, last);
        [items[last], items[other]] = [items[other] as Item, items[last] as Item];
      }
      return items;
    },
  };
}

/** Whether the tests run at their full sizes: DJUST_FULL=1. */
export function full(): boolean {
  return Deno.env.get("DJUST_FULL") === "1";
}

/** The size of a test: the first in `deno task ok`, the second at full size. */
export function size(quick: number, complete: number): number {
  return full() ? complete : quick;
}

function newSeed(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0] as number;
}
