/** Key of an item: what tells it from the others of its stream, on the server and in the page. */

import { shown } from "./options.ts";

/** A key that makes sense, or an error that says how to mend it. Those of white space are taken. */
export function checkedKey(key: unknown, name: string): string {
  const isKey = (typeof key === "string" && key.trim() !== "") ||
    (typeof key === "number" && !Number.isNaN(key));
  if (isKey) return keyText(key);
  throw new TypeError(
    `Cannot stream an item into "${name}": its key is ${shown(key)}; ` +
      `write stream("${name}", items, { key: (item) => item.id })`,
  );
}

/** A key as a page has it, also where a parser has read it: none of them knows NUL or half a pair. */
export function keyText(key: string | number): string {
  return String(key).toWellFormed().replaceAll("\0", "\ufffd");
}
