/** The section on sizes. */

import { CLIENT_GOALS, LOADED_GOAL, PAGE_GOAL } from "../goals.ts";
import type { Sizes } from "../size.ts";
import { digits, table, verdict } from "./table.ts";

/** Its table. */
export function sizeSection({ client, page }: Sizes): string {
  return [
    "Bytes. Deterministic: `tests/sizes_test.ts` fails when one grows. Phoenix LiveView's",
    "client has 40.4 KB by brotli and 45.8 by gzip (constants, not re-measured).",
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
        "everything but those of cursors and presence, brotli -11",
        digits(client.core.brotli + client.more.brotli),
        verdict(client.core.brotli + client.more.brotli, { most: LOADED_GOAL }),
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
