/** What a visitor's browser keeps: for all pages of one visitor, and for nobody else. */

/** The members that pages use. */
interface Kept {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/** By the visitor; it ends with them. */
const STORAGES = new WeakMap<object, Kept>();

/** The `localStorage` of a visitor's pages. */
export function storageOf(visitor: object): Kept {
  let storage = STORAGES.get(visitor);
  if (!storage) STORAGES.set(visitor, storage = createStorage());
  return storage;
}

/** An empty storage, whose own members are what it keeps. */
export function createStorage(): Kept {
  const kept: Record<string, string> = Object.create(null);
  const members: Kept = {
    getItem: (key) => kept[key] ?? null,
    setItem: (key, value) => void (kept[key] = String(value)),
    removeItem: (key) => void delete kept[key],
  };
  for (const [name, value] of Object.entries(members)) {
    Object.defineProperty(kept, name, { value, enumerable: false });
  }
  return kept as unknown as Kept;
}
