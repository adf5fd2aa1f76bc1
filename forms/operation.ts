/** Operation of a form object: what a `dj-click` holds, by names and paths, so that it means the same anywhere. */

import { isGroup } from "./value_tree.ts";

/**
 * What `add()`, `remove()`, `move()`, `next()` and `back()` give: the value of a `dj-<event>`. It goes
 * by name and path, and is no closure: it works in a page of another process, and without script.
 *
 * @category Forms
 */
export type Operation = string;

/** With what something is done. */
export interface OperationDetails {
  /** A list, or an item of one. */
  readonly path?: string;
  /** What is added. */
  readonly item?: unknown;
  /** Where it is put, or gone to. */
  readonly at?: number | string | undefined;
  /** The keys of items by their lists, where items were moved: an object has numbers in their order. */
  readonly order?: Readonly<Record<string, unknown>>;
}

/** As long as the name of an event may be. */
const MOST = 1_024;

/** What stands before the names of details: they travel among the fields of a form. */
const SIGN = "~";

/** The text of an operation: the field of the view, what to do, and with what. */
export function operation(field: string, name: string, details: OperationDetails = {}): Operation {
  const signed = Object.fromEntries(
    Object.entries(details).map(([key, value]) => [SIGN + key, value]),
  );
  const text = `${field}.${name} ${JSON.stringify(signed)}`;
  if (text.length > MOST) {
    throw new RangeError(
      `Cannot write "${name}" of "${field}": it is ${text.length} characters long, and an operation ` +
        `has ${MOST} at most; add a smaller item, and fill it in a handler`,
    );
  }
  return text;
}

/**
 * Throws where an operation was given to an event as it is: that calls it with the event's params, and
 * for the view.
 */
export function checkCall(isOwn: boolean, call: string): void {
  if (isOwn) return;
  const name = call.replace(/\(.*/, "");
  throw new TypeError(
    `Cannot call "${name}" by an event: it gives what an event does; ` +
      `write dj-click=\${….${call}}, with its parentheses`,
  );
}

/** The details among the fields of a form, and the fields without them. */
export function detailsIn(
  params: Readonly<Record<string, unknown>>,
): { details: OperationDetails; fields: Record<string, unknown> } {
  const details: Record<string, unknown> = {};
  const fields: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(params)) {
    if (key.startsWith(SIGN)) details[key.slice(SIGN.length)] = value;
    else fields[key] = value;
  }
  const { path, item, at, order } = details;
  return {
    details: {
      ...(typeof path === "string" && { path }),
      ...(item !== undefined && { item: isGroup(item) ? { ...item } : item }),
      ...((typeof at === "number" || typeof at === "string") && { at }),
      ...(isGroup(order) && { order }),
    },
    fields,
  };
}
