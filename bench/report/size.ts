/** The section on sizes. */

import { CLIENT_GOALS, DIRECTIVE_GOALS, LOADED_GOAL, PAGE_GOAL } from "../goals.ts";
import type { Sizes } from "../size.ts";
import { digits, table, verdict } from "./table.ts";

/** Its table. */
export function sizeSection({ client, page }: Sizes): string {
  const before = client.core.brotli + client.more.brotli;
  const added = before - DIRECTIVE_GOALS.before + client.directives.brotli;
  return [
    "Bytes. Deterministic: `tests/sizes_test.ts` fails when one is over its goal, or where that is",
    "missed over its ceiling (`bench/goals.ts`). Phoenix LiveView's client has 40.4 KB by brotli and",
    "45.8 by gzip (constants, not re-measured).",
    "",
    table(["", "bytes", "must"], [
      ["client, minified", digits(client.core.code), ""],
      ...CLIENT_GOALS.map(({ name, limit }) => [
        `client, ${name === "brotli" ? "brotli -11" : "gzip -9"}`,
        digits(client.core[name]),
        verdict(client.core[name], { most: limit }),
      ]),
      ["what some pages load besides, brotli -11", digits(client.more.brotli), ""],
      [
        "everything but directives, cursors and presence, brotli -11",
        digits(before),
        verdict(before, { most: LOADED_GOAL }),
      ],
      [
        "what directives, decorators and forms add, brotli -11",
        digits(added),
        verdict(added, { most: DIRECTIVE_GOALS.all }),
      ],
      ["cursors and presence, brotli -11", digits(client.presence.brotli), ""],
      [
        "counter's page, besides its HTML",
        digits(page.overhead),
        verdict(page.overhead, { most: PAGE_GOAL }),
      ],
    ]),
  ].join("\n");
}
