/** CPU time of this process: how long a start takes depends on what else the machine does. */

import process from "node:process";

/** Milliseconds since the process began, in all its threads. */
export function cpuSpent(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
