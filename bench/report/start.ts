/** The section on the cold start. */

import type { StartResult } from "../start.ts";
import { digits, table, verdict } from "./table.ts";

/** Its table. */
export function startSection({ hono, live, added }: StartResult): string {
  const cells = ({ median, low, high }: StartResult["added"]): string =>
    `${digits(median)} (${digits(low)}-${digits(high)})`;
  return [
    "Milliseconds of CPU of a fresh process that imports Hono, and of one that imports `./hono` as well; pairs",
    "in turn.",
    "",
    table(["Hono", "with us", "added, per pair", "must", "moonshot"], [[
      cells(hono),
      cells(live),
      cells(added),
      verdict(added.median, { most: 22 }),
      verdict(added.median, { most: 10 }),
    ]]),
  ].join("\n");
}
