/** Expectations of the contracts: what is not so is thrown, whatever runs the cases. */

/**
 * One thing that every store of a kind does. `make` gives a stand of its own, with nothing in it yet.
 *
 * @category Stores
 */
export interface ContractCase<Stand> {
  /** A sentence about the store. */
  readonly name: string;
  /** Rejects where the store does otherwise. */
  readonly run: (make: () => Stand | Promise<Stand>) => Promise<void>;
}

/** Throws where the condition does not hold. */
export function holds(condition: boolean, what: string): asserts condition {
  if (!condition) throw new Error(`The contract is broken: ${what}`);
}

/** Throws where two values differ, looked at as plain data. */
export function same(actual: unknown, expected: unknown, what: string): void {
  if (isSame(actual, expected)) return;
  throw new Error(`The contract is broken: ${what}: ${shown(actual)} is not ${shown(expected)}`);
}

function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Object.prototype.toString.call(a) !== Object.prototype.toString.call(b)) return false;
  if (a instanceof Uint8Array) {
    const other = b as Uint8Array;
    return a.length === other.length && a.every((byte, i) => byte === other[i]);
  }
  if (a instanceof Date) return a.getTime() === (b as Date).getTime();
  if (a instanceof Map || a instanceof Set) return isSame([...a], [...b as typeof a]);
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) =>
    Object.hasOwn(b, key) &&
    isSame((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key])
  );
}

function shown(value: unknown): string {
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return String(value);
  }
}
