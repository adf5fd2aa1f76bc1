/** End of a server process whose driver was killed: nothing of a benchmark is left behind. */

/** Looks once a second whether the driver is still there. */
export function endWithParent(): void {
  const parent = Deno.ppid;
  setInterval(() => Deno.ppid !== parent && Deno.exit(1), 1_000);
}
