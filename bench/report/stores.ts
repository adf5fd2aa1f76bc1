/** The section on stores. */

import type { StoresResult } from "../stores.ts";
import { digits, table } from "./table.ts";

/** Its tables. */
export function storesSection({ state, bus }: StoresResult): string {
  return [
    "Snapshots of 1,000 pages, 32 calls at a time from one process; CPU is that of this process alone.",
    "A take raises the epoch, so it writes as well.",
    "",
    table(
      ["store", "bytes", "saves a second", "CPU a save, µs", "takes a second", "CPU a take, µs"],
      state.map(({ store, size, saves, saveCpu, takes, takeCpu }) => [
        ...[store, digits(size), digits(saves), digits(saveCpu), digits(takes), digits(takeCpu)],
      ]),
    ),
    "",
    "Messages of the bus from one process to another: how long each takes at 50 a second, and how many",
    "get through a second when they are published at once. A file of Deno KV is polled.",
    "",
    table(
      ["store", "latency p50 / p95 / p99, ms", "came", "messages a second"],
      bus.map(({ store, latency: { p50, p95, p99 }, sent, came, messages }) => [
        store,
        [p50, p95, p99].map(digits).join(" / "),
        `${came} of ${sent}`,
        digits(messages),
      ]),
    ),
  ].join("\n");
}
