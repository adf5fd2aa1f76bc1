/** Copies of one message for many: plain data by hand, what else there is by the platform, 20 times slower. */

/** Deeper data is copied by the platform: it does not run out of stack. */
const DEEPEST = 64;

/** Makes copies of a value that is nobody else's; the value itself may be one of them. */
export function copiesOf(value: unknown): () => unknown {
  if (isPlain(value)) return () => value;
  return isTree(value, new Set(), DEEPEST) ? () => copyOf(value) : () => structuredClone(value);
}

/** Whether it is no object; what cannot be copied at all is not plain either. */
function isPlain(value: unknown): boolean {
  return value === null || !/^(?:object|function|symbol)$/.test(typeof value);
}

/** Whether it is objects and lists in each other, and no object is in two places. */
function isTree(value: unknown, seen: Set<object>, depth: number): boolean {
  if (isPlain(value)) return true;
  if (typeof value !== "object" || value === null || depth === 0 || seen.has(value)) return false;
  seen.add(value);
  const keys = Object.keys(value);
  if (Array.isArray(value)) {
    // Neither holes nor names.
    if (keys.length !== value.length) return false;
    return value.every((item) => isTree(item, seen, depth - 1));
  }
  if (Object.getPrototypeOf(value) !== Object.prototype) return false;
  return keys.every((key) =>
    key !== "__proto__" && isTree((value as Record<string, unknown>)[key], seen, depth - 1)
  );
}

function copyOf(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(copyOf);
  const copy: Record<string, unknown> = {};
  for (const key of Object.keys(value)) copy[key] = copyOf((value as Record<string, unknown>)[key]);
  return copy;
}
