/** The section on the wire. */

import { WIRE_GOALS } from "../goals.ts";
import type { Exchange } from "../wire.ts";
import { digits, table, verdict } from "./table.ts";

/** Its table. */
export function wireSection(rows: Exchange[]): string {
  const cells = rows.map(({ name, up, down }) => {
    const goal = WIRE_GOALS.find((goal) => goal.name === name);
    return [
      name,
      digits(up),
      goal?.up === undefined ? "" : verdict(up, { most: goal.up }),
      digits(down),
      goal?.down === undefined ? "" : verdict(down, { most: goal.down }),
      goal?.phoenix ?? "",
    ];
  });
  return [
    "Payload bytes, the mean of exchanges 1,000 to 1,099, acks included; W5 without coalescing.",
    "Deterministic: `tests/wire_bytes_test.ts` fails when one is over its goal. Phoenix LiveView 1.2",
    "(up / down) is a constant, not re-measured.",
    "",
    table(["", "up", "must", "down", "must", "Phoenix"], cells),
  ].join("\n");
}
