/** Residents that wait, the oldest first, and those that have to go. */

import type { Resident } from "./instances.ts";

/** Residents that wait, with their bytes, the oldest first. */
export class Waiting {
  readonly #bytesOf = new Map<Resident, number>();
  #bytes = 0;

  /** How many there are. */
  get size(): number {
    return this.#bytesOf.size;
  }

  /** One more; it is the youngest. */
  add(resident: Resident, bytes: number): void {
    this.delete(resident);
    this.#bytesOf.set(resident, bytes);
    this.#bytes += bytes;
  }

  /** It has other bytes now; where it does not wait, nothing happens. */
  weigh(resident: Resident, bytes: number): void {
    const last = this.#bytesOf.get(resident);
    if (last === undefined) return;
    this.#bytesOf.set(resident, bytes);
    this.#bytes += bytes - last;
  }

  /** It waits no more. */
  delete(resident: Resident): void {
    this.#bytes -= this.#bytesOf.get(resident) ?? 0;
    this.#bytesOf.delete(resident);
  }

  /** The oldest that have to go, so that the rest is within number and bytes. */
  excess(number: number, bytes: number): Resident[] {
    const oldest: Resident[] = [];
    let left = this.#bytesOf.size;
    let leftBytes = this.#bytes;
    for (const [resident, own] of this.#bytesOf) {
      if (left <= number && leftBytes <= bytes) break;
      oldest.push(resident);
      left--;
      leftBytes -= own;
    }
    return oldest;
  }
}
