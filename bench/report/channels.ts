/** The section on channels. */

import { FAN_OUT_GOAL } from "../goals.ts";
import type { FanOut } from "../channels.ts";
import { digits, table, verdict } from "./table.ts";

/** Its table. */
export function channelsSection({ pages, channels, handedOn }: FanOut): string {
  const each = (channels - handedOn) * 1_000 / pages;
  return [
    `One binary message of 20 bytes to a room of ${pages} pages, each on its own connection, over a`,
    "pipe that only counts: encoded once, and the same bytes handed on. Microseconds for all pages.",
    "",
    table(["", "µs"], [
      ["over channels", digits(channels)],
      ["the bytes given to each pipe", digits(handedOn)],
    ]),
    "",
    `More for each page, in ns: ${verdict(each, { most: FAN_OUT_GOAL })} (${digits(each)})`,
  ].join("\n");
}
