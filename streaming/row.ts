/** Row of an item: rendered once, and exactly one element. */

import { Apart, type Rendered, type Scope } from "../vdom/mod.ts";
import { checkedRow, type StreamOptions } from "./options.ts";

/** Where it is to stand. */
interface RowPlace {
  readonly name: string;
  readonly scope: Scope;
}

/** The row of an item of a stream. */
export function rowOf(
  item: unknown,
  { row }: StreamOptions<unknown>,
  { name, scope }: RowPlace,
): Rendered {
  if (!row && typeof item === "object" && item !== null) {
    throw new TypeError(
      `Cannot stream an object into "${name}": nothing says what its row is; ` +
        `write stream("${name}", items, { row: (item) => html\`<li>…</li>\` })`,
    );
  }
  return renderedRow(row ? checkedRow(row(item), name) : item, { name, scope });
}

/** What is to stand as a row of a stream. */
export function renderedRow(
  value: unknown,
  { name, scope }: RowPlace,
): Rendered {
  const row = Apart.render(value, scope);
  if (!row.isTemplate || row.isElement) return row;
  throw new TypeError(
    `Cannot stream a row into "${name}": its template is not exactly one element; ` +
      "put one around it, as in html`<li>…</li>`",
  );
}
