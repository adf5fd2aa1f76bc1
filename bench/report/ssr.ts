/** The section on the first page. */

import type { SsrRow } from "../ssr.ts";
import { digits, table, times, verdict } from "./table.ts";

/** Its tables. */
export function ssrSection(rows: SsrRow[]): string {
  const peers = ["html", "JSX", "hono/html", "hono/jsx", "preact"] as const;
  const must = (row: SsrRow, name: string): string =>
    name === "html" || name === "JSX"
      ? `, ${verdict(row.ratios[name]?.median ?? NaN, { most: 1.7 })}`
      : "";
  return [
    "From state to UTF-8 bytes, ours with everything that addresses it; ratios to plain",
    "concatenation with escaping in the same round.",
    "",
    table(
      ["", "bytes", "concatenation, µs", ...peers],
      rows.map((row) => [
        row.id,
        digits(row.bytes),
        digits(row.concat.median),
        ...peers.map((name) => {
          const spread = row.ratios[name];
          return spread ? times(spread) + must(row, name) : "";
        }),
      ]),
    ),
    "",
    `The ticket comes on top, hash and signature: ${
      rows.map(({ id, ticket }) => `${digits(ticket)} µs for ${id}`).join(", ")
    } (a mean, in a process of its own).`,
    "",
    "Bytes after gzip, with our marks and without them (claim, ticket and `dj-*` attributes in both; W2",
    "with two closures a row). The goal is about pages; a view's own HTML is smaller, so its share is",
    "larger.",
    "",
    table(
      ["", "without", "with", "added", "must"],
      rows.flatMap((row) => {
        const cells = (name: string, plain: number, marked: number): string[] => {
          const added = (marked / plain - 1) * 100;
          return [
            name,
            digits(plain),
            digits(marked),
            `${digits(added)} %`,
            verdict(added, {
              most: 3,
            }),
          ];
        };
        return [
          cells(`${row.id}, the page`, row.plain, row.marked),
          cells(`${row.id}, the view's HTML alone`, row.plainView, row.markedView),
        ];
      }),
    ),
  ].join("\n");
}
