/** Batches of saves: what a process writes in one turn reaches the store together. */

import type { SaveEntry, StateStore } from "./ports/mod.ts";
import type { World } from "./world.ts";

/** A save that waits for its turn. */
interface Waiting {
  readonly entry: SaveEntry;
  readonly settled: PromiseWithResolvers<boolean>;
}

/** The same store; where it takes several snapshots at once, it is given them so. */
export function inBatches(store: StateStore, timer: World["timer"]): StateStore {
  const saveAll = store.saveAll?.bind(store);
  if (!saveAll) return store;
  const { sessions } = store;
  let waiting = new Map<string, Waiting>();
  const flush = (): void => {
    const batch = [...waiting.values()];
    waiting = new Map();
    const saves = savesOf(saveAll, batch.map(({ entry }) => entry));
    for (const [i, { settled }] of batch.entries()) settled.resolve(saves[i] ?? missing());
  };
  return {
    take: (key, wanted) => store.take(key, wanted),
    remove: (key, options) => store.remove(key, options),
    ...(sessions && { sessions }),
    save(key, snapshot, { ttl }) {
      // Two of one key are in two batches, in their order.
      if (waiting.has(key)) flush();
      if (waiting.size === 0) timer(0, () => waiting.size > 0 && flush());
      const settled = Promise.withResolvers<boolean>();
      waiting.set(key, { entry: { key, snapshot, ttl }, settled });
      return settled.promise;
    },
  };
}

function savesOf(
  saveAll: NonNullable<StateStore["saveAll"]>,
  entries: readonly SaveEntry[],
): readonly Promise<boolean>[] {
  try {
    return saveAll(entries);
  } catch (error) {
    return entries.map(() => Promise.reject(error));
  }
}

function missing(): Promise<never> {
  return Promise.reject(
    new Error("Cannot save a snapshot: saveAll() gave fewer promises than it got entries"),
  );
}
