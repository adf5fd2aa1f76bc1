/** Chance: the rim through which all of it comes. */

/** A number from 0 to 1. */
export function chance(): number {
  return Math.random();
}
