/** Compact copies: no view keeps a larger buffer than it shows, no error its stack. */

/**
 * The same value, in place: only for values that nobody else has. Throws for what can be copied
 * within a process, and not as bytes: a Blob, a key, memory that is shared.
 */
export function compact<Value>(value: Value): Value {
  return compacted(value, new Set()) as Value;
}

function compacted(value: unknown, seen: Set<object>): unknown {
  if (typeof value !== "object" || value === null || seen.has(value)) return value;
  if (ArrayBuffer.isView(value)) return viewOf(value);
  seen.add(value);
  if (value instanceof Map) {
    for (const [key, item] of [...value]) {
      const own = compacted(key, seen);
      if (own !== key) value.delete(key);
      value.set(own, compacted(item, seen));
    }
  } else if (value instanceof Set) {
    for (const item of [...value]) {
      const own = compacted(item, seen);
      if (own !== item) value.delete(item);
      value.add(own);
    }
  } else if (value instanceof Error) {
    // Where the code of an app lies is nothing that a store should have.
    Reflect.deleteProperty(value, "stack");
    if (value.cause !== undefined) value.cause = compacted(value.cause, seen);
  } else if (!Array.isArray(value) && !isPlain(value)) {
    if (!BYTES.some((Kind) => value instanceof Kind)) {
      throw new TypeError(`A ${value.constructor.name} cannot be kept as bytes`);
    }
  } else {
    const target = value as Record<string, unknown>;
    for (const key of Object.keys(target)) {
      const item = target[key];
      if (typeof item === "object" && item !== null) target[key] = compacted(item, seen);
    }
  }
  return value;
}

/** A view of its own buffer. */
function viewOf(view: ArrayBufferView): ArrayBufferView {
  const { buffer, byteOffset, byteLength } = view;
  if (buffer.byteLength === byteLength) return view;
  const own = buffer.slice(byteOffset, byteOffset + byteLength);
  const View = view.constructor as new (buffer: ArrayBufferLike) => ArrayBufferView;
  return new View(own);
}

/** What has no parts, and comes back from bytes as it was. */
const BYTES = [Date, RegExp, ArrayBuffer, Number, String, Boolean, BigInt] as const;

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
