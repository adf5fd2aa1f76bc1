/** State watch: finds out what of a view's state its render changed. */

/** The fields of a view as they were: what they held, and how much of it. */
export type StateBefore = ReadonlyMap<string, readonly [value: unknown, size: number]>;

/** What a view's fields hold now. */
export function stateOf(view: object): StateBefore {
  const state = new Map<string, readonly [unknown, number]>();
  for (const name of Object.keys(view)) {
    // Those are the view's own affair, and no snapshot keeps them: a cache may be filled.
    if (name.startsWith("_")) continue;
    const field = Object.getOwnPropertyDescriptor(view, name);
    if (field && "value" in field) state.set(name, [field.value, sizeOf(field.value)]);
  }
  return state;
}

/** The names of fields that are another value now, or a collection of another size. */
export function changedSince(before: StateBefore, view: object): string[] {
  const after = stateOf(view);
  const changed: string[] = [];
  for (const [name, [value, size]] of after) {
    const last = before.get(name);
    if (!last || !isSame(last[0], value) || last[1] !== size) changed.push(name);
  }
  return changed;
}

/** By ===, but NaN is what it was. */
const isSame = (a: unknown, b: unknown): boolean => a === b || Object.is(a, b);

function sizeOf(value: unknown): number {
  if (Array.isArray(value)) return value.length;
  return value instanceof Map || value instanceof Set ? value.size : 0;
}
