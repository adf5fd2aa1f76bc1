/** The section on feeds. */

import type { Feeds } from "../feeds.ts";
import { FEED_GOAL } from "../goals.ts";
import { digits, table, verdict } from "./table.ts";

/** Its table. */
export function feedsSection({ viewers, rate, row, ways }: Feeds): string {
  const hand = ways.find(({ way }) => way === "by hand")?.cpu.median ?? NaN;
  const most = FEED_GOAL + row;
  return [
    `${viewers} pages look at one feed of ${rate} items a second: a real server process, and real`,
    "sockets on loopback. A delivery is one item that came to one page. CPU is all that the server's",
    "process takes meanwhile, acknowledgements and collections too; by hand each page has its own row",
    "in JSON, of an HTML text, and nothing is kept, awaited or acknowledged.",
    `A row alone takes ${digits(row)} µs: rendered, written and made JSON. The goal is`,
    `${FEED_GOAL} µs and that.`,
    "",
    table(
      [
        ...["way", "deliveries a second", "messages to a page", "bytes to a page"],
        ...["CPU a delivery, µs", "to by hand", "goal, µs"],
      ],
      ways.map(({ way, deliveries, messages, bytes, cpu }) => [
        ...[way, digits(deliveries), digits(messages), digits(bytes)],
        `${digits(cpu.median)} (${digits(cpu.low)}-${digits(cpu.high)})`,
        way === "by hand" ? "" : `${digits(cpu.median / hand)}×`,
        way === "by hand" ? "" : verdict(cpu.median, { most: Math.round(most * 10) / 10 }),
      ]),
    ),
  ].join("\n");
}
