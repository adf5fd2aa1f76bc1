/** Start: the CPU time that importing `./hono` adds to a Hono app, over many fresh processes. */

import { type Spread, spread } from "./measure.ts";

/** Milliseconds of CPU. */
export interface StartResult {
  readonly hono: Spread;
  readonly live: Spread;
  /** Of each pair of processes, one after the other. */
  readonly added: Spread;
}

/** By the shell's `time`, which asks the kernel: a process that measured itself would load more. */
async function run(name: "hono" | "live"): Promise<number> {
  const script = new URL(`start/${name}.ts`, import.meta.url).pathname;
  const { success, stderr } = await new Deno.Command("bash", {
    args: [
      "-c",
      'TIMEFORMAT="%U %S"; time "$0" run --quiet --no-check --cached-only "$1"',
      Deno.execPath(),
      script,
    ],
    stdin: "null",
  }).output();
  const text = new TextDecoder().decode(stderr).trim();
  if (!success) throw new Error(`Cannot start ${name}: ${text}`);
  const [user, system] = text.split(" ").map((seconds) => Number(seconds) * 1_000);
  return (user ?? NaN) + (system ?? NaN);
}

if (import.meta.main) {
  const pairs = Number(Deno.args[0] ?? 40);
  const times = { hono: [] as number[], live: [] as number[] };
  // The first runs fill the caches of compiled modules.
  for (let i = -3; i < pairs; i++) {
    const order = i % 2 === 0 ? ["hono", "live"] as const : ["live", "hono"] as const;
    for (const name of order) {
      const took = await run(name);
      if (i >= 0) times[name].push(took);
    }
  }
  const result: StartResult = {
    hono: spread(times.hono),
    live: spread(times.live),
    added: spread(times.live.map((time, i) => time - (times.hono[i] as number))),
  };
  console.log(JSON.stringify(result));
}
