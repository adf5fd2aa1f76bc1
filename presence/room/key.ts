/** Key of a room: a text with fields of the view in it, no two of which can be mistaken. */

/** The most characters of a key. */
const LENGTH = 512;
/** Rooms of tenants begin so: a key that a visitor had a hand in may not lead into one. */
const KEPT = "djust:";

/** A key with its fields filled in; undefined where one is empty, or `missing` is told of it. */
export function keyOf(
  template: unknown,
  view: object,
  missing?: (field: string) => void,
): string | undefined {
  if (template === undefined || template === null || template === "") return undefined;
  if (typeof template !== "string") {
    throw new TypeError(
      `Cannot tell the room of "${view.constructor.name}": its presenceKey is ${typeof template}; ` +
        `write presenceKey = "document:{docId}"`,
    );
  }
  let isEmpty = false;
  const key = template.replace(/\{(\w+)\}/g, (_whole, field: string) => {
    const value: unknown = (view as Record<string, unknown>)[field];
    if (value === undefined || value === null || value === "") isEmpty = true;
    if (!(field in view)) missing?.(field);
    return encoded(value, `the field "${field}"`);
  });
  return isEmpty ? undefined : checkedKey(key);
}

/** A key that was made by the view itself. */
export function checkedKey(key: unknown): string | undefined {
  if (key === undefined || key === null || key === "") return undefined;
  if (typeof key !== "string") {
    throw new TypeError(`Cannot enter a room named by ${typeof key}; give a text`);
  }
  if (key.length > LENGTH) {
    throw new RangeError(
      `Cannot enter a room whose key has ${key.length} characters; give ${LENGTH} at most`,
    );
  }
  if (key.startsWith(KEPT)) {
    throw new RangeError(
      `Cannot enter a room whose key begins with "${KEPT}": such are kept; begin with another word`,
    );
  }
  return key;
}

/** The key of a room of one tenant: no key of a view begins like it. */
export function tenantKey(tenant: string | undefined, key: string): string {
  return tenant === undefined ? key : `${KEPT}tenant:${encodeURIComponent(tenant)}:${key}`;
}

/**
 * The key of a room outside of views: values are encoded as those in `presenceKey` are, so that
 * `room` and a view's `"document:{docId}"` name the same one.
 *
 * @example
 * ```ts
 * import { room } from "@djust/live/presence";
 *
 * const key = room`document:${"a:b"}`; // "document:a%3Ab"
 * ```
 *
 * @category Presence
 */
export function room(
  texts: TemplateStringsArray,
  ...values: readonly (string | number | bigint | boolean)[]
): string {
  return texts.reduce((key, text, index) => {
    const value = values[index - 1];
    if (value === undefined || value === "") {
      throw new TypeError(
        `Cannot name a room: value ${index} of ${texts.join("${…}")} is empty; give a text`,
      );
    }
    return key + encoded(value, `value ${index}`) + text;
  });
}

function encoded(value: unknown, what: string): string {
  switch (typeof value) {
    case "string":
      return encodeURIComponent(value.toWellFormed());
    case "number":
    case "bigint":
    case "boolean":
      return encodeURIComponent(String(value));
    case "undefined":
      return "";
    default:
      if (value === null) return "";
      throw new TypeError(
        `Cannot name a room by ${what}: it is ${typeof value}; give a text or a number`,
      );
  }
}
